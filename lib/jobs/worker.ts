/** Runs jobs from the database's queue, and schedules the recurring ones. */
import { run, type Runner, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { log } from '@/lib/log';
import { keepReleasingDeadWorkers, showLiveness } from '@/lib/queue/liveness-commands';
import { queueLogger } from '@/lib/queue/logger';
import { jobs } from './registry';
import { CRONTAB } from './schedule';

type Options = { pool: Pool; concurrency: number; isScheduling: boolean };

/** Starts the worker; `stop()` on the result waits for running jobs. */
export async function startWorker({ pool, concurrency, isScheduling }: Options): Promise<Runner> {
  const { preset, end } = showLiveness(pool);
  const runner = await run({
    preset,
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    crontab: isScheduling ? CRONTAB : '',
    taskList: taskList(),
    logger: queueLogger,
  });
  const stopping = new AbortController();
  void keepReleasingDeadWorkers(pool, stopping.signal);
  const finish = () => {
    stopping.abort();
    end();
  };
  void runner.promise.then(finish, finish);
  return runner;
}

/** All jobs by name, each timed and logged; `signal`, where given, aborts them. */
export function taskList(
  names: readonly string[] = Object.keys(jobs),
  signal?: AbortSignal,
): TaskList {
  const chosen = Object.entries(jobs).filter(([name]) => names.includes(name));
  return Object.fromEntries(
    chosen.map(([name, handle]) => [
      name,
      async (payload: unknown, helpers: { abortSignal?: AbortSignal }) => {
        const startedMs = performance.now();
        const ending = signal ?? helpers.abortSignal ?? new AbortController().signal;
        await handle(payload, { signal: ending });
        log.info({ job: name, ms: Math.round(performance.now() - startedMs) }, 'job done');
      },
    ]),
  );
}
