/** Reports by readers, and curators' decisions about comments. */
import type { Database, Transaction } from '@/lib/db/client';
import { holdReaders } from '@/lib/db/reader-locks';
import type { ReportReason } from '@/lib/db/generated/enums';
import { AppError } from '@/lib/errors';
import { lockThread, settleThread } from './thread-commands';
import { words } from '@/lib/words';

type Report = { userId: string; reason: ReportReason; note: string; now: Date };

/** Reports a comment to the curators. Ignores a reader's second report. Throws not_found. */
export async function reportComment(
  db: Database,
  { commentId, now, ...report }: Report & { commentId: string },
): Promise<void> {
  const standing = { id: commentId, deletedAt: null, hiddenAt: null };
  if ((await db.comment.count({ where: standing })) === 0) {
    throw new AppError('not_found', words.refusals.noComment);
  }
  await db.report.createMany({
    data: [{ commentId, createdAt: now, ...report }],
    skipDuplicates: true,
  });
}

/** Reports a paper to the curators. Ignores a reader's second report. Throws not_found. */
export async function reportPaper(
  db: Database,
  { paperId, now, ...report }: Report & { paperId: string },
): Promise<void> {
  if ((await db.paper.count({ where: { id: paperId } })) === 0) {
    throw new AppError('not_found', words.refusals.noPaper(paperId));
  }
  await db.report.createMany({
    data: [{ paperId, createdAt: now, ...report }],
    skipDuplicates: true,
  });
}

/** Hides a comment, in the transaction that logs the curator. Throws not_found. */
export async function hideComment(
  tx: Transaction,
  { id, reason, now }: { id: string; reason: string; now: Date },
): Promise<void> {
  await setHidden(tx, id, { hiddenAt: now, hiddenReason: reason });
}

/** Undoes hideComment. Throws not_found. */
export async function unhideComment(tx: Transaction, id: string): Promise<void> {
  await setHidden(tx, id, { hiddenAt: null, hiddenReason: null });
}

async function setHidden(
  tx: Transaction,
  id: string,
  hidden: { hiddenAt: Date | null; hiddenReason: string | null },
): Promise<void> {
  const place = await tx.comment.findUnique({
    where: { id },
    select: { paperId: true, userId: true },
  });
  if (!place) throw new AppError('not_found', words.refusals.noComment);
  if (place.userId !== null) await holdReaders(tx, [place.userId]);
  await lockThread(tx, place.paperId);
  const { userId } = await tx.comment.update({ where: { id }, data: hidden });
  await settleThread(tx, { paperId: place.paperId, userId });
}
