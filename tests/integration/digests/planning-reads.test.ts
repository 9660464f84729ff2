/** Tests that planning reads due subscribers only, however many subscribe. */
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { env } from '@/lib/env';
import { suppressAddress } from '@/lib/mail/commands';
import {
  deleteSubscription,
  endSubscription,
  pauseSubscription,
  resumeSubscription,
} from '@/lib/subscriptions/commands';
import { measure, statementsOf } from '@/scripts/bench/explain/plan';
import { testDatabase } from '../../support/database';
import { manySubscribers, SLOT_AT, subscriber } from '../../support/subscribers';

const { db, pool } = testDatabase();
const HOUR_MS = 3_600_000;

test('without due digests, none of its statements reads a subscriber', async () => {
  await manySubscribers(pool, 3_000);
  await pool.query('ANALYZE "Subscription", "DueDigest"');
  const statements = await statementsOf(() =>
    planDigests(db, new Date(SLOT_AT.getTime() - HOUR_MS)),
  );
  const reading = statements.filter(({ text }) => text.includes('"DueDigest"'));
  expect(reading.map(({ text }) => text.trim().split(' ')[0])).toEqual(['UPDATE', 'WITH']);

  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  onTestFinished(() => client.end());
  for (const statement of reading) {
    await client.query('BEGIN');
    // The settings of the planning transaction.
    if (statement.text.includes('INSERT')) await client.query('SET LOCAL enable_seqscan = off');
    const { rows, plan } = await measure(client, statement);
    expect(rows, plan).toBe(0);
    await client.query('ROLLBACK');
  }
});

test('its index stays in step with every subscriber, through every change', async () => {
  await manySubscribers(pool, 20);
  const [paused, ended, barred, deleted] = await Promise.all(
    Array.from({ length: 4 }, () => subscriber(db, { cadence: 'daily' })),
  );
  const isInStep = async () => {
    const due = await db.dueDigest.findMany({ orderBy: { subscriptionId: 'asc' } });
    const subscribers = await db.subscription.findMany({
      where: { nextDueAt: { not: null } },
      orderBy: { id: 'asc' },
    });
    expect(due).toEqual(
      subscribers.map(({ id, nextDueAt }) => ({ at: nextDueAt, subscriptionId: id })),
    );
    return due.length;
  };
  expect(await isInStep()).toBe(24);
  await planDigests(db, SLOT_AT);
  expect(await isInStep()).toBe(24);
  await pauseSubscription(db, paused!.link, '2025-09-01', SLOT_AT);
  expect(await isInStep()).toBe(24);
  await endSubscription(db, ended!.link, SLOT_AT);
  await suppressAddress(db, barred!.email, 'operator', SLOT_AT);
  await deleteSubscription(db, deleted!.link);
  expect(await isInStep()).toBe(21);
  await Promise.all([
    planDigests(db, new Date(SLOT_AT.getTime() + 24 * HOUR_MS)),
    resumeSubscription(db, paused!.link, SLOT_AT),
  ]);
  expect(await isInStep()).toBe(21);
});
