/** Matches a few papers with many queries, by the terms that search stored for the papers. */
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { LEVELS } from '../words/bm25';
import { parseQuery } from '../query/query-parser';
import { isEmpty, questionOf, type Question } from '../query/conditions';
import { readsAsWanted } from '../words/rank-queries';

/** Queries with phrases or names in a statement. */
const READ_TOGETHER = 50;

/** Papers as indexed by search, newest first. */
export type SearchablePapers = {
  papers: readonly { id: string; publishedOn: string }[];
  /** Indexes of the papers by their terms' numbers. */
  withTerm: ReadonlyMap<number, readonly number[]>;
};

/** Papers that search has not indexed are left out. */
export async function readSearchable(db: Db, ids: readonly string[]): Promise<SearchablePapers> {
  const rows = await db.$queryRaw<{ id: string; publishedOn: string; tokens: number[] }[]>`
    SELECT d."paperId" AS id, to_char(d."publishedOn", 'YYYY-MM-DD') AS "publishedOn", d."tokens"
    FROM "SearchDocument" d WHERE d."paperId" = ANY(${[...ids]}::text[])
    ORDER BY d."publishedOn" DESC, d."paperId" DESC`;
  const withTerm = new Map<number, number[]>();
  rows.forEach(({ tokens }, at) => {
    for (const term of new Set(tokens.map((token) => Math.floor(token / LEVELS)))) {
      const places = withTerm.get(term);
      if (places) places.push(at);
      else withTerm.set(term, [at]);
    }
  });
  return { papers: rows.map(({ id, publishedOn }) => ({ id, publishedOn })), withTerm };
}

/** By query: the ids of the newest `limit` papers with all of its words. */
export async function answersAmong(
  db: Db,
  queries: readonly string[],
  among: SearchablePapers,
  limit: number,
): Promise<Map<string, string[]>> {
  const questions = queries.map((query) => ({ query, question: questionOf(parseQuery(query)) }));
  const numbers = await numbersOf(db, [
    ...new Set(questions.flatMap((it) => termsOf(it.question))),
  ]);
  const found = questions.map(({ query, question }) => {
    const places = isEmpty(question) ? [] : placesOf(question, among, numbers);
    return { query, question, ids: places.map((at) => among.papers[at]!.id) };
  });
  const answers = new Map(found.map(({ query, ids }) => [query, ids]));
  const unread = found.filter(({ question, ids }) => ids.length > 0 && needsReading(question));
  for (let at = 0; at < unread.length; at += READ_TOGETHER) {
    const some = unread.slice(at, at + READ_TOGETHER);
    const kept = await readAll(db, some);
    for (const { query, ids } of some) {
      answers.set(
        query,
        ids.filter((id) => kept.has(`${query} ${id}`)),
      );
    }
  }
  return new Map([...answers].map(([query, ids]) => [query, ids.slice(0, limit)]));
}

function termsOf({ terms, facts, without }: Question): string[] {
  return [...terms.map(({ term }) => term), ...facts, ...without.terms];
}

async function numbersOf(db: Db, terms: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ term: string; id: number }[]>`
    SELECT "term", "id" FROM "SearchTerm" WHERE "term" = ANY(${[...terms]}::text[])`;
  return new Map(rows.map(({ term, id }) => [term, id]));
}

/** The papers that fill every position, have the facts and lack the excluded terms. */
function placesOf(
  question: Question,
  { papers, withTerm }: SearchablePapers,
  numbers: ReadonlyMap<string, number>,
): number[] {
  const having = (term: string) => withTerm.get(numbers.get(term) ?? -1) ?? [];
  const wanted = [
    ...Array.from({ length: question.places }, (_, place) =>
      question.terms.filter(({ places }) => places.includes(place)).map(({ term }) => term),
    ),
    ...question.facts.map((fact) => [fact]),
  ].map((terms) => new Set(terms.flatMap(having)));
  const unwanted = new Set(question.without.terms.flatMap(having));
  const [fewest, ...others] = wanted.toSorted((one, other) => one.size - other.size);
  const { after, before } = question;
  return [...(fewest ?? papers.keys())]
    .filter((at) => {
      const { publishedOn } = papers[at]!;
      const isWithin = (!after || publishedOn >= after) && (!before || publishedOn < before);
      return isWithin && !unwanted.has(at) && others.every((each) => each.has(at));
    })
    .sort((one, other) => one - other);
}

function needsReading({ phrases, authors, without }: Question): boolean {
  return [phrases, authors, without.phrases, without.authors].some(({ length }) => length > 0);
}

type Found = { query: string; question: Question; ids: string[] };

/** `query id` of each paper whose text matches the query's phrases and names. */
async function readAll(db: Db, found: readonly Found[]): Promise<Set<string>> {
  const reads = found.map(
    ({ question, ids }, at) => Prisma.sql`
      SELECT ${at}::int AS at, f."paperId" AS id
      FROM unnest(${ids}::text[]) AS f ("paperId") WHERE ${readsAsWanted(question)}`,
  );
  const rows = await db.$queryRaw<{ at: number; id: string }[]>(Prisma.join(reads, ' UNION ALL '));
  return new Set(rows.map(({ at, id }) => `${found[at]!.query} ${id}`));
}
