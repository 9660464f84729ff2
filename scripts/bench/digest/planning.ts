/** What planning costs: its time, and what its statement reads. */
import type pg from 'pg';
import type { Database } from '@/lib/db/client';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { median, secondsSince } from '../bench';
import { measure, statementsOf, type Measured } from '../explain/plan';

const HOUR_MS = 3_600_000;

/** Seconds to plan what is due at each instant, one after the other; the median of them. */
export async function planningSeconds(
  db: Database,
  instants: Date[],
): Promise<{ seconds: number; planned: number }> {
  const runs = [];
  let planned = 0;
  for (const at of instants) {
    const startedAt = performance.now();
    planned += await planDigests(db, at);
    runs.push(secondsSince(startedAt));
  }
  return { seconds: median(runs), planned };
}

/**
 * What the planning statement would do at an instant, looked at without doing it. It is caught an
 * hour before, when nobody is due yet.
 */
export async function explainPlanning(
  db: Database,
  connection: pg.Client,
  at: Date,
): Promise<Measured> {
  const before = new Date(at.getTime() - HOUR_MS);
  const statements = await statementsOf(() => planDigests(db, before));
  const planning = statements.find(({ text }) => text.includes('INSERT INTO "Delivery"'));
  if (!planning) throw new Error('Planning has no statement that plans.');
  const values = planning.values.map((value) => (isInstant(value, before) ? at : value));
  await connection.query('BEGIN; SET LOCAL enable_seqscan = off');
  try {
    return await measure(connection, { ...planning, values });
  } finally {
    await connection.query('ROLLBACK');
  }
}

function isInstant(value: unknown, instant: Date): boolean {
  const isTime = value instanceof Date || typeof value === 'string';
  return isTime && new Date(value).getTime() === instant.getTime();
}
