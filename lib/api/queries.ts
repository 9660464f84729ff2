/** Reads papers with all fields of their JSON. */
import type { Database, Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { latestListings, type Listing } from '@/lib/editions/listing-queries';
import { AppError } from '@/lib/errors';
import { splitPage } from '@/lib/papers/queries';
import { rankPapers } from '@/lib/search/query/search-queries';
import type { PaperCursor } from './cursor';
import type { ApiPaper } from './paper-json';
import { words } from '@/lib/words';

export type Listed = { paper: ApiPaper; listing: Listing | null };

const withAuthors = {
  authors: { select: { name: true, handle: true }, orderBy: { position: 'asc' } },
} satisfies Prisma.PaperInclude;

/** The papers of listings, in their order. */
export async function papersOfListings(db: Db, listings: readonly Listing[]): Promise<Listed[]> {
  const papers = await papersById(
    db,
    listings.map(({ paperId }) => paperId),
  );
  return listings.flatMap((listing) => {
    const paper = papers.get(listing.paperId);
    return paper ? [{ paper, listing }] : [];
  });
}

/** Papers in the order of their ids, each with its latest listing. */
export async function papersOfIds(db: Db, ids: readonly string[]): Promise<Listed[]> {
  const [papers, listings] = await Promise.all([papersById(db, ids), latestListings(db, ids)]);
  return ids.flatMap((id) => {
    const paper = papers.get(id);
    return paper ? [{ paper, listing: listings.get(id) ?? null }] : [];
  });
}

/** The paper, or its merge target. Throws not_found. */
export async function getApiPaper(db: Db, id: string): Promise<Listed> {
  const double = await db.paper.findUnique({ where: { id }, select: { mergedIntoId: true } });
  const [found] = await papersOfIds(db, [double?.mergedIntoId ?? id]);
  if (!found) throw new AppError('not_found', words.refusals.noPaper(id));
  return found;
}

/** Ids of the newest papers after a cursor, and whether more follow. */
export async function paperIdsAfter(
  db: Db,
  cursor: PaperCursor | undefined,
  limit: number,
): Promise<{ last: PaperCursor | null; ids: string[] }> {
  const after = cursor
    ? Prisma.sql`p."publishedOn" <= ${cursor.publishedOn}::date
        AND (p."publishedOn" < ${cursor.publishedOn}::date OR p."id" > ${cursor.id})`
    : Prisma.sql`true`;
  const found = await db.$queryRaw<PaperCursor[]>`
    SELECT p."id", to_char(p."publishedOn", 'YYYY-MM-DD') AS "publishedOn" FROM "Paper" p
    WHERE ${after} AND p."hiddenAt" IS NULL ORDER BY p."publishedOn" DESC, p."id" LIMIT ${limit + 1}`;
  const { rows, hasNext } = splitPage(found, limit);
  return { ids: rows.map(({ id }) => id), last: hasNext ? (rows.at(-1) ?? null) : null };
}

/** Ids of the best matches, in the site's order. */
export async function searchIds(db: Database, query: string, limit: number): Promise<string[]> {
  const ranked = await rankPapers(db, query, limit);
  return ranked.map(({ id }) => id);
}

async function papersById(db: Db, ids: readonly string[]): Promise<Map<string, ApiPaper>> {
  const papers = await db.paper.findMany({
    where: { id: { in: [...ids] }, hiddenAt: null },
    include: withAuthors,
  });
  return new Map(papers.map((paper) => [paper.id, paper]));
}
