/** Ranks papers by words with BM25F (bm25.ts) in one statement. */
import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { FIELDS, idf, K1, type Field } from './bm25';
import { MAX_CANDIDATES, selectCandidates, type Known, type Selection } from './candidates';
import type { Ranked } from '../query/fusion';
import { phrasePattern, wordPatterns, type Question } from '../query/conditions';
import { quickly } from '../query/quick-queries';
import type { Archive } from './vocabulary-queries';

export type RankedByWords = Ranked & {
  /** Whether the paper has all of the words. */
  hasAll: boolean;
};

/** Best first. `newest` searches the newest papers with all words instead. */
export async function rankByWords(
  db: Database,
  question: Question,
  known: Known & Archive,
  options: { limit: number; newest?: boolean },
): Promise<RankedByWords[]> {
  const selection = selectCandidates(question, known, options.newest ?? false);
  if (selection === null) return [];
  const listedTerms = question.terms.flatMap(({ term, places }) => {
    const listed = known.terms.get(term);
    const bits = places.reduce((sum, place) => sum | (1n << BigInt(place)), 0n);
    return (listed?.lists ?? []).map(({ token }) => ({
      token,
      idf: idf(known.papers, listed?.papers ?? 0),
      bits,
    }));
  });
  const all = (1n << BigInt(question.places)) - 1n;
  const order = options.newest
    ? Prisma.sql`f."publishedOn" DESC, f."paperId" DESC`
    : Prisma.sql`score DESC, f."publishedOn" DESC, f."paperId"`;
  const ranking = db.$queryRaw<{ id: string; score: number; places: bigint }[]>`
    WITH asked AS (
      SELECT * FROM unnest(
        ${listedTerms.map(({ token }) => token)}::int[], ${listedTerms.map((it) => it.idf)}::float8[],
        ${listedTerms.map(({ bits }) => bits)}::int8[]
      ) AS a ("token", "idf", "places")
    ),
    found AS MATERIALIZED (
      SELECT d."paperId", d."publishedOn", d."tokens", d."counts",
        ${gainOf('title', known)} AS "perTitle", ${gainOf('abstract', known)} AS "perAbstract",
        ${gainOf('authors', known)} AS "perAuthors"
      FROM "SearchDocument" d
      WHERE ${isSelected(selection)} AND ${isWithinDates(question)} AND ${lacksUnwanted(question, known)}
      LIMIT ${MAX_CANDIDATES}
    ),
    met AS (
      SELECT p."paperId", a."idf", a."places", (p.count >> 11) * p."perTitle"
        + (p.count >> 7 & 15) * p."perAuthors" + (p.count & 127) * p."perAbstract" AS often
      FROM (
        SELECT "paperId", "perTitle", "perAbstract", "perAuthors",
          unnest("tokens") AS token, unnest("counts") AS count FROM found
      ) p JOIN asked a ON a."token" = p.token
    ),
    scored AS (
      SELECT "paperId", bit_or("places") AS places,
        sum("idf" * ${K1 + 1}::float8 * often / (${K1}::float8 + often)) AS score
      FROM met GROUP BY "paperId"
    )
    SELECT f."paperId" AS id, coalesce(s.score, 0) AS score, coalesce(s.places, 0) AS places
    FROM found f LEFT JOIN scored s ON s."paperId" = f."paperId"
    WHERE ${readsAsWanted(question)}
    ORDER BY ${order}
    LIMIT ${options.limit}`;
  const rows = await quickly(db, ranking);
  return rows.map(({ id, score, places }) => ({ id, score, hasAll: places === all }));
}

/** Value of one occurrence in a field: its weight, less in a long one. */
function gainOf(field: Field, { averages }: Archive): Prisma.Sql {
  const { weight, b } = FIELDS[field];
  const average = Math.max(1, averages[field]);
  const length = { title: 'titleLength', abstract: 'abstractLength', authors: 'authorsLength' }[
    field
  ];
  return Prisma.sql`${weight}::float8 / (${1 - b}::float8 + ${b / average}::float8 * d.${Prisma.raw(`"${length}"`)})`;
}

function isSelected({ all, either }: Selection): Prisma.Sql {
  const groups = all.map(isInAny);
  if (either) {
    const { any, together } = either;
    const meets = Prisma.sql`(${joined(together.map(isInAny))})`;
    groups.push(together.length > 0 ? Prisma.sql`(${isInAny(any)} OR ${meets})` : isInAny(any));
  }
  return joined(groups);
}

function isInAny(tokens: readonly number[]): Prisma.Sql {
  return Prisma.sql`d."tokens" && ${[...tokens]}::int[]`;
}

function joined(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length > 0 ? Prisma.join([...conditions], ' AND ') : Prisma.sql`true`;
}

function isWithinDates({ after, before }: Question): Prisma.Sql {
  return joined([
    ...(after ? [Prisma.sql`d."publishedOn" >= ${after}::date`] : []),
    ...(before ? [Prisma.sql`d."publishedOn" < ${before}::date`] : []),
  ]);
}

function lacksUnwanted({ without }: Question, { terms }: Known): Prisma.Sql {
  const tokens = without.terms.flatMap((term) =>
    (terms.get(term)?.lists ?? []).map(({ token }) => token),
  );
  return tokens.length > 0 ? Prisma.sql`NOT (${isInAny(tokens)})` : Prisma.sql`true`;
}

/** Conditions that the index can't check, on text and names of papers `f`. */
export function readsAsWanted({ phrases, authors, without }: Question): Prisma.Sql {
  return joined([
    ...phrases.map(saysPhrase),
    ...authors.map(isByAuthor),
    ...without.phrases.map((phrase) => Prisma.sql`NOT ${saysPhrase(phrase)}`),
    ...without.authors.map((name) => Prisma.sql`NOT ${isByAuthor(name)}`),
  ]);
}

function saysPhrase(phrase: string): Prisma.Sql {
  const pattern = phrasePattern(phrase);
  return Prisma.sql`EXISTS (
    SELECT 1 FROM "Paper" p WHERE p."id" = f."paperId"
      AND (p."title" ~* ${pattern} OR p."abstract" ~* ${pattern})
  )`;
}

/** All words of the name in one author's name, in any order. */
function isByAuthor(name: string): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT 1 FROM "PaperAuthor" a WHERE a."paperId" = f."paperId"
      AND a."name" ~* ALL(${wordPatterns(name)}::text[])
  )`;
}
