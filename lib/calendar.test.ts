import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodPath } from '@/lib/site/paths';
import {
  dayAfter,
  dayIn,
  dayInWords,
  instantInWords,
  paddedKey,
  parsePeriod,
  periodOf,
  PERIODS,
  shortTitle,
  type PeriodKind,
} from './calendar';

test.each([
  ['day', '2025-03-14', '2025-03-14', 'Friday 14 March 2025', '2025-03-15'],
  ['day', '2024-02-29', '2024-02-29', 'Thursday 29 February 2024', '2024-03-01'],
  ['week', '2025-W11', '2025-03-10', 'Week 11 of 2025', '2025-03-17'],
  ['week', '2026-W53', '2026-12-28', 'Week 53 of 2026', '2027-01-04'],
  ['week', '2025-W01', '2024-12-30', 'Week 1 of 2025', '2025-01-06'],
  ['month', '2025-12', '2025-12-01', 'December 2025', '2026-01-01'],
] as const)('%s %s begins on %s', (kind, key, firstDay, title, after) => {
  const period = parsePeriod(kind, key)!;
  expect(period).toEqual({ kind, key, firstDay, title });
  expect(dayAfter(period)).toBe(after);
});

test.each([
  ['day', '2025-02-30'],
  ['day', '2025-13-01'],
  ['day', '2025-3-1'],
  ['day', '0000-01-01'],
  ['day', '1066-10-14'],
  ['day', "2025-03-14' OR 1=1"],
  ['week', '2025-W54'],
  ['week', '2025-W53'],
  ['week', '2025-W00'],
  ['week', '2025-11'],
  ['month', '2025-13'],
  ['month', '2025-00'],
  ['month', ''],
] as const)('there is no %s %s', (kind, key) => {
  expect(parsePeriod(kind, key)).toBeNull();
});

test.each([
  ['2025-3-4', '2025-03-04'],
  ['2025-11-4', '2025-11-04'],
  ['2025-03-14', '2025-03-14'],
  ['2025-3', '2025-03'],
  ['2025-w9', '2025-W09'],
  ['2025-W11', '2025-W11'],
  ['5-5-x', '5-05-X'],
  ['', ''],
])('%j is written as %j in an address', (key, padded) => {
  expect(paddedKey(key)).toBe(padded);
});

test('every day lies in the period whose key its own period names', () => {
  const days = fc
    .date({ min: new Date('1991-01-07'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, (day) => {
      for (const kind of PERIODS) {
        const period = periodOf(kind, day);
        expect(parsePeriod(kind, period.key)).toEqual(period);
        expect(period.firstDay <= day && day < dayAfter(period)).toBe(true);
      }
    }),
  );
});

test('nothing that is typed as a key throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PERIODS), fc.string(), (kind, key) => {
      expect(() => parsePeriod(kind, key)).not.toThrow();
    }),
  );
});

test('the day of an instant depends on the reader’s time zone', () => {
  const instant = new Date('2025-03-14T23:30:00Z');
  expect(dayIn('UTC', instant)).toBe('2025-03-14');
  expect(dayIn('Pacific/Auckland', instant)).toBe('2025-03-15');
});

test('a day is written out in words and in its address', () => {
  expect(dayInWords('2025-03-14')).toBe('Friday 14 March 2025');
  expect(periodPath(periodOf('day', '2025-03-14'))).toBe('/papers/date/2025-03-14');
  expect(periodPath(periodOf('week', '2025-03-14'))).toBe('/papers/week/2025-W11');
});

test('an instant is formatted by its day and minute, in UTC', () => {
  expect(instantInWords(new Date('2025-03-14T23:59:59Z'))).toBe('14 March 2025 at 23:59 UTC');
});

test('a link to a period has the year, unless it is today’s', () => {
  const title = (kind: PeriodKind, day: string, today: string) =>
    shortTitle(periodOf(kind, day), today);
  expect(title('day', '2025-03-14', '2025-12-01')).toBe('Fri 14 Mar');
  expect(title('day', '2025-03-14', '2026-01-01')).toBe('Fri 14 Mar 2025');
  expect(title('month', '2025-03-14', '2026-01-01')).toBe('March 2025');
  // The last days of 2024 belong to the first week of 2025.
  expect(title('week', '2024-12-31', '2025-12-01')).toBe('Week 1');
  expect(title('week', '2024-12-27', '2025-01-02')).toBe('Week 52 of 2024');
});
