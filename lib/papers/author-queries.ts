/** Reads an author's papers and profile. Lists give only the name, so two authors may share it. */
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { cardColumns, latestListing, listingColumns, splitPage, type PaperCard } from './queries';
import { words } from '@/lib/words';

export const AUTHOR_PAGE_SIZE = 50;
/** Limits the papers from which co-authors and affiliations are counted. */
const COUNTED_PAPERS = 200;
/** Skips large collaborations, whose members seldom know each other. */
const COUNTED_AUTHORS = 30;
const SHOWN_COAUTHORS = 8;
const SHOWN_AFFILIATIONS = 6;

export type AuthorSummary = {
  name: string;
  papers: number;
  /** Days of the first and the latest paper. */
  first: string;
  latest: string;
  coauthors: { name: string; papers: number }[];
  affiliations: { name: string; papers: number }[];
  /** Hugging Face user names listed with the name. */
  handles: string[];
};

/** The profile of a name, spelled exactly. Throws not_found for an unknown name. */
export async function getAuthor(db: Db, name: string): Promise<AuthorSummary> {
  const [known] = await db.$queryRaw<
    { papers: number; first: string | null; latest: string | null }[]
  >`
    SELECT count(*)::int AS "papers", to_char(min(p."publishedOn"), 'YYYY-MM-DD') AS "first",
      to_char(max(p."publishedOn"), 'YYYY-MM-DD') AS "latest"
    FROM (SELECT DISTINCT a."paperId" FROM "PaperAuthor" a WHERE a."name" = ${name}) a
    JOIN "Paper" p ON p."id" = a."paperId" AND p."hiddenAt" IS NULL`;
  if (!known?.first || !known.latest) {
    throw new AppError('not_found', words.refusals.noAuthorHere);
  }
  const [coauthors, rows] = await Promise.all([
    coauthorsOf(db, name),
    db.$queryRaw<{ affiliation: string | null; handle: string | null; papers: number }[]>`
      SELECT a."affiliation", a."handle", count(*)::int AS "papers" FROM "PaperAuthor" a
      WHERE a."name" = ${name} AND (a."affiliation" IS NOT NULL OR a."handle" IS NOT NULL)
      GROUP BY a."affiliation", a."handle" ORDER BY count(*) DESC, 1, 2`,
  ]);
  const { papers, first, latest } = known;
  const affiliations = rows.flatMap(({ affiliation, papers: count }) =>
    affiliation ? [{ name: affiliation, papers: count }] : [],
  );
  const handles = [...new Set(rows.flatMap(({ handle }) => handle ?? []))];
  return {
    name,
    papers,
    first,
    latest,
    coauthors,
    affiliations: affiliations.slice(0, SHOWN_AFFILIATIONS),
    handles,
  };
}

async function coauthorsOf(db: Db, name: string): Promise<AuthorSummary['coauthors']> {
  return db.$queryRaw`
    SELECT other."name", count(DISTINCT other."paperId")::int AS "papers"
    FROM (
      SELECT p."id" FROM "PaperAuthor" a JOIN "Paper" p ON p."id" = a."paperId"
      WHERE a."name" = ${name} AND p."hiddenAt" IS NULL AND p."authorCount" <= ${COUNTED_AUTHORS}
      ORDER BY p."publishedOn" DESC, p."id" LIMIT ${COUNTED_PAPERS}
    ) mine
    JOIN "PaperAuthor" other ON other."paperId" = mine."id" AND other."name" <> ${name}
    GROUP BY other."name" ORDER BY 2 DESC, 1 LIMIT ${SHOWN_COAUTHORS}`;
}

/**
 * Materialised, because for a common name Postgres would otherwise scan all papers from the newest
 * on (276,000 rows to find 2,000 papers of a million).
 */
export function paperIdsBy(name: string): Prisma.Sql {
  return Prisma.sql`SELECT DISTINCT a."paperId" FROM "PaperAuthor" a WHERE a."name" = ${name}`;
}

/** A page (from 0) of the name's papers, newest first. */
export async function papersOfAuthor(
  db: Db,
  name: string,
  page: number,
): Promise<{ papers: PaperCard[]; hasNext: boolean }> {
  const rows = await db.$queryRaw<PaperCard[]>`
    WITH mine AS MATERIALIZED (${paperIdsBy(name)})
    SELECT ${cardColumns}, ${listingColumns}
    FROM (
      SELECT p.* FROM mine JOIN "Paper" p ON p."id" = mine."paperId"
      WHERE p."hiddenAt" IS NULL
      ORDER BY p."publishedOn" DESC, p."id"
      LIMIT ${AUTHOR_PAGE_SIZE + 1} OFFSET ${page * AUTHOR_PAGE_SIZE}
    ) p ${latestListing}
    ORDER BY p."publishedOn" DESC, p."id"`;
  const { rows: papers, hasNext } = splitPage(rows, AUTHOR_PAGE_SIZE);
  return { papers, hasNext };
}
