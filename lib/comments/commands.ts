/** Readers' changes to a thread. One transaction updates the counter, the signal and the pages. */
import { systemClock } from '@/lib/clock';
import type { Database, Transaction } from '@/lib/db/client';
import { holdReaders } from '@/lib/db/reader-locks';
import { AppError } from '@/lib/errors';
import { enqueueCommentMails } from './notice-commands';
import { changeProblem, readBody, sameSince, type BodyProblem, type ChangeProblem } from './rules';
import { lockThread, settleThread } from './thread-commands';
import { requestPurge } from '@/lib/site/purge';
import { paperTag } from '@/lib/site/tags';
import { words } from '@/lib/words';

export type NewComment = {
  paperId: string;
  userId: string;
  /** The parent comment; null for the paper itself. */
  parentId: string | null;
  body: string;
  now: Date;
};
export type Added =
  { ok: true; id: string } | { ok: false; reason: BodyProblem | 'closed' | 'parent_gone' };
export type Changed = { ok: true; paperId: string } | { ok: false; reason: ChangeProblem };
export type Edited = Changed | { ok: false; reason: BodyProblem };

const TRANSACTION = { timeout: 20_000, maxWait: 20_000 };

/**
 * Adds a comment and mails its parent's author and mentioned readers. Idempotent: a double click
 * leads to the first comment. Throws not_found for an unknown paper or parent.
 */
export async function addComment(db: Database, comment: NewComment): Promise<Added> {
  const { paperId, userId, parentId, now } = comment;
  const read = readBody(comment.body);
  if (!read.ok) return read;
  return db.$transaction(async (tx) => {
    if ((await holdReaders(tx, [userId])).size === 0) throw new AppError('unauthorized');
    const { isClosed } = await lockThread(tx, paperId);
    if (isClosed) return { ok: false, reason: 'closed' };
    const parent = parentId === null ? null : await getParent(tx, paperId, parentId);
    if (parent?.deletedAt || parent?.hiddenAt) return { ok: false, reason: 'parent_gone' };
    const same = await tx.comment.findFirst({
      where: {
        paperId,
        userId,
        parentId,
        body: read.body,
        createdAt: { gt: sameSince(now) },
        deletedAt: null,
      },
      select: { id: true },
    });
    if (same) return { ok: true, id: same.id };
    const claims = { paperId, userId, state: 'accepted' } as const;
    const isByAuthor = (await tx.authorClaim.count({ where: claims })) > 0;
    const { id } = await tx.comment.create({
      data: { paperId, userId, parentId, body: read.body, createdAt: now, isByAuthor },
      select: { id: true },
    });
    await settleThread(tx, { paperId, userId });
    const answered = parent?.userId ?? null;
    await enqueueCommentMails(tx, { id, userId, body: read.body, answered });
    return { ok: true, id };
  }, TRANSACTION);
}

async function getParent(tx: Transaction, paperId: string, id: string) {
  const parent = await tx.comment.findFirst({
    where: { id, paperId },
    select: { userId: true, deletedAt: true, hiddenAt: true },
  });
  if (!parent) throw new AppError('not_found', words.refusals.noParent);
  return parent;
}

type Change = { id: string; userId: string; now: Date };

/** Edits a comment; mails newly mentioned readers. Throws not_found. */
export async function editComment(
  db: Database,
  { id, userId, now, ...written }: Change & { body: string },
): Promise<Edited> {
  const read = readBody(written.body);
  if (!read.ok) return read;
  return db.$transaction(async (tx) => {
    const comment = await lockComment(tx, id);
    const problem = changeProblem(comment, { userId, act: 'edit', now });
    if (problem) return { ok: false, reason: problem };
    const { paperId, body: before } = comment;
    if (before === read.body) return { ok: true, paperId };
    await tx.comment.update({ where: { id }, data: { body: read.body, editedAt: now } });
    await enqueueCommentMails(tx, { id, userId, body: read.body, before, answered: null });
    await requestPurge(tx, [paperTag(paperId)]);
    return { ok: true, paperId };
  }, TRANSACTION);
}

/** Empties a comment; its replies stay below a placeholder. Throws not_found. */
export async function deleteComment(db: Database, { id, userId, now }: Change): Promise<Changed> {
  return db.$transaction(async (tx) => {
    const comment = await lockComment(tx, id);
    const problem = changeProblem(comment, { userId, act: 'delete', now });
    if (problem) return { ok: false, reason: problem };
    const { paperId } = comment;
    await tx.comment.update({ where: { id }, data: { body: '', deletedAt: now } });
    await settleThread(tx, { paperId, userId });
    return { ok: true, paperId };
  }, TRANSACTION);
}

/** Empties all comments of a reader, for the transaction that deletes the account. */
export async function emptyCommentsOf(
  tx: Transaction,
  userId: string,
  now = systemClock(),
): Promise<void> {
  const papers = await tx.comment.findMany({
    where: { userId },
    distinct: ['paperId'],
    // Locks in the order of ids, as every transaction that locks several papers does.
    orderBy: { paperId: 'asc' },
    select: { paperId: true },
  });
  for (const { paperId } of papers) {
    await lockThread(tx, paperId);
    await tx.comment.updateMany({
      where: { paperId, userId, deletedAt: null },
      data: { deletedAt: now },
    });
    await tx.comment.updateMany({
      where: { paperId, userId },
      data: { body: '', userId: null, isByAuthor: false },
    });
    await settleThread(tx, { paperId, userId });
  }
}

/** Reads a comment and locks its thread. Throws not_found. */
async function lockComment(tx: Transaction, id: string) {
  const place = await tx.comment.findUnique({
    where: { id },
    select: { paperId: true, userId: true },
  });
  if (!place) throw new AppError('not_found', words.refusals.noComment);
  if (place.userId !== null) await holdReaders(tx, [place.userId]);
  await lockThread(tx, place.paperId);
  return tx.comment.findUniqueOrThrow({ where: { id } });
}
