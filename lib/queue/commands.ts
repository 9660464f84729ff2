/** Enqueues jobs in the transaction of the change that causes them. */
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, runMigrations, runOnce, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Db } from '@/lib/db/client';
import { withGrantAdvice } from '@/lib/db/grants';
import { showLiveness } from './liveness-commands';
import { queueLogger } from './logger';

/** Retry count for jobs that depend on other servers. */
const CONCURRENCY = 5;

/** Creates the queue's tables where they are missing; every start calls this before anything enqueues. */
export async function installQueue(connectionString: string): Promise<void> {
  await withGrantAdvice(connectionString, () => runMigrations({ connectionString }));
}

/** The job runs once the transaction has committed, or never. */
export async function enqueue(db: Db, name: string, payload: object): Promise<void> {
  await db.$queryRaw`
    SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json)::text`;
}

/** Enqueues unless a job with this key is waiting. */
export async function enqueueOnce(db: Db, name: string, jobKey: string): Promise<void> {
  await db.$queryRaw`
    SELECT graphile_worker.add_job(${name}, '{}'::json, job_key => ${jobKey})::text`;
}

/** Runs the waiting jobs and returns: for hosts without a worker process. */
export async function runWaitingJobs(pool: Pool, taskList: TaskList): Promise<void> {
  const { preset, end } = showLiveness(pool);
  try {
    await runOnce({ preset, pgPool: pool, taskList, noHandleSignals: true, logger: queueLogger });
  } finally {
    end();
  }
}

/**
 * Runs several jobs at a time. Starts none once `ms` have passed or the queue is empty: jobs that
 * are enqueued meanwhile wait for the next call.
 */
export async function runWaitingJobsFor(pool: Pool, taskList: TaskList, ms: number): Promise<void> {
  const events = new EventEmitter();
  const isIdle = once(events, 'worker:getJob:empty');
  const { preset, end } = showLiveness(pool);
  const runner = await run({
    preset,
    pgPool: pool,
    taskList,
    events,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    crontab: '',
    logger: queueLogger,
  });
  await Promise.race([isIdle, runner.promise, sleep(ms, undefined, { ref: false })]);
  // Waits for running jobs.
  await runner.stop().finally(end);
}
