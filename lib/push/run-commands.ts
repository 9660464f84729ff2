/** Plans and sends notifications, for the worker and the scheduled route. */
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
  /** Starts nothing after this time. */
  deadline?: Date;
  signal?: AbortSignal;
  /** Lets tests use their own push service. */
  reach?: Reach;
};
type PushReport = Record<'planned' | Outcome['kind'], number>;

/** Safe to run at any time, repeatedly and on several machines: each notice is claimed once. */
export async function tellTrending(options: Options = {}): Promise<PushReport> {
  const { clock = systemClock, deadline, signal, reach } = options;
  const report: PushReport = { planned: 0, notified: 0, gone: 0, later: 0, skipped: 0, failed: 0 };
  if (!env.WEB_PUSH) return report;
  const isTimeUp = () => signal?.aborted || (deadline !== undefined && clock() >= deadline);
  // Plans nothing without time to send, because planned notices count toward the daily limit.
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
