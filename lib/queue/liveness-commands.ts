/**
 * Shows which workers are alive, and releases the jobs of dead ones. A worker holds an advisory
 * lock on its own connection; Postgres releases the lock when the process dies.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunnerOptions } from 'graphile-worker';
import type { Pool, PoolClient } from 'pg';
import { log } from '@/lib/log';
import { queueIsReady } from './queries';

/** First half of each worker's lock; the second is the hash of the worker's id in the queue. */
const LOCK_CLASS = 20_250_318;
const RETRY_MS = 500;
/** Longer than a living worker needs to regain its lock after a restart of Postgres. */
const GRACE_MS = 3_000;
/** Interval of the check, because a worker on another machine may die at any time. */
const CHECK_EVERY_MS = 60_000;

/** Lets Postgres detect a lost machine within a minute, instead of after two hours. */
const KEEPALIVE = `
  SELECT set_config('tcp_keepalives_idle', '30', false),
         set_config('tcp_keepalives_interval', '10', false),
         set_config('tcp_keepalives_count', '3', false)`;

export type Liveness = {
  /** Delays the queue's first job until the lock is held. */
  preset: NonNullable<RunnerOptions['preset']>;
  end: () => void;
};

/** Holds the lock of this preset's worker, from its first job to `end()`. */
export function showLiveness(pool: Pool): Liveness {
  const ending = new AbortController();
  let held: Promise<void> | null = null;
  return {
    preset: {
      plugins: [
        {
          name: 'BroadsheetLivenessPlugin',
          version: '1.0.0',
          worker: {
            hooks: {
              startWorker: (_context, { worker }) =>
                (held ??= holdLock(pool, worker.workerPool.id, ending.signal)),
            },
          },
        },
      ],
    },
    end: () => ending.abort(),
  };
}

/** Resolves once the lock is held; reacquires it whenever its connection breaks. */
async function holdLock(pool: Pool, workerId: string, ending: AbortSignal): Promise<void> {
  while (!ending.aborted) {
    try {
      const client = await lockedClient(pool, workerId);
      const release = () => client.release(true);
      ending.addEventListener('abort', release, { once: true });
      client.once('end', () => {
        if (ending.aborted) return;
        ending.removeEventListener('abort', release);
        release();
        void holdLock(pool, workerId, ending);
      });
      return;
    } catch (error) {
      log.debug({ err: error, workerId }, 'could not take the lock that shows a worker is alive');
      await sleep(RETRY_MS);
    }
  }
}

async function lockedClient(pool: Pool, workerId: string): Promise<PoolClient> {
  const client = await pool.connect();
  try {
    await client.query(KEEPALIVE);
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, workerId]);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Releases dead workers' jobs at once and then every minute, until `signal` aborts. */
export async function keepReleasingDeadWorkers(pool: Pool, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await releaseDeadWorkers(pool);
    } catch (error) {
      log.warn({ err: error }, 'could not release the jobs of dead workers');
    }
    await sleep(CHECK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/**
 * Releases the jobs of dead workers, and returns their number. The interrupted try doesn't count.
 * Checks twice, because a worker whose connection broke is not dead.
 */
export async function releaseDeadWorkers(pool: Pool, graceMs = GRACE_MS): Promise<number> {
  if (!(await queueIsReady(pool))) return 0;
  const suspects = await deadWorkers(pool, null);
  if (suspects.length > 0) await sleep(graceMs);
  const dead = suspects.length > 0 ? await deadWorkers(pool, suspects) : [];
  const released = await releaseJobsOf(pool, dead);
  if (released > 0) log.warn({ workers: dead, jobs: released }, 'released jobs of dead workers');
  return released;
}

/** Workers that hold a job and no lock. */
async function deadWorkers(pool: Pool, among: string[] | null): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `WITH holder AS MATERIALIZED (
       SELECT DISTINCT locked_by AS id FROM graphile_worker.jobs
       WHERE locked_by IS NOT NULL AND ($2::text[] IS NULL OR locked_by = ANY ($2::text[]))
     )
     SELECT id FROM holder WHERE pg_try_advisory_xact_lock_shared($1, hashtext(id))`,
    [LOCK_CLASS, among],
  );
  return rows.map(({ id }) => id);
}

/**
 * Includes jobs without tries left and without an error. The queue leaves these behind when a
 * running job is enqueued again and its worker dies: it sets their tries to the maximum.
 */
async function releaseJobsOf(pool: Pool, workers: string[]): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM graphile_worker.jobs
       WHERE locked_by = ANY ($1::text[])
         OR (locked_by IS NULL AND attempts >= max_attempts AND last_error IS NULL)`,
      [workers],
    );
    await client.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [workers]);
    await client.query(
      `SELECT FROM graphile_worker.jobs job
       CROSS JOIN LATERAL graphile_worker.reschedule_jobs(
         ARRAY[job.id], attempts => greatest(0, least(job.attempts, job.max_attempts) - 1)
       )
       WHERE job.id = ANY ($1::bigint[])`,
      [rows.map(({ id }) => id)],
    );
    await client.query('COMMIT');
    return rows.length;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
