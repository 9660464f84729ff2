/** What every change of a thread ends with: its paper's counter, who commented as a signal, its pages. */
import type { Transaction } from '@/lib/db/client';
import { fromUtcDate } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/site/purge';
import { editionTags, paperTag, TRENDING_TAG } from '@/lib/site/tags';
import { recordSignals, recountWithin } from '@/lib/ranking/commands';
import { words } from '@/lib/words';

/** Waits for the thread of a paper and holds it. Throws not_found. */
export async function lockThread(tx: Transaction, paperId: string): Promise<{ isClosed: boolean }> {
  const [paper] = await tx.$queryRaw<{ isClosed: boolean }[]>`
    SELECT "hiddenAt" IS NOT NULL AS "isClosed" FROM "Paper"
    WHERE "id" = ${paperId} FOR NO KEY UPDATE`;
  if (!paper) throw new AppError('not_found', words.refusals.noPaper(paperId));
  return paper;
}

/**
 * After a comment of a reader came, went or came back. A reader counts once for a paper, for as
 * long as anything of theirs stands there. The caller holds the thread.
 */
export async function settleThread(
  tx: Transaction,
  { paperId, userId }: { paperId: string; userId: string | null },
): Promise<void> {
  if (userId !== null) await settleSignal(tx, paperId, userId);
  await tx.$executeRaw`
    UPDATE "Paper" p SET "commentCount" = (
      SELECT count(*) FROM "Comment" c
      WHERE c."paperId" = p."id" AND c."deletedAt" IS NULL AND c."hiddenAt" IS NULL)
    WHERE p."id" = ${paperId}`;
  await purgeThread(tx, paperId);
}

async function settleSignal(tx: Transaction, paperId: string, userId: string): Promise<void> {
  const first = await tx.comment.findFirst({
    where: { paperId, userId, deletedAt: null, hiddenAt: null },
    orderBy: { createdAt: 'asc' },
    select: { createdAt: true },
  });
  if (first) {
    const signal = {
      paperId,
      kind: 'comment',
      key: userId,
      userId,
      amount: 1,
      at: first.createdAt,
    } as const;
    await recordSignals(tx, [signal]);
    return;
  }
  const { count } = await tx.signal.deleteMany({
    where: { paperId, kind: 'comment', key: userId },
  });
  // A logarithm can't be subtracted from.
  if (count > 0) await recountWithin(tx, [paperId]);
}

/** The thread itself, and the lists whose cards say how many comments there are. */
async function purgeThread(tx: Transaction, paperId: string): Promise<void> {
  const listings = await tx.appearance.findMany({
    where: { paperId },
    select: { listedOn: true },
  });
  const editions = listings.flatMap(({ listedOn }) => editionTags(fromUtcDate(listedOn)));
  await requestPurge(tx, [paperTag(paperId), TRENDING_TAG, ...editions]);
}
