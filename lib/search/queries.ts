/** Full-text search over titles, abstracts and authors, on Postgres' own index. */
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import {
  cardColumns,
  latestListing,
  listingColumns,
  splitPage,
  type PaperCard,
} from '@/lib/papers/queries';

export const SEARCH_PAGE_SIZE = 50;
/** Ranking every match of two common words takes seconds, so only so many are looked at. */
const CANDIDATES = 1_000;
const AUTHOR_CANDIDATES = 200;
/** A name is a better reason than a word somewhere in an abstract. */
const AUTHOR_SCORE = 1;

export type SearchResults = {
  papers: PaperCard[];
  hasNext: boolean;
  /** Counted up to the candidates looked at. */
  total: number;
  /** Whether the papers have all of the words or, since none has all, some of them. */
  matched: 'all' | 'any';
};

/** A page (from 0) of the papers that match `query`, best first, then by votes. */
export async function searchPapers(db: Db, query: string, page: number): Promise<SearchResults> {
  const all = await searchWith(db, query, allWords(query), page);
  // A page past the end tells no total, so the first one decides which kind of match it continues.
  const first = page === 0 ? all : await searchWith(db, query, allWords(query), 0);
  if (first.total > 0) return { ...all, matched: 'all' };
  return { ...(await searchWith(db, query, anyWord(query), page)), matched: 'any' };
}

/** Quotes, `or` and `-word` as people know them; odd input matches nothing instead of failing. */
function allWords(query: string): Prisma.Sql {
  return Prisma.sql`websearch_to_tsquery('english', unaccent(${query}))`;
}

function anyWord(query: string): Prisma.Sql {
  return Prisma.sql`replace(plainto_tsquery('english', unaccent(${query}))::text, '&', '|')::tsquery`;
}

async function searchWith(db: Db, query: string, terms: Prisma.Sql, page: number) {
  const namePattern = `%${query.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const hasName = query.replace(/[^\p{L}]/gu, '').length >= 3;
  const rows = await db.$queryRaw<(PaperCard & { total: number })[]>`
    WITH asked AS (SELECT ${terms} AS terms),
    by_text AS (
      SELECT p."id", ts_rank_cd(p."terms", asked.terms) AS score
      FROM (
        SELECT p."id", p."terms" FROM "Paper" p, asked
        WHERE p."terms" @@ asked.terms AND p."hiddenAt" IS NULL LIMIT ${CANDIDATES}
      ) p, asked
    ),
    by_author AS (
      SELECT DISTINCT a."paperId" AS "id", ${AUTHOR_SCORE}::float8 AS score
      FROM (
        SELECT a."paperId" FROM "PaperAuthor" a
        WHERE ${hasName} AND lower(a."name") LIKE ${namePattern} LIMIT ${AUTHOR_CANDIDATES}
      ) a
    ),
    found AS (
      SELECT both_lists."id", sum(both_lists.score) AS score, count(*) OVER ()::int AS total
      FROM (SELECT * FROM by_text UNION ALL SELECT * FROM by_author) both_lists
      GROUP BY both_lists."id"
    ),
    best AS (
      SELECT found.*, p."votes" FROM found JOIN "Paper" p ON p."id" = found."id"
      WHERE p."hiddenAt" IS NULL
      ORDER BY found.score DESC, p."votes" DESC, p."id"
      LIMIT ${SEARCH_PAGE_SIZE + 1} OFFSET ${page * SEARCH_PAGE_SIZE}
    )
    SELECT ${cardColumns}, ${listingColumns}, best.total
    FROM best JOIN "Paper" p ON p."id" = best."id" ${latestListing}
    ORDER BY best.score DESC, p."votes" DESC, p."id"`;
  const { rows: papers, hasNext } = splitPage(rows, SEARCH_PAGE_SIZE);
  return { papers, hasNext, total: rows[0]?.total ?? 0 };
}
