/** Reads the vocabulary: frequencies of terms, completions, and similar spellings. */
import type { Database, Db } from '@/lib/db/client';
import { LEVELS, type PerField } from './bm25';
import type { ListedTerm, Month, PostingList } from './candidates';
import { monthTerm } from './document';
import { quickly } from '../query/quick-queries';
import { meantWord, SHORTEST_MISTYPED, type KnownWord } from './spelling';

/** Completions of a last word that may still be incomplete. */
const COMPLETIONS = 5;
const SHORTEST_BEGINNING = 3;
/** "co" begins thousands of words; only the first in the alphabet are read. */
const MAX_BEGINNING_ALIKE = 2_000;
const NEIGHBOURS = 25;
const MONTH_PREFIX = monthTerm('');

export type Archive = { papers: number; averages: PerField };

export async function readArchive(db: Db): Promise<Archive> {
  const [row] = await db.$queryRaw<
    { papers: number; title: number; abstract: number; authors: number }[]
  >`
    SELECT "papers"::float8 AS papers,
      "titleLengths"::float8 / greatest("papers", 1) AS title,
      "abstractLengths"::float8 / greatest("papers", 1) AS abstract,
      "authorsLengths"::float8 / greatest("papers", 1) AS authors
    FROM "SearchTotals"`;
  const { papers = 0, title = 0, abstract = 0, authors = 0 } = row ?? {};
  return { papers, averages: { title, abstract, authors } };
}

/** The terms of at least one paper, with the lengths of their lists. */
export async function readTerms(
  db: Db,
  terms: readonly string[],
): Promise<Map<string, ListedTerm>> {
  const rows = await db.$queryRaw<(PostingList & { term: string; id: number })[]>`
    SELECT t."term", t."id", s."token", s."token" % ${LEVELS}::int AS level, s."papers"
    FROM "SearchTerm" t JOIN "SearchSegment" s
      ON s."token" BETWEEN t."id" * ${LEVELS}::int AND t."id" * ${LEVELS}::int + ${LEVELS - 1}::int
    WHERE t."term" = ANY(${[...terms]}::text[]) AND s."papers" > 0`;
  const listed = new Map<string, ListedTerm & { lists: PostingList[] }>();
  for (const { term, id, ...list } of rows) {
    const known = listed.get(term) ?? { id, papers: 0, lists: [] };
    known.lists.push(list);
    listed.set(term, { ...known, papers: known.papers + list.papers });
  }
  return listed;
}

/** The months in which papers were published, newest first. */
export async function readMonths(db: Db): Promise<Month[]> {
  return db.$queryRaw<Month[]>`
    SELECT substr(t."word", ${MONTH_PREFIX.length + 1}::int) AS month, s."token", s."papers"
    FROM "SearchTerm" t JOIN "SearchSegment" s ON s."token" = t."id" * ${LEVELS}::int
    WHERE t."word" LIKE ${`${MONTH_PREFIX}%`} AND s."papers" > 0
    ORDER BY month DESC`;
}

/** The most frequent terms whose word begins with this one. */
export async function termsBeginning(db: Database, beginning: string): Promise<string[]> {
  if (beginning.length < SHORTEST_BEGINNING) return [];
  const pattern = `${likeLiteral(beginning)}%`;
  const query = db.$queryRaw<{ term: string }[]>`
    SELECT t."term"
    FROM (
      SELECT "id", "term" FROM "SearchTerm" WHERE "word" LIKE ${pattern}
      ORDER BY "word" USING ~<~ LIMIT ${MAX_BEGINNING_ALIKE}
    ) t
    JOIN "SearchSegment" s
      ON s."token" BETWEEN t."id" * ${LEVELS}::int AND t."id" * ${LEVELS}::int + ${LEVELS - 1}::int
    GROUP BY t."id", t."term" HAVING sum(s."papers") > 0
    ORDER BY sum(s."papers") DESC, t."term" LIMIT ${COMPLETIONS}`;
  const rows = await quickly(db, query);
  return rows.map(({ term }) => term);
}

/** The correction of a word that no paper has; null where none is near. */
export async function findMeantWord(db: Database, typed: string): Promise<string | null> {
  if (typed.length < SHORTEST_MISTYPED) return null;
  const query = db.$queryRaw<KnownWord[]>`
    SELECT t."word", sum(s."papers")::int AS papers
    FROM (
      SELECT "id", "word" FROM "SearchTerm"
      WHERE "word" % ${typed} AND "word" NOT LIKE '%:%'
      ORDER BY similarity("word", ${typed}) DESC LIMIT ${NEIGHBOURS}
    ) t
    JOIN "SearchSegment" s
      ON s."token" BETWEEN t."id" * ${LEVELS}::int AND t."id" * ${LEVELS}::int + ${LEVELS - 1}::int
    GROUP BY t."id", t."word" HAVING sum(s."papers") > 0`;
  return meantWord(typed, await quickly(db, query));
}

function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
