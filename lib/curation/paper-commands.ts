/** Hides a paper from every list, and restores it. */
import type { Database, Transaction } from '@/lib/db/client';
import { fromUtcDate } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/site/purge';
import { editionTags, EDITIONS_TAG, paperTag, TRENDING_TAG } from '@/lib/site/tags';
import { recordAct, type Actor } from '@/lib/audit/commands';
import { words } from '@/lib/words';

type Hiding = { paperId: string; reason: string; now: Date };

/** Hiding a hidden paper changes its reason. Throws not_found for an unknown paper. */
export async function hidePaper(db: Database, actor: Actor, hiding: Hiding): Promise<void> {
  await db.$transaction((tx) => hideWithin(tx, actor, hiding));
}

/** hidePaper in the caller's transaction. */
export async function hideWithin(tx: Transaction, actor: Actor, hiding: Hiding): Promise<void> {
  const { paperId, reason, now } = hiding;
  await requireUnmerged(tx, paperId);
  await tx.paper.update({
    where: { id: paperId },
    data: { hiddenAt: now, hiddenReason: reason },
  });
  await followPaper(tx, paperId);
  const target = `paper:${paperId}`;
  await recordAct(tx, actor, { action: 'paper.hide', target, detail: { reason } });
}

/** Undoes hidePaper: restores the paper's places. */
export async function showPaper(db: Database, actor: Actor, paperId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await requireUnmerged(tx, paperId);
    await tx.paper.update({ where: { id: paperId }, data: { hiddenAt: null, hiddenReason: null } });
    await followPaper(tx, paperId);
    await recordAct(tx, actor, { action: 'paper.show', target: `paper:${paperId}` });
  });
}

async function requireUnmerged(tx: Transaction, paperId: string): Promise<void> {
  const [paper] = await tx.$queryRaw<{ mergedIntoId: string | null }[]>`
    SELECT "mergedIntoId" FROM "Paper" WHERE "id" = ${paperId} FOR NO KEY UPDATE`;
  if (!paper) throw new AppError('not_found', words.refusals.noPaper(paperId));
  if (paper.mergedIntoId) {
    throw new AppError('bad_request', words.refusals.mergedAlready(paperId, paper.mergedIntoId));
  }
}

/** Copies the hidden state to the paper's listings, and purges every page with the paper. */
async function followPaper(tx: Transaction, paperId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Appearance" e SET "isHidden" = p."hiddenAt" IS NOT NULL FROM "Paper" p
    WHERE p."id" = e."paperId" AND p."id" = ${paperId}`;
  await purgePapers(tx, [paperId]);
}

/** Purges the pages of papers, and all editions that contain them. */
export async function purgePapers(tx: Transaction, paperIds: readonly string[]): Promise<void> {
  const listings = await tx.appearance.findMany({
    where: { paperId: { in: [...paperIds] } },
    select: { listedOn: true },
  });
  const days = new Set(listings.map(({ listedOn }) => fromUtcDate(listedOn)));
  const editions = [...days].flatMap(editionTags);
  await requestPurge(tx, [...paperIds.map(paperTag), ...editions, EDITIONS_TAG, TRENDING_TAG]);
}
