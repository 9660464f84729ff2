/** The worker process: takes jobs until it is told to stop. */
import { databasePool } from '@/lib/db/client';
import { env } from '@/lib/env';
import { startWorker } from '@/lib/jobs/worker';
import { log } from '@/lib/log';

const CONCURRENCY = 4;

const runner = await startWorker({
  pool: databasePool(),
  concurrency: CONCURRENCY,
  isScheduling: !env.DISABLE_SCHEDULER,
});
// A first start has only the sample: real editions are read at once, not at the next quarter.
if (!env.DISABLE_SCHEDULER) {
  await runner.addJob('ingest', {}, { jobKey: 'ingest' });
  await runner.addJob('embed-papers', {}, { jobKey: 'embed-papers', queueName: 'embed-papers' });
}
process.send?.({ ready: true });

/** A job may be waiting for a slow source; its run goes on from its cursor another time. */
const PATIENCE_MS = 10_000;
const stop = async () => {
  setTimeout(() => process.exit(0), PATIENCE_MS).unref();
  await runner.stop();
  process.exit(0);
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
// The supervisor died: without it nobody would ever stop this process.
process.once('disconnect', stop);
runner.promise.catch((error: unknown) => {
  log.error({ err: error }, 'the worker failed');
  process.exit(1);
});
