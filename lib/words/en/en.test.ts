import { expect, test } from 'vitest';
import { allOf, count, hundredths, number, oneOf, ordinal, percent } from './count';
import { dates } from './dates';

test('numbers, plurals, ordinals and lists', () => {
  expect(number(1234)).toBe('1,234');
  expect([0.5, 1 / 3].map(hundredths)).toEqual(['0.50', '0.33']);
  expect([0, 1, 2].map((n) => count(n, 'vote'))).toEqual(['0 votes', '1 vote', '2 votes']);
  expect(percent(0.5)).toBe('50%');
  expect(count(2, 'search', 'searches')).toBe('2 searches');
  expect([1, 2, 3, 4, 11, 22, 113].map(ordinal)).toEqual(
    '1st 2nd 3rd 4th 11th 22nd 113th'.split(' '),
  );
  expect(allOf(['a', 'b', 'c'])).toBe('a, b, and c');
  expect(oneOf(['a', 'b'])).toBe('a or b');
});

test('days, periods and instants', () => {
  const day = new Date('2025-09-05T09:30:00Z');
  expect(dates.long(day)).toBe('Friday 5 September 2025');
  expect(dates.date(day)).toBe('5 September 2025');
  expect(dates.short(day, false)).toBe('Fri 5 Sep');
  expect(dates.short(day, true)).toBe('Fri 5 Sep 2025');
  expect(dates.monthAndYear(day)).toBe('September 2025');
  expect([1, 7].map(dates.isoWeekday)).toEqual(['Monday', 'Sunday']);
  expect(dates.hour(7)).toBe('07:00');
  expect(dates.instant(day)).toBe('5 September 2025 at 09:30 UTC');
});
