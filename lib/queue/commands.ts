/** Puts jobs on the queue, in the transaction of what they follow from. */
import { runMigrations, runOnce, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Db } from '@/lib/db/client';
import { queueLogger } from './logger';

/** Makes the queue's own tables where they are missing; every start does, before anything enqueues. */
export async function installQueue(connectionString: string): Promise<void> {
  await runMigrations({ connectionString });
}

/** The job runs once the transaction has committed, or never. */
export async function enqueue(db: Db, name: string, payload: object): Promise<void> {
  await db.$queryRaw`
    SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json)::text`;
}

/** As enqueue, unless a job of this key waits already. */
export async function enqueueOnce(db: Db, name: string, jobKey: string): Promise<void> {
  await db.$queryRaw`
    SELECT graphile_worker.add_job(${name}, '{}'::json, job_key => ${jobKey})::text`;
}

/** Runs the jobs that wait now and returns: for hosts without a worker process. */
export async function runWaitingJobs(pool: Pool, taskList: TaskList): Promise<void> {
  await runOnce({ pgPool: pool, taskList, noHandleSignals: true, logger: queueLogger });
}
