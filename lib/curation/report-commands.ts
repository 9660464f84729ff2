/** Resolves a report: an answer to its reader, and optionally hiding the reported item. */
import { hideComment, unhideComment } from '@/lib/comments/moderation-commands';
import type { Database, Transaction } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { recordAct, type Actor } from '@/lib/audit/commands';
import { hideWithin } from './paper-commands';
import { words } from '@/lib/words';

type Resolution = { id: string; resolution: string; hides: boolean; now: Date };

/** Throws conflict where another curator was faster. */
export async function resolveReport(
  db: Database,
  actor: Actor,
  { id, resolution, hides, now }: Resolution,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const report = await tx.report.findUnique({ where: { id } });
    if (!report) throw new AppError('not_found', words.refusals.noReport);
    const { count } = await tx.report.updateMany({
      where: { id, resolvedAt: null },
      data: { resolvedAt: now, resolvedById: actor.id, resolution },
    });
    if (count === 0) throw new AppError('bad_request', words.refusals.reportResolved);
    if (hides) await hideReported(tx, actor, { ...report, reason: resolution, now });
    const detail = { resolution, hides, paper: report.paperId, comment: report.commentId };
    await recordAct(tx, actor, { action: 'report.resolve', target: `report:${id}`, detail });
  });
}

type Reported = { paperId: string | null; commentId: string | null; reason: string; now: Date };

async function hideReported(tx: Transaction, actor: Actor, reported: Reported): Promise<void> {
  const { paperId, commentId, reason, now } = reported;
  if (paperId) await hideWithin(tx, actor, { paperId, reason, now });
  if (!commentId) return;
  await hideComment(tx, { id: commentId, reason, now });
  const target = `comment:${commentId}`;
  await recordAct(tx, actor, { action: 'comment.hide', target, detail: { reason } });
}

/** Unhides a comment. Throws not_found. */
export async function showComment(db: Database, actor: Actor, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await unhideComment(tx, id);
    await recordAct(tx, actor, { action: 'comment.show', target: `comment:${id}` });
  });
}
