/** Actions by the link in each mail: choose, pause, move, stop, export, delete. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { env } from '@/lib/env';
import { installQueue } from '@/lib/queue/commands';
import {
  choosePreferences,
  confirmSubscription,
  deleteSubscription,
  endSubscription,
  exportSubscription,
  pauseSubscription,
  requestSubscription,
  resumeSubscription,
} from '@/lib/subscriptions/commands';
import { getSubscriptionByLink } from '@/lib/subscriptions/queries';
import { DEFAULT_PREFERENCES, type Preferences } from '@/lib/subscriptions/rules';
import { confirmToken } from '@/lib/subscriptions/tokens';
import { testDatabase } from '../../support/database';
import { SLOT_AT, subscriber } from '../../support/subscribers';

const { db, pool } = testDatabase();
const HOUR_MS = 3_600_000;
const NOW = new Date('2025-03-12T10:00:00Z');
const EMAIL = 'ada@example.org';

beforeAll(() => installQueue(env.DATABASE_URL ?? ''));
beforeEach(() => pool.query('DELETE FROM graphile_worker._private_jobs'));
afterAll(closeDatabase);

describe('preferences', () => {
  const chosen: Preferences = {
    cadence: 'weekly',
    weekday: 2,
    hour: 18,
    timeZone: 'Asia/Tokyo',
    maxPapers: 5,
    onlyTrending: true,
    topics: ['agents'],
    authors: ['Hana Ito'],
    wordsIn: ['fog'],
    wordsOut: ['tide'],
  };

  test('are saved, and reschedule the next digest', async () => {
    const { link } = await subscriber(db);
    await choosePreferences(db, link, chosen, NOW);
    expect(await getSubscriptionByLink(db, link)).toMatchObject({
      ...chosen,
      nextDueAt: new Date('2025-03-18T09:00:00Z'),
    });
  });

  test('once a month schedule the digest on the first', async () => {
    const { link } = await subscriber(db);
    await choosePreferences(db, link, { ...chosen, cadence: 'monthly' }, NOW);
    expect(await getSubscriptionByLink(db, link)).toMatchObject({
      cadence: 'monthly',
      nextDueAt: new Date('2025-04-01T09:00:00Z'),
    });
  });

  test('with a time zone unknown to Postgres are rejected as a whole', async () => {
    const { link } = await subscriber(db);
    const before = await getSubscriptionByLink(db, link);
    const wrong = { ...chosen, timeZone: 'Mars/Base' };
    await expect(choosePreferences(db, link, wrong, NOW)).rejects.toMatchObject({
      code: 'bad_request',
    });
    expect(await getSubscriptionByLink(db, link)).toEqual(before);
  });

  test('of an ended subscription start nothing', async () => {
    const { link } = await subscriber(db);
    await endSubscription(db, link, NOW);
    await choosePreferences(db, link, chosen, NOW);
    expect(await getSubscriptionByLink(db, link)).toMatchObject({
      state: 'ended',
      nextDueAt: null,
    });
  });

  test('chosen during a pause keep its end', async () => {
    const { link } = await subscriber(db);
    await pauseSubscription(db, link, '2025-03-20', NOW);
    await choosePreferences(db, link, { ...chosen, cadence: 'daily' }, NOW);
    expect(await getSubscriptionByLink(db, link)).toMatchObject({
      state: 'paused',
      nextDueAt: new Date('2025-03-20T09:00:00Z'),
    });
  });
});

describe('after a digest, other preferences', () => {
  const chosen = { ...DEFAULT_PREFERENCES, cadence: 'weekdays', hour: 18 } as const;
  const inAnHour = new Date(SLOT_AT.getTime() + HOUR_MS);

  test.each([
    ['another cadence and hour', chosen, '2025-03-17T18:00:00Z'],
    ['another hour', { ...chosen, cadence: 'daily' }, '2025-03-15T18:00:00Z'],
    ['the same weekday', { ...chosen, cadence: 'weekly', weekday: 5 }, '2025-03-21T18:00:00Z'],
    ['the same day of the month', { ...chosen, cadence: 'monthly' }, '2025-04-01T18:00:00Z'],
    ['a zone far to the west', { ...chosen, timeZone: 'Pacific/Niue' }, '2025-03-18T05:00:00Z'],
  ] as const)('cause no second one that day: %s', async (_what, preferences, next) => {
    const { link } = await subscriber(db, { cadence: 'daily' });
    await planDigests(db, SLOT_AT);
    await db.delivery.updateMany({ data: { state: 'sent', sentAt: SLOT_AT } });
    await choosePreferences(db, link, { ...preferences, topics: [] }, inAnHour);
    expect((await getSubscriptionByLink(db, link)).nextDueAt).toEqual(new Date(next));
    await planDigests(db, new Date(SLOT_AT.getTime() + 16 * HOUR_MS));
    expect(await db.delivery.count()).toBe(1);
  });

  test.each(['skipped', 'failed'] as const)('count from now where it was %s', async (state) => {
    const { link } = await subscriber(db, { cadence: 'daily' });
    await planDigests(db, SLOT_AT);
    await db.delivery.updateMany({ data: { state } });
    await choosePreferences(db, link, chosen, inAnHour);
    const { nextDueAt } = await getSubscriptionByLink(db, link);
    expect(nextDueAt).toEqual(new Date('2025-03-14T18:00:00Z'));
  });

  test('count from now where a wrong clock planned it in the future', async () => {
    const { link } = await subscriber(db, { cadence: 'daily' });
    await planDigests(db, new Date('2026-03-14T07:00:00Z'));
    await choosePreferences(db, link, chosen, inAnHour);
    const { nextDueAt } = await getSubscriptionByLink(db, link);
    expect(nextDueAt).toEqual(new Date('2025-03-14T18:00:00Z'));
  });

  test('chosen after ending and confirming again cause none that day either', async () => {
    const { id, email, link } = await subscriber(db, { cadence: 'daily' });
    await planDigests(db, SLOT_AT);
    await db.delivery.updateMany({ data: { state: 'sent', sentAt: SLOT_AT } });
    await endSubscription(db, link, inAnHour);
    await choosePreferences(db, link, chosen, inAnHour);
    await requestSubscription(db, { email, network: '192.0.2.1', now: inAnHour });
    await confirmSubscription(db, confirmToken(id, inAnHour), inAnHour);
    const { nextDueAt } = await getSubscriptionByLink(db, link);
    expect(nextDueAt).toEqual(new Date('2025-03-17T18:00:00Z'));
  });
});

test('a pause moves the next digest to its end, and resuming moves it back', async () => {
  const { link } = await subscriber(db, { cadence: 'daily' });
  await pauseSubscription(db, link, '2025-04-01', NOW);
  expect(await getSubscriptionByLink(db, link)).toMatchObject({
    state: 'paused',
    nextDueAt: new Date('2025-04-01T07:00:00Z'),
  });
  await resumeSubscription(db, link, NOW);
  expect(await getSubscriptionByLink(db, link)).toMatchObject({
    state: 'active',
    pausedUntil: null,
    nextDueAt: new Date('2025-03-13T07:00:00Z'),
  });
});

test('ending skips planned, deferred or leased digests, and is idempotent', async () => {
  const { id, link } = await subscriber(db, { cadence: 'daily' });
  const states = ['planned', 'deferred', 'claimed', 'sent', 'failed'] as const;
  for (const [n, state] of states.entries()) {
    const issue = {
      create: { cadence: 'daily', localDay: new Date(`2025-03-0${n + 1}`) },
    } as const;
    const data = { issue, subscription: { connect: { id } }, state, dueAt: NOW };
    await db.delivery.create({ data });
  }
  await endSubscription(db, link, SLOT_AT);
  await endSubscription(db, link, new Date(SLOT_AT.getTime() + HOUR_MS));
  const rows = await db.delivery.findMany({ orderBy: { issue: { localDay: 'asc' } } });
  expect(rows.map(({ state }) => state)).toEqual([
    'skipped',
    'skipped',
    'skipped',
    'sent',
    'failed',
  ]);
  expect(await getSubscriptionByLink(db, link)).toMatchObject({
    state: 'ended',
    nextDueAt: null,
    endedAt: SLOT_AT,
  });
});

describe('a subscriber’s own data', () => {
  test('can be exported, without secrets', async () => {
    const { link } = await subscriber(db, { email: EMAIL, cadence: 'daily', wordsIn: ['fog'] });
    await planDigests(db, SLOT_AT);
    const kept = await exportSubscription(db, link);
    expect(kept).toMatchObject({
      email: EMAIL,
      wordsIn: ['fog'],
      deliveries: [{ state: 'planned' }],
    });
    expect(JSON.stringify(kept)).not.toMatch(/TokenHash/);
  });

  test('is deleted everywhere', async () => {
    const { id, link } = await subscriber(db, { email: EMAIL, cadence: 'daily' });
    await planDigests(db, SLOT_AT);
    await db.deliveredPaper.create({ data: { subscriptionId: id, paperId: '2503.99001' } });
    await deleteSubscription(db, link);
    const left = [
      await db.subscription.count(),
      await db.delivery.count(),
      await db.deliveredPaper.count(),
    ];
    expect(left).toEqual([0, 0, 0]);
    await expect(getSubscriptionByLink(db, link)).rejects.toMatchObject({ code: 'not_found' });
  });
});
