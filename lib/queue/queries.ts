/** Reads of graphile-worker's own tables. */
import type { Pool } from 'pg';

/** Whether the queue's tables exist: the first worker creates them. */
export async function queueIsReady(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ ready: boolean }>(
    "SELECT to_regclass('graphile_worker.jobs') IS NOT NULL AS ready",
  );
  return rows[0]?.ready ?? false;
}

/** Counts jobs that are due, and those that failed for good. */
export async function queueDepth(pool: Pool): Promise<{ waiting: number; failed: number }> {
  if (!(await queueIsReady(pool))) return { waiting: 0, failed: 0 };
  const { rows } = await pool.query<{ waiting: number; failed: number }>(`
    SELECT count(*) FILTER (WHERE attempts < max_attempts AND run_at <= now())::int AS waiting,
           count(*) FILTER (WHERE attempts >= max_attempts)::int AS failed
    FROM graphile_worker.jobs`);
  return rows[0] ?? { waiting: 0, failed: 0 };
}

export type StuckJob = { name: string; attempts: number; lastError: string | null; runAt: Date };

/** Jobs that failed at least once, those that fail for good first. */
export async function stuckJobs(pool: Pool, limit: number): Promise<StuckJob[]> {
  if (!(await queueIsReady(pool))) return [];
  const { rows } = await pool.query<StuckJob>(
    `SELECT task_identifier AS name, attempts, last_error AS "lastError", run_at AS "runAt"
     FROM graphile_worker.jobs WHERE last_error IS NOT NULL
     ORDER BY attempts >= max_attempts DESC, run_at LIMIT $1`,
    [limit],
  );
  return rows;
}
