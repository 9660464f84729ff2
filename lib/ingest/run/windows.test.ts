import { expect, test } from 'vitest';
import { afterCursor, daysOfWindow, daysToRead, isRetried, scheduledDays } from './windows';

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

test('a first start reads a week only, although it has not swept today', () => {
  const days = daysToRead({ today: '2030-05-10', lastDone: null, lastSweptOn: '2030-05-09' });
  expect(days).toHaveLength(7);
});

test('an outage longer than the sweep is read in full by the sweep of its day', () => {
  const days = daysToRead({
    today: '2030-05-30',
    lastDone: '2030-05-10',
    lastSweptOn: '2030-05-30',
  });
  expect(days.at(-1)).toBe('2030-05-10');
});

test('a clock that went back reads today and yesterday', () => {
  const days = daysToRead({
    today: '2030-05-10',
    lastDone: '2030-05-12',
    lastSweptOn: '2030-05-10',
  });
  expect(days).toEqual(['2030-05-10', '2030-05-09']);
});

const due = ['2030-05-10', '2030-05-09', '2030-05-08', '2030-05-07'];
const now = new Date('2030-05-10T12:00:00Z');
const later = new Date('2030-05-10T12:00:01Z');

test('a scheduled run begins with today and yesterday, wherever an earlier one stopped', () => {
  expect(scheduledDays({ due, failed: new Map(), cursor: '2030-05-08', now })).toEqual({
    first: ['2030-05-10', '2030-05-09'],
    rest: ['2030-05-07'],
  });
});

test('a day that failed waits for its pause to end, today and yesterday do not', () => {
  const failed = new Map([
    ['2030-05-09', later],
    ['2030-05-08', later],
    ['2030-04-20', now],
  ]);
  expect(scheduledDays({ due, failed, cursor: null, now })).toEqual({
    first: ['2030-05-10', '2030-05-09'],
    rest: ['2030-05-07', '2030-04-20'],
  });
});

test('a day that failed is retried by itself for a month', () => {
  expect(isRetried('2030-05-10', '2030-05-10')).toBe(true);
  expect(isRetried('2030-04-09', '2030-05-10')).toBe(true);
  expect(isRetried('2030-04-08', '2030-05-10')).toBe(false);
  expect(isRetried('2030-05-11', '2030-05-10')).toBe(false);
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
  expect(daysOfWindow('2028-02-29', '2028-02-29')).toEqual(['2028-02-29']);
  expect(daysOfWindow('2028-03-01', '2028-02-28')).toEqual([]);
  expect(daysOfWindow('2028-03-01', '2028-02-20')).toEqual([]);
});

test('a stopped run goes on after the day that it finished', () => {
  const days = ['2030-05-10', '2030-05-09', '2030-05-08'];
  expect(afterCursor(days, '2030-05-09')).toEqual(['2030-05-08']);
  expect(afterCursor(days, null)).toEqual(days);
});
