/** Stores, undoes and restores discounts, and updates each vote's weight and signal. */
import type { Database, Transaction } from '@/lib/db/client';
import { recordAct, type Actor } from '@/lib/audit/commands';
import type { Day } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/site/purge';
import { scoreTags } from '@/lib/site/tags';
import { recountVotes } from '@/lib/ranking/commands';
import { ballotsOf, lockScore } from './queries';
import { weightOf, type Discount, type DiscountReason } from './weight';
import { words } from '@/lib/words';

export type DiscountOfVote = Discount & { userId: string };
type WhichDiscount = { paperId: string; userId: string; reason: DiscountReason };

/**
 * Stores discounts of a paper's votes and recomputes their weights. An existing discount gets the
 * new factor, except one that a curator has undone. The caller holds the paper's row.
 */
export async function keepDiscounts(
  tx: Transaction,
  paperId: string,
  discounts: readonly DiscountOfVote[],
): Promise<void> {
  if (discounts.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "VoteDiscount" ("paperId", "userId", "reason", "factor", "detail")
    SELECT ${paperId}, * FROM unnest(
      ${discounts.map(({ userId }) => userId)}::text[],
      ${discounts.map(({ reason }) => reason)}::"DiscountReason"[],
      ${discounts.map(({ factor }) => factor)}::float8[],
      ${discounts.map(({ detail }) => detail)}::text[])
    ON CONFLICT ("paperId", "userId", "reason") DO UPDATE
      SET "factor" = excluded."factor", "detail" = excluded."detail"`;
  await reweigh(tx, paperId, [...new Set(discounts.map(({ userId }) => userId))]);
}

/** Undoes a discount for a curator. Throws not_found. */
export async function undoDiscount(
  tx: Transaction,
  which: WhichDiscount,
  { curator, now }: { curator: Actor; now: Date },
): Promise<void> {
  await setUndone(tx, which, { undoneAt: now, undoneById: curator.id });
  await recordAct(tx, curator, { action: 'vote.undo_discount', ...targetOf(which) });
}

/** Restores a discount. Throws not_found. */
export async function restoreDiscount(
  tx: Transaction,
  which: WhichDiscount,
  curator: Actor,
): Promise<void> {
  await setUndone(tx, which, { undoneAt: null, undoneById: null });
  await recordAct(tx, curator, { action: 'vote.restore_discount', ...targetOf(which) });
}

function targetOf({ paperId, userId, reason }: WhichDiscount) {
  return { target: `paper:${paperId}`, detail: { reader: userId, reason } };
}

/** Updates counters, masses and pages of a paper whose votes changed other than by one new vote. */
export async function recountAndPurge(
  tx: Transaction,
  paperId: string,
  days: readonly Day[],
): Promise<void> {
  await recountVotes(tx, [paperId]);
  await requestPurge(tx, scoreTags(paperId, days));
}

async function setUndone(
  tx: Transaction,
  which: WhichDiscount,
  undone: { undoneAt: Date | null; undoneById: string | null },
): Promise<void> {
  const { days } = await lockScore(tx, which.paperId);
  const { count } = await tx.voteDiscount.updateMany({ where: which, data: undone });
  if (count === 0) throw new AppError('not_found', words.refusals.noDiscount);
  await reweigh(tx, which.paperId, [which.userId]);
  await recountAndPurge(tx, which.paperId, days);
}

/** Computes votes' weights, and the amounts of their signals, from the discounts in force. */
async function reweigh(tx: Transaction, paperId: string, userIds: string[]): Promise<void> {
  const ballots = [...(await ballotsOf(tx, paperId, userIds))];
  const readers = ballots.map(([userId]) => userId);
  const weights = ballots.map(([, { discounts }]) => weightOf(discounts));
  await tx.$executeRaw`
    UPDATE "Vote" v SET "weight" = now."weight"
    FROM unnest(${readers}::text[], ${weights}::float8[]) AS now ("userId", "weight")
    WHERE v."paperId" = ${paperId} AND v."userId" = now."userId"`;
  await tx.$executeRaw`
    UPDATE "Signal" s SET "amount" = now."weight"
    FROM unnest(${readers}::text[], ${weights}::float8[]) AS now ("userId", "weight")
    WHERE s."paperId" = ${paperId} AND s."kind" = 'vote' AND s."key" = now."userId"`;
}

type Judged = WhichDiscount & { stands: boolean; now: Date };

/** Undoes or restores a discount, for a curator. Throws not_found. */
export async function judgeDiscount(db: Database, curator: Actor, judged: Judged): Promise<void> {
  const { stands, now, ...which } = judged;
  await db.$transaction((tx) =>
    stands ? restoreDiscount(tx, which, curator) : undoDiscount(tx, which, { curator, now }),
  );
}
