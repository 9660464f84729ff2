import { expect, test } from 'vitest';
import { afterCursor, daysOfWindow, daysToRead } from './windows';

test('a first start reads a week, newest first', () => {
  const days = daysToRead({ today: '2030-05-10', lastDone: null, lastSweptOn: null });
  expect(days).toEqual([
    '2030-05-10',
    '2030-05-09',
    '2030-05-08',
    '2030-05-07',
    '2030-05-06',
    '2030-05-05',
    '2030-05-04',
  ]);
});

test('later in the same day only today and yesterday are read', () => {
  const days = daysToRead({
    today: '2030-05-10',
    lastDone: '2030-05-10',
    lastSweptOn: '2030-05-10',
  });
  expect(days).toEqual(['2030-05-10', '2030-05-09']);
});

test('the first run of a day reads the last two weeks again for their votes', () => {
  const days = daysToRead({
    today: '2030-05-10',
    lastDone: '2030-05-09',
    lastSweptOn: '2030-05-09',
  });
  expect(days).toHaveLength(14);
  expect(days.at(-1)).toBe('2030-04-27');
});

test('after an outage every missed day is read, up to a month', () => {
  const missed = (lastDone: string) =>
    daysToRead({ today: '2030-05-30', lastDone, lastSweptOn: lastDone });
  expect(missed('2030-05-10').at(-1)).toBe('2030-05-10');
  expect(missed('2029-01-01')).toHaveLength(32);
});

test('a window holds both its ends, also across a leap day', () => {
  expect(daysOfWindow('2028-02-28', '2028-03-01')).toEqual([
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ]);
  expect(daysOfWindow('2028-03-01', '2028-02-28')).toEqual([]);
});

test('a stopped run goes on after the day that it finished', () => {
  const days = ['2030-05-10', '2030-05-09', '2030-05-08'];
  expect(afterCursor(days, '2030-05-09')).toEqual(['2030-05-08']);
  expect(afterCursor(days, null)).toEqual(days);
});
