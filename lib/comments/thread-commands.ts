/** Ends every change of a thread: updates its paper's counter, signals and pages. */
import type { Transaction } from '@/lib/db/client';
import { fromUtcDate } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/site/purge';
import { editionTags, paperTag, TRENDING_TAG } from '@/lib/site/tags';
import { recordSignals, recountWithin } from '@/lib/ranking/commands';
import { words } from '@/lib/words';

/** Locks a paper's thread. Throws not_found. */
export async function lockThread(tx: Transaction, paperId: string): Promise<{ isClosed: boolean }> {
  const [paper] = await tx.$queryRaw<{ isClosed: boolean }[]>`
    SELECT "hiddenAt" IS NOT NULL AS "isClosed" FROM "Paper"
    WHERE "id" = ${paperId} FOR NO KEY UPDATE`;
  if (!paper) throw new AppError('not_found', words.refusals.noPaper(paperId));
  return paper;
}

/**
 * Recounts after a reader's comment was added, removed or restored. A reader counts once for a
 * paper, as long as one comment is visible. The caller holds the thread's lock.
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
  // Recomputes, because a logarithm can't be subtracted.
  if (count > 0) await recountWithin(tx, [paperId]);
}

/** The thread itself, and the lists whose cards show the number of comments. */
async function purgeThread(tx: Transaction, paperId: string): Promise<void> {
  const listings = await tx.appearance.findMany({
    where: { paperId },
    select: { listedOn: true },
  });
  const editions = listings.flatMap(({ listedOn }) => editionTags(fromUtcDate(listedOn)));
  await requestPurge(tx, [paperTag(paperId), TRENDING_TAG, ...editions]);
}
