/** Changes of clocks: a digest at an hour that is missing or repeated is sent once. */
import { describe, expect, test } from 'vitest';
import { addCalendarDays, type Day } from '@/lib/calendar';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { testDatabase } from '../../support/database';
import { subscriber } from '../../support/subscribers';

const { db } = testDatabase();
const STEP_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;

/** In UTC, by hand from the zones' rules; the middle one of each is the night of the change. */
const NIGHTS = [
  {
    what: 'New York’s hour that is left out',
    timeZone: 'America/New_York',
    night: '2026-03-08',
    dueOf: {
      1: ['07T06:00', '08T06:00', '09T05:00'],
      2: ['07T07:00', '08T07:00', '09T06:00'],
      3: ['07T08:00', '08T07:00', '09T07:00'],
    },
  },
  {
    what: 'New York’s hour that comes twice',
    timeZone: 'America/New_York',
    night: '2026-11-01',
    dueOf: {
      1: ['31T05:00', '01T06:00', '02T06:00'],
      2: ['31T06:00', '01T07:00', '02T07:00'],
      3: ['31T07:00', '01T08:00', '02T08:00'],
    },
  },
  {
    what: 'Lord Howe’s half hour that is left out',
    timeZone: 'Australia/Lord_Howe',
    night: '2026-10-04',
    dueOf: {
      1: ['02T14:30', '03T14:30', '04T14:00'],
      2: ['02T15:30', '03T15:30', '04T15:00'],
      3: ['02T16:30', '03T16:00', '04T16:00'],
    },
  },
  {
    what: 'Lord Howe’s half hour that comes twice',
    timeZone: 'Australia/Lord_Howe',
    night: '2026-04-05',
    dueOf: {
      1: ['03T14:00', '04T14:00', '05T14:30'],
      2: ['03T15:00', '04T15:30', '05T15:30'],
      3: ['03T16:00', '04T16:30', '05T16:30'],
    },
  },
];

describe.each(NIGHTS)('$what', ({ timeZone, night, dueOf }) => {
  const dayBefore = addCalendarDays(night, -1);
  const localDays: Day[] = [dayBefore, night, addCalendarDays(night, 1)];

  test.each([1, 2, 3] as const)('the digest of %i o’clock', async (hour) => {
    const dues = dueOf[hour].map((due) => Date.parse(`${dayOf(night, due)}:00Z`));
    const start = dues[0] ?? Number.NaN;
    const before = new Date(start - HOUR_MS);
    await subscriber(db, { cadence: 'daily', timeZone, hour, confirmedAt: before });
    const isNear = (atMs: number) => dues.some((due) => Math.abs(due - atMs) <= HOUR_MS);
    for (let atMs = before.getTime(); atMs < start + 60 * HOUR_MS; atMs += STEP_MS) {
      // A digest that came at a wrong moment in between would be planned by the next hour.
      if (atMs % HOUR_MS === 0 || isNear(atMs)) await planDigests(db, new Date(atMs));
    }
    const planned = await db.delivery.findMany({
      include: { issue: true },
      orderBy: { dueAt: 'asc' },
    });
    expect(planned.map(({ issue }) => issue.localDay.toISOString().slice(0, 10))).toEqual(
      localDays,
    );
    expect(planned.map(({ dueAt }) => dueAt.toISOString().slice(8, 16))).toEqual(dueOf[hour]);
  });
});

/** Sydney sometimes changes its clocks on the first of the month: at two o’clock, as here. */
test.each([
  ['is missing', '2023-10-01', '2023-09-30T16:00:00.000Z'],
  ['is repeated', '2018-04-01', '2018-03-31T16:00:00.000Z'],
])('a monthly digest of an hour that %s is sent once', async (_what, day, due) => {
  const before = Date.parse(due) - 3 * HOUR_MS;
  const zone = { timeZone: 'Australia/Sydney', hour: 2 };
  await subscriber(db, { cadence: 'monthly', ...zone, confirmedAt: new Date(before) });
  for (let atMs = before; atMs < before + 30 * HOUR_MS; atMs += STEP_MS) {
    await planDigests(db, new Date(atMs));
  }
  const planned = await db.delivery.findMany({ include: { issue: true } });
  expect(planned.map(({ issue }) => issue.localDay.toISOString().slice(0, 10))).toEqual([day]);
  expect(planned.map(({ dueAt }) => dueAt.toISOString())).toEqual([due]);
});

/** `07T06:00` as a full date, in the days around a night. */
function dayOf(night: Day, dayAndTime: string): string {
  const days = [-2, -1, 0, 1].map((n) => addCalendarDays(night, n));
  const day = days.find((each) => each.endsWith(dayAndTime.slice(0, 2)));
  return `${day}${dayAndTime.slice(2)}`;
}
