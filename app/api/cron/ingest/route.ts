/** Reads what is due from the sources; for schedulers that call by HTTP. Safe at any time, twice, from anywhere. */
import type { NextRequest } from 'next/server';
import { systemClock } from '@/lib/clock';
import { databasePool } from '@/lib/db/client';
import { env } from '@/lib/env';
import { requireBearer } from '@/lib/http/bearer';
import { route } from '@/lib/http/route';
import { runIngest } from '@/lib/ingest/run-commands';
import { taskList } from '@/lib/jobs/worker';
import { runWaitingJobs } from '@/lib/queue/commands';

/** Hosted schedulers cut a request off after a minute. */
const BUDGET_MS = 55_000;
export const maxDuration = 60;

const ingest = route(async (request: NextRequest) => {
  requireBearer(request.headers.get('authorization'), env.CRON_SECRET);
  const deadline = new Date(systemClock().getTime() + BUDGET_MS);
  const report = await runIngest({ deadline, signal: request.signal });
  // A host without a worker has nobody else to ask for what readers submitted.
  await runWaitingJobs(databasePool(), taskList(['fetch-submission']));
  return Response.json(report, { headers: { 'cache-control': 'no-store' } });
});

// GET too, since hosted schedulers send GET: the one exception to "GET changes nothing".
export { ingest as GET, ingest as POST };
