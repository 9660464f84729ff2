import { expect, test } from 'vitest';
import { CADENCE } from './cadences';

test('a digest covers more days than lie between two digests', () => {
  expect(CADENCE.weekdays.poolDays).toBeGreaterThan(3);
  expect(CADENCE.daily.poolDays).toBeGreaterThan(1);
  expect(CADENCE.weekly.poolDays).toBeGreaterThan(7);
  expect(CADENCE.monthly.poolDays).toBeGreaterThan(31);
});
