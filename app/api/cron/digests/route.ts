/** Plans and delivers digests and notifications, for schedulers that call by HTTP. Safe to repeat at any time. */
import type { NextRequest } from 'next/server';
import { systemClock } from '@/lib/clock';
import { databasePool } from '@/lib/db/client';
import { runDigests } from '@/lib/digests/plan/run-commands';
import { env } from '@/lib/env';
import { requireBearer } from '@/lib/http/bearer';
import { route } from '@/lib/http/route';
import { taskList } from '@/lib/jobs/worker';
import { tellTrending } from '@/lib/push/run-commands';
import { runWaitingJobs } from '@/lib/queue/commands';

/** Hosted schedulers end a request after a minute. */
const BUDGET_MS = 55_000;
export const maxDuration = 60;
/** A mail server that hangs must leave time for the digests. */
const WAITING_MAILS_MS = 15_000;
const WAITING_MAILS = ['mail-confirmation', 'mail-sign-in', 'mail-comment'];
/** Runs before the digests, which may use all of the time that remains. */
const NOTICES_MS = 5_000;

const digests = route(async (request: NextRequest) => {
  requireBearer(request.headers.get('authorization'), env.CRON_SECRET);
  const deadline = new Date(systemClock().getTime() + BUDGET_MS);
  // Sends mails that readers wait for, because a host may have no worker.
  const hanging = AbortSignal.timeout(WAITING_MAILS_MS);
  await runWaitingJobs(databasePool(), taskList(WAITING_MAILS, hanging));
  const push = await tellTrending({
    deadline: new Date(systemClock().getTime() + NOTICES_MS),
    signal: request.signal,
  });
  const report = await runDigests({ deadline, signal: request.signal });
  return Response.json({ ...report, push }, { headers: { 'cache-control': 'no-store' } });
});

export { digests as GET, digests as POST };
