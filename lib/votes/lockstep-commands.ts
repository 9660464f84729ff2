/** Finds votes cast in lockstep, and counts a whole set for a paper as one vote. */
import { database, type Transaction } from '@/lib/db/client';
import { keepDiscounts, recountAndPurge } from './discount-commands';
import { lockstepDetail, lockstepFactor, votesInLockstep, type LockstepVotes } from './lockstep';
import { lockScore, recentVotes } from './queries';

/** Wait for a paper's row, which an ingest may hold for a while. */
const TRANSACTION = { timeout: 20_000, maxWait: 20_000 };

/** Searches the votes of the last weeks for lockstep; returns the number of discounted votes. */
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
  // Skips votes that were withdrawn since the read, or are discounted already.
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
