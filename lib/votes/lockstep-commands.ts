/** Finds votes that were cast in lockstep, and counts all of a set for a paper as one. */
import { database, type Transaction } from '@/lib/db/client';
import { keepDiscounts, recountAndPurge } from './discount-commands';
import { lockstepDetail, lockstepFactor, votesInLockstep, type LockstepVotes } from './lockstep';
import { lockScore, recentVotes } from './queries';

/** A paper's row may be held by an ingest for a while. */
const TRANSACTION = { timeout: 20_000, maxWait: 20_000 };

/** Looks for lockstep among the votes of the last weeks; returns how many it discounted. */
export async function discountLockstep(now: Date): Promise<number> {
  const db = database();
  const found = votesInLockstep(await recentVotes(db, now));
  for (const one of found) {
    await db.$transaction((tx) => discount(tx, one), TRANSACTION);
  }
  return found.reduce((sum, { userIds }) => sum + userIds.length, 0);
}

async function discount(tx: Transaction, { paperId, userIds }: LockstepVotes): Promise<void> {
  const { days } = await lockScore(tx, paperId);
  const discount = {
    reason: 'lockstep' as const,
    factor: lockstepFactor(userIds.length),
    detail: lockstepDetail(userIds.length),
  };
  // One taken back since it was read is no vote any more; what is as it should be costs nothing.
  const cast = await tx.vote.findMany({
    where: { paperId, userId: { in: userIds }, NOT: { discounts: { some: discount } } },
    select: { userId: true },
  });
  if (cast.length === 0) return;
  await keepDiscounts(
    tx,
    paperId,
    cast.map(({ userId }) => ({ userId, ...discount })),
  );
  await recountAndPurge(tx, paperId, days);
}
