import { describe, expect, test } from 'vitest';
import {
  cadenceInWords,
  confirmationAllowed,
  confirmationExpiry,
  CONFIRMATIONS_A_DAY,
} from './rules';

const now = new Date('2030-05-01T09:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('another confirmation', () => {
  test.each([
    ['the first ever', { lastAt: null, today: 0 }, { allowed: true, ofToday: 1 }],
    [
      'the second after five minutes',
      { lastAt: minutesAgo(5), today: 1 },
      { allowed: true, ofToday: 2 },
    ],
    ['the second a moment before', { lastAt: minutesAgo(4.99), today: 1 }, { allowed: false }],
    ['the last of a day', { lastAt: minutesAgo(60), today: 2 }, { allowed: true, ofToday: 3 }],
    ['one more', { lastAt: minutesAgo(60), today: CONFIRMATIONS_A_DAY }, { allowed: false }],
    ['one more almost a day later', { lastAt: minutesAgo(1_439), today: 3 }, { allowed: false }],
    [
      'one more a day later',
      { lastAt: minutesAgo(1_440), today: 3 },
      { allowed: true, ofToday: 1 },
    ],
    ['one after a clock went back', { lastAt: minutesAgo(-60), today: 1 }, { allowed: false }],
  ])('%s', (_what, mailed, answer) => {
    expect(confirmationAllowed(mailed, now)).toEqual(answer);
  });
});

test('a confirmation expires after two days', () => {
  expect(confirmationExpiry(now)).toEqual(new Date('2030-05-03T09:00:00Z'));
});

test.each([
  ['weekdays', 'on weekdays at 07:00, Europe/Vienna time'],
  ['daily', 'every day at 07:00, Europe/Vienna time'],
  ['weekly', 'on Tuesdays at 07:00, Europe/Vienna time'],
  ['monthly', 'on the first of each month at 07:00, Europe/Vienna time'],
] as const)('%s reads %s', (cadence, words) => {
  const chosen = { cadence, weekday: 2, hour: 7, timeZone: 'Europe/Vienna' };
  expect(cadenceInWords(chosen)).toBe(words);
});
