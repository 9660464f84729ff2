/** Due digests: once on each chosen day, despite changes of clocks and concurrent planners. */
import { TZDate } from '@date-fns/tz';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '@/lib/db/client';
import { addCalendarDays, type Day } from '@/lib/calendar';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { env } from '@/lib/env';
import { pauseSubscription } from '@/lib/subscriptions/commands';
import { CADENCES, type Cadence } from '@/lib/subscriptions/cadences';
import type { Preferences } from '@/lib/subscriptions/rules';
import { testDatabase } from '../../support/database';
import { manySubscribers, SLOT_AT, subscriber } from '../../support/subscribers';

const { db, pool } = testDatabase();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Planned = { email: string; day: Day; at: Date };

async function plannedDigests(): Promise<Planned[]> {
  const rows = await db.delivery.findMany({
    include: { issue: true, subscription: true },
    orderBy: [{ dueAt: 'asc' }, { subscription: { email: 'asc' } }],
  });
  return rows.map(({ issue, subscription, dueAt }) => ({
    email: subscription.email,
    day: issue.localDay.toISOString().slice(0, 10),
    at: dueAt,
  }));
}

async function plannedDays(): Promise<Day[]> {
  return (await plannedDigests()).map(({ day }) => day);
}

/** Plans at every step from a moment on, as a scheduler calls. */
async function planFrom(start: Date, { forMs, everyMs }: { forMs: number; everyMs: number }) {
  for (let atMs = 0; atMs <= forMs; atMs += everyMs) {
    await planDigests(db, new Date(start.getTime() + atMs));
  }
}

/** The instant of a local hour, by another implementation of time zones than Postgres'. */
function localHour(day: Day, hour: number, timeZone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(new TZDate(year, month - 1, date, hour, timeZone).getTime());
}

function isDigestDay(day: Day, cadence: Cadence, weekday: number): boolean {
  const isoWeekday = new Date(day).getUTCDay() || 7;
  if (cadence === 'weekly') return isoWeekday === weekday;
  return cadence === 'daily' || isoWeekday < 6;
}

describe('several planners', () => {
  const others = Array.from({ length: 4 }, () => createDatabase(env.DATABASE_URL ?? ''));
  beforeAll(() => Promise.all(others.map(({ pool: each }) => each.query('SELECT 1'))));
  afterAll(async () => {
    for (const each of others) {
      await each.db.$disconnect();
      await each.pool.end();
    }
  });

  test('at once and repeatedly plan each due digest once', async () => {
    await manySubscribers(pool, 5_000);
    for (let n = 1; n <= 7; n += 1) {
      await subscriber(db, { cadence: 'weekly', weekday: n });
      await subscriber(db, { cadence: 'weekdays', timeZone: 'Pacific/Auckland', hour: 20 });
    }
    const counts = await Promise.all(others.map((each) => planDigests(each.db, SLOT_AT)));
    const due = 5_000 + 1 + 7;
    expect(counts.reduce((sum, count) => sum + count)).toBe(due);
    expect(await db.delivery.count()).toBe(due);
    const again = await Promise.all(others.map((each) => planDigests(each.db, SLOT_AT)));
    expect(again).toEqual([0, 0, 0, 0]);
  });
});

describe('called a minute before, at and after every quarter hour of a week', () => {
  const ZONES = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Niue'];
  const START = new Date('2025-03-06T00:00:30Z');

  test('it plans exactly the chosen days, in the chosen minute', async () => {
    const expected: Planned[] = [];
    for (const [at, timeZone] of ZONES.entries()) {
      for (const cadence of ['daily', 'weekdays', 'weekly'] as const) {
        const [hour, weekday] = [(7 * at) % 24, at + 1];
        const email = `${cadence}-${at}@example.org`;
        await subscriber(db, { email, timeZone, cadence, hour, weekday, confirmedAt: START });
        for (let n = -1; n <= 8; n += 1) {
          const day = addCalendarDays('2025-03-06', n);
          const sinceStartMs = localHour(day, hour, timeZone).getTime() - START.getTime();
          const isWithin = sinceStartMs > 0 && sinceStartMs <= 7 * DAY_MS;
          if (!isWithin || !isDigestDay(day, cadence, weekday)) continue;
          const calls = Math.ceil(sinceStartMs / MINUTE_MS);
          expected.push({ email, day, at: new Date(START.getTime() + calls * MINUTE_MS) });
        }
      }
    }
    // Every zone's hours begin at a quarter of UTC's.
    for (let atMs = -MINUTE_MS; atMs <= 7 * DAY_MS; atMs += 15 * MINUTE_MS)
      await planFrom(new Date(START.getTime() + atMs), {
        forMs: 2 * MINUTE_MS,
        everyMs: MINUTE_MS,
      });
    const order = (one: Planned, other: Planned) =>
      one.at.getTime() - other.at.getTime() || (one.email < other.email ? -1 : 1);
    expect((await plannedDigests()).sort(order)).toEqual(expected.sort(order));
  }, 1_200_000);
});

describe('a planner that was down', () => {
  test('a day late plans only the latest slot', async () => {
    await subscriber(db, { cadence: 'daily' });
    await planDigests(db, SLOT_AT);
    await planDigests(db, new Date(SLOT_AT.getTime() + 2 * DAY_MS + HOUR_MS));
    expect(await plannedDays()).toEqual(['2025-03-14', '2025-03-16']);
  });

  test('for five days plans one digest, the newest, and is on time afterwards', async () => {
    await subscriber(db, { cadence: 'daily' });
    await planDigests(db, new Date(SLOT_AT.getTime() + 5 * DAY_MS + HOUR_MS));
    await planDigests(db, new Date(SLOT_AT.getTime() + 6 * DAY_MS));
    expect(await plannedDays()).toEqual(['2025-03-19', '2025-03-20']);
  });

  test('over a weekend plans the Friday’s for weekday readers', async () => {
    await subscriber(db, { cadence: 'weekdays' });
    await planDigests(db, new Date(SLOT_AT.getTime() + 2 * DAY_MS));
    await planDigests(db, new Date(SLOT_AT.getTime() + 3 * DAY_MS));
    expect(await plannedDays()).toEqual(['2025-03-14', '2025-03-17']);
  });

  test('for three months plans the digest of the last month’s first', async () => {
    await subscriber(db, { cadence: 'monthly' });
    await planDigests(db, new Date('2025-06-20T12:00:00Z'));
    await planDigests(db, new Date('2025-07-01T07:00:00Z'));
    expect(await plannedDays()).toEqual(['2025-06-01', '2025-07-01']);
  });

  test('for three weeks plans one weekly digest', async () => {
    await subscriber(db, { cadence: 'weekly', weekday: 5 });
    await planDigests(db, new Date(SLOT_AT.getTime() + 21 * DAY_MS + HOUR_MS));
    expect(await plannedDays()).toEqual(['2025-04-04']);
  });
});

test.each([1, 2, 3, 4, 5, 6, 7])('a weekly digest of weekday %i is due on it', async (weekday) => {
  await subscriber(db, { cadence: 'weekly', weekday });
  await planFrom(SLOT_AT, { forMs: 13 * DAY_MS, everyMs: DAY_MS });
  const days = await plannedDays();
  expect(days).toHaveLength(2);
  expect(days.map((day) => new Date(day).getUTCDay() || 7)).toEqual([weekday, weekday]);
});

test('a monthly digest is due on the first of the month, in the chosen hour and zone', async () => {
  const zones = ['UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Niue'];
  const expected: Planned[] = [];
  for (const [at, timeZone] of zones.entries()) {
    const [email, hour] = [`${at}@example.org`, 8 * at];
    const confirmedAt = new Date('2024-01-15T00:00:00Z');
    await subscriber(db, { email, timeZone, cadence: 'monthly', hour: hour % 24, confirmedAt });
    for (const day of ['2024-02-01', '2024-03-01', '2024-04-01']) {
      const due = localHour(day, hour % 24, timeZone).getTime();
      expected.push({ email, day, at: new Date(Math.ceil(due / HOUR_MS) * HOUR_MS) });
    }
  }
  await planFrom(new Date('2024-01-31T00:00:00Z'), { forMs: 3 * DAY_MS, everyMs: HOUR_MS });
  await planFrom(new Date('2024-02-28T00:00:00Z'), { forMs: 4 * DAY_MS, everyMs: HOUR_MS });
  await planFrom(new Date('2024-03-30T00:00:00Z'), { forMs: 4 * DAY_MS, everyMs: HOUR_MS });
  const order = (one: Planned, other: Planned) =>
    one.at.getTime() - other.at.getTime() || (one.email < other.email ? -1 : 1);
  expect((await plannedDigests()).sort(order)).toEqual(expected.sort(order));
});

test('every cadence is due within its look-ahead, from any day of a leap year', async () => {
  const { rows } = await pool.query(`
    SELECT c::text AS cadence, weekday, day
    FROM unnest(enum_range(NULL::"Cadence")) c, generate_series(1, 7, 3) weekday,
      generate_series('2024-01-01'::timestamptz, '2025-03-01', '1 day') day
    WHERE next_due(c, weekday, 7, 'UTC', day) IS NULL
      OR latest_due_day(c, weekday, 7, 'UTC', day) IS NULL`);
  expect(rows).toEqual([]);
  const known = await pool.query('SELECT unnest(enum_range(NULL::"Cadence"))::text AS cadence');
  expect(known.rows.map(({ cadence }) => cadence)).toEqual(CADENCES);
});

test('29 February has a digest, and only in leap years', async () => {
  await subscriber(db, { cadence: 'daily', confirmedAt: new Date('2028-02-27T07:00:00Z') });
  await planFrom(new Date('2028-02-28T07:00:00Z'), { forMs: 2 * DAY_MS, everyMs: DAY_MS });
  await planFrom(new Date('2029-02-28T07:00:00Z'), { forMs: DAY_MS, everyMs: DAY_MS });
  expect(await plannedDays()).toEqual([
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
    '2029-02-28',
    '2029-03-01',
  ]);
});

test('a clock that jumps a year ahead and back costs at most the digests of the jump', async () => {
  await subscriber(db, { cadence: 'daily' });
  await planDigests(db, SLOT_AT);
  await planDigests(db, new Date(SLOT_AT.getTime() + 366 * DAY_MS));
  await planFrom(new Date(SLOT_AT.getTime() + HOUR_MS), { forMs: 3 * DAY_MS, everyMs: HOUR_MS });
  const days = ['2025-03-14', '2025-03-15', '2025-03-16', '2025-03-17', '2026-03-15'];
  expect((await plannedDays()).sort()).toEqual(days);
});

test('a clock that jumps twenty days ahead and back leaves a monthly digest in place', async () => {
  await subscriber(db, { email: 'daily@example.org', cadence: 'daily' });
  await subscriber(db, { email: 'monthly@example.org', cadence: 'monthly' });
  await planDigests(db, new Date(SLOT_AT.getTime() + 20 * DAY_MS));
  await planFrom(SLOT_AT, { forMs: 2 * DAY_MS, everyMs: DAY_MS });
  const planned = (await plannedDigests()).map(({ email, day }) => `${email} ${day}`);
  expect(planned.sort()).toEqual([
    'daily@example.org 2025-03-15',
    'daily@example.org 2025-03-16',
    'daily@example.org 2025-04-03',
    'monthly@example.org 2025-04-01',
  ]);
  await planDigests(db, new Date('2025-05-01T07:00:00Z'));
  expect((await plannedDays()).filter((day) => day === '2025-05-01')).toHaveLength(2);
});

test('a clock that goes back an hour plans nothing twice', async () => {
  await subscriber(db, { cadence: 'daily' });
  await planDigests(db, SLOT_AT);
  await planFrom(new Date(SLOT_AT.getTime() - HOUR_MS), {
    forMs: 2 * HOUR_MS,
    everyMs: MINUTE_MS,
  });
  expect(await plannedDays()).toEqual(['2025-03-14']);
});

test('a move to a zone where the day begins later still gives one digest that day', async () => {
  const { id } = await subscriber(db, { cadence: 'daily', timeZone: 'Pacific/Auckland' });
  await planDigests(db, SLOT_AT);
  const chosen: Partial<Preferences> = { timeZone: 'Pacific/Honolulu', hour: 23 };
  await db.subscription.update({ where: { id }, data: { ...chosen, nextDueAt: SLOT_AT } });
  await planFrom(SLOT_AT, { forMs: DAY_MS, everyMs: HOUR_MS });
  const days = await plannedDays();
  expect(days).toEqual([...new Set(days)]);
});

describe('a pause', () => {
  test('ends with the first digest on or after its day, in the reader’s own zone', async () => {
    const zone = { timeZone: 'America/New_York', hour: 6 };
    const { id, link } = await subscriber(db, { cadence: 'daily', ...zone });
    await pauseSubscription(db, link, '2025-03-17', SLOT_AT);
    await planFrom(SLOT_AT, { forMs: 4 * DAY_MS + 3 * HOUR_MS, everyMs: HOUR_MS });
    expect(await plannedDays()).toEqual(['2025-03-17', '2025-03-18']);
    const { state, pausedUntil } = await db.subscription.findUniqueOrThrow({ where: { id } });
    expect({ state, pausedUntil }).toEqual({ state: 'active', pausedUntil: null });
  });

  test('of months is not mistaken for a jump of the clock', async () => {
    const { link } = await subscriber(db, { cadence: 'daily' });
    await pauseSubscription(db, link, '2025-09-01', SLOT_AT);
    await planFrom(SLOT_AT, { forMs: 20 * DAY_MS, everyMs: DAY_MS });
    expect(await plannedDays()).toEqual([]);
  });
});
