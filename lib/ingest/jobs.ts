/** Runs ingest as a job of the worker. */
import type { JobHandler } from '@/lib/queue/types';
import { runIngest } from './run/run-commands';

export const ingest: JobHandler = async (_payload, { signal }) => {
  await runIngest({ signal });
};
