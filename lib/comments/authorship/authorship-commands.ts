/** Claims of authorship: made by readers, decided by curators, shown beside comments. */
import type { Database, Transaction } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/site/purge';
import { paperTag } from '@/lib/site/tags';
import { evidenceOf } from './rules';
import { words } from '@/lib/words';

type Claim = { paperId: string; userId: string; authorName: string; now: Date };
export type ClaimProblem = 'no_evidence' | 'not_an_author' | 'waiting' | 'accepted' | 'refused';

/**
 * Submits a claim that a reader is one of a paper's authors. A rejected claim can be made again
 * with new evidence. Throws not_found.
 */
export async function claimPaper(
  db: Database,
  { paperId, userId, authorName, now }: Claim,
): Promise<{ ok: true } | { ok: false; reason: ClaimProblem }> {
  return db.$transaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    const paper = await tx.paper.findUnique({
      where: { id: paperId },
      select: { authors: { where: { name: authorName }, select: { name: true } } },
    });
    if (!paper) throw new AppError('not_found', words.refusals.noPaper(paperId));
    if (paper.authors.length === 0) return { ok: false, reason: 'not_an_author' };
    const evidence = evidenceOf(user);
    if (!evidence) return { ok: false, reason: 'no_evidence' };
    const claim = { authorName, evidence, createdAt: now };
    const { count } = await tx.authorClaim.createMany({
      data: [{ paperId, userId, ...claim }],
      skipDuplicates: true,
    });
    if (count > 0) return { ok: true };
    const again = await tx.authorClaim.updateMany({
      where: { paperId, userId, state: 'refused', evidence: { not: evidence } },
      data: { ...claim, state: 'waiting', decidedAt: null, decidedById: null },
    });
    if (again.count > 0) return { ok: true };
    const { state } = await tx.authorClaim.findUniqueOrThrow({
      where: { paperId_userId: { paperId, userId } },
    });
    return { ok: false, reason: state };
  });
}

type Decision = {
  paperId: string;
  userId: string;
  isAccepted: boolean;
  /** The deciding curator. */
  decidedById: string | null;
  now: Date;
};

/**
 * Accepts or rejects a claim, also a decided one, in the transaction that logs the curator. Marks
 * the reader's comments on the paper. Throws not_found.
 */
export async function decideClaim(tx: Transaction, decision: Decision): Promise<void> {
  const { paperId, userId, isAccepted, decidedById, now } = decision;
  const { count } = await tx.authorClaim.updateMany({
    where: { paperId, userId },
    data: { state: isAccepted ? 'accepted' : 'refused', decidedAt: now, decidedById },
  });
  if (count === 0) throw new AppError('not_found', words.refusals.noClaim);
  await tx.comment.updateMany({ where: { paperId, userId }, data: { isByAuthor: isAccepted } });
  await requestPurge(tx, [paperTag(paperId)]);
}
