/** Reads the cards of recommended papers. */
import type { Db } from '@/lib/db/client';
import { cardColumns, latestListing, listingColumns, type PaperCard } from '@/lib/papers/queries';

export type Recommended = { paper: PaperCard; reason: string };

/** The papers with these ids, in this order, without removed ones. */
export async function recommendedCards(
  db: Db,
  entries: readonly { id: string; reason: string }[],
): Promise<Recommended[]> {
  const papers = await db.$queryRaw<PaperCard[]>`
    SELECT ${cardColumns}, ${listingColumns} FROM "Paper" p ${latestListing}
    WHERE p."id" = ANY(${entries.map(({ id }) => id)}) AND p."hiddenAt" IS NULL`;
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  return entries.flatMap(({ id, reason }) => {
    const paper = byId.get(id);
    return paper ? [{ paper, reason }] : [];
  });
}
