/** Runs the due ingest, for schedulers that call by HTTP. Safe to repeat at any time. */
import type { NextRequest } from 'next/server';
import { systemClock } from '@/lib/clock';
import { database, databasePool } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { requireBearer } from '@/lib/http/bearer';
import { route } from '@/lib/http/route';
import { runIngest } from '@/lib/ingest/run/run-commands';
import { taskList } from '@/lib/jobs/worker';
import { log } from '@/lib/log';
import { enqueueOnce, runWaitingJobs, runWaitingJobsFor } from '@/lib/queue/commands';
import { words } from '@/lib/words';
import { embedWhatIsDue } from '@/lib/search/meaning/embedding-commands';

/** Hosted schedulers end a request after a minute. */
const BUDGET_MS = 55_000;
export const maxDuration = 60;
/** Limits reading the sources, so that the later steps get the same time. */
const REST_MS = 15_000;
/** One message may take ten seconds more. */
const TELLING_MS = 3_000;

/** Jobs that a host without a worker runs here. */
const CHORES = ['sweep', 'plan-webhooks', 'weigh-lockstep', 'index-unread'];
/** Starts no more indexing after this time; the next call continues. */
const CHORES_MS = 5_000;

const ingest = route(async (request: NextRequest) => {
  requireBearer(request.headers.get('authorization'), env.CRON_SECRET);
  const deadlineMs = systemClock().getTime() + BUDGET_MS;
  const deadline = new Date(deadlineMs - REST_MS);
  const report = await runIngest({ deadline, signal: request.signal });
  for (const chore of CHORES) await enqueueOnce(database(), chore, chore);
  const enough = AbortSignal.timeout(CHORES_MS);
  await runWaitingJobs(databasePool(), taskList(['fetch-submission', ...CHORES], enough));
  await runWaitingJobsFor(databasePool(), taskList(['deliver-webhook']), TELLING_MS);
  const embedding = await embed(deadlineMs, request.signal);
  return Response.json({ ...report, embedding }, { headers: { 'cache-control': 'no-store' } });
});

/** Embeds new papers for semantic search. The next call continues, even after a failure. */
async function embed(deadlineMs: number, signal: AbortSignal) {
  const timeUp = AbortSignal.timeout(Math.max(0, deadlineMs - systemClock().getTime()));
  const nothing = { busy: false, embedded: 0, remaining: null, problem: null };
  try {
    const report = await embedWhatIsDue({ deadlineMs, signal: AbortSignal.any([signal, timeUp]) });
    return { ...nothing, busy: report === null, ...report };
  } catch (error) {
    log.warn({ err: error }, 'papers could not be embedded');
    const problem = error instanceof AppError ? error.message : words.errors.embeddingFailed;
    return { ...nothing, problem };
  }
}

// GET too, because hosted schedulers send GET: the one exception to "GET changes nothing".
export { ingest as GET, ingest as POST };
