/** The worker process: runs jobs until it receives a signal. */
import { databasePool } from '@/lib/db/client';
import { env } from '@/lib/env';
import { startWorker } from '@/lib/jobs/worker';
import { log } from '@/lib/log';
import { closeThreads } from '@/lib/worker-thread';

const CONCURRENCY = 4;

const runner = await startWorker({
  pool: databasePool(),
  concurrency: CONCURRENCY,
  isScheduling: !env.DISABLE_SCHEDULER,
});
// A first start has only the sample, so it ingests real editions now, not at the next quarter.
if (!env.DISABLE_SCHEDULER) {
  await runner.addJob('ingest', {}, { jobKey: 'ingest' });
  await runner.addJob('embed-papers', {}, { jobKey: 'embed-papers', queueName: 'embed-papers' });
}
process.send?.({ ready: true });

/** A job may wait for a slow source; its next run resumes from its cursor. */
const PATIENCE_MS = 10_000;
let isEnding = false;
async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(code), PATIENCE_MS).unref();
  await runner.stop().catch(() => undefined);
  await closeThreads();
  process.exit(code);
}
const stop = () => void end(0);
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
// Exits when the supervisor dies, because no other process would stop this one.
process.once('disconnect', stop);
const fail = (error: unknown) => {
  if (!isEnding) log.error({ err: error }, 'the worker failed');
  void end(1);
};
runner.promise.catch(fail);
// The database may disconnect at any await; the supervisor restarts this process.
process.on('unhandledRejection', fail);
