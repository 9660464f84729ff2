/** Measures planning: its time, and how much its statement reads. */
import type pg from 'pg';
import type { Database } from '@/lib/db/client';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { median, secondsSince } from '../bench';
import { measure, statementsOf, type Measured } from '../explain/plan';

const HOUR_MS = 3_600_000;

/** The median seconds of planning at each instant in turn. */
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
 * Explains the planning statement for an instant without executing it. Captures the statement an
 * hour earlier, when no digest is due.
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
