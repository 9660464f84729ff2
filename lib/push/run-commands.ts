/** Plans what is to be told and tells it: the worker and the scheduled route alike. */
import { systemClock, type Clock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import type { Reach } from '@/lib/http/outgoing/public-post';
import { words } from '@/lib/words';
import { claimNotices, settleNotice, type Claim } from './leases';
import { planNotices } from './plan-commands';
import { isStale, noticeOf, outcomeOf, type Outcome } from './rules';
import { sendNotice } from './send';

const AT_ONCE = 20;

type Options = {
  clock?: Clock;
  /** After this nothing begins. */
  deadline?: Date;
  signal?: AbortSignal;
  /** Tests have a push service of their own. */
  reach?: Reach;
};
type PushReport = Record<'planned' | Outcome['kind'], number>;

/** Safe at any time, twice, and from several machines at once: each notice is claimed by one. */
export async function tellTrending(options: Options = {}): Promise<PushReport> {
  const { clock = systemClock, deadline, signal, reach } = options;
  const report: PushReport = { planned: 0, notified: 0, gone: 0, later: 0, skipped: 0, failed: 0 };
  if (!env.WEB_PUSH) return report;
  const isTimeUp = () => signal?.aborted || (deadline !== undefined && clock() >= deadline);
  // What is planned counts as told today, so nothing is where no time is left to tell it.
  if (!isTimeUp()) report.planned = await planNotices(clock());
  while (!isTimeUp()) {
    const claims = await claimNotices(database(), AT_ONCE, clock());
    if (claims.length === 0) break;
    await Promise.all(
      claims.map(async (claim) => {
        const outcome = await tell(claim, clock, reach);
        await settleNotice(database(), claim, outcome, clock());
        report[outcome.kind] += 1;
      }),
    );
  }
  return report;
}

async function tell(claim: Claim, clock: Clock, reach: Reach | undefined): Promise<Outcome> {
  const { plannedAt, attempts, isOff } = claim;
  if (isOff) return { kind: 'skipped', why: words.push.skipped.off };
  if (isStale(plannedAt, clock())) return { kind: 'skipped', why: words.push.skipped.late };
  const posted = await sendNotice(claim, noticeOf(claim), reach);
  return outcomeOf(posted, { attempts, plannedAt, now: clock() });
}
