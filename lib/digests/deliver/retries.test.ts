import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEASE_MS, MAX_ATTEMPTS, retryAt } from './retries';

const now = new Date('2030-05-01T09:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function waitMs(attempts: number, random: number): number {
  return (retryAt(attempts, now, random)?.getTime() ?? Number.NaN) - now.getTime();
}

test('the wait doubles each time', () => {
  expect([1, 2, 3, 4, 5].map((attempts) => waitMs(attempts, 0) / MINUTE_MS)).toEqual([
    2.5, 5, 10, 20, 40,
  ]);
});

test('the wait is between half of its time and all', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: MAX_ATTEMPTS - 1 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempts, random) => {
        const whole = 2 * waitMs(attempts, 0);
        expect(waitMs(attempts, random)).toBeGreaterThanOrEqual(whole / 2);
        expect(waitMs(attempts, random)).toBeLessThanOrEqual(whole);
      },
    ),
  );
});

test('no retry follows the last attempt, which is within a day of the first', () => {
  expect(retryAt(MAX_ATTEMPTS, now, 0)).toBeNull();
  const waits = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, at) => waitMs(at + 1, 0.999));
  expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThan(DAY_MS);
});

test('no retry starts before the last attempt’s lease expires', () => {
  expect(waitMs(2, 0)).toBeGreaterThanOrEqual(LEASE_MS);
});
