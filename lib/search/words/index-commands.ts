/**
 * Keeps the search index in step with the papers; triggers count the documents (see the migration).
 */
import { database, type Database, type Db } from '@/lib/db/client';
import { fromUtcDate } from '@/lib/calendar';
import { documentOf, rowOf, type SearchDocument } from './document';

const BATCH = 250;
const TRANSACTION = { timeout: 60_000, maxWait: 20_000 };

/** Reindexes these papers. Called in each transaction that changes a paper's words or facts. */
export async function indexPapers(db: Db, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += BATCH)
    await indexBatch(db, await documentsOf(db, ids.slice(from, from + BATCH)));
}

/**
 * Indexes papers that aren't in the index yet, or with `all` every paper. Safe to stop, to repeat,
 * and to run while the site is searched. Returns the number of papers.
 */
export async function reindexPapers(
  db: Database,
  options: { all: boolean; onProgress?: (papers: number) => void; signal?: AbortSignal },
): Promise<number> {
  let read = 0;
  let after = '';
  while (!options.signal?.aborted) {
    const ids = await (options.all ? nextPapers(db, after) : nextUnread(db, after));
    const last = ids.at(-1);
    if (last === undefined) break;
    await db.$transaction((tx) => indexPapers(tx, ids), TRANSACTION);
    after = last;
    read += ids.length;
    options.onProgress?.(read);
  }
  if (options.all) await dropEmptySegments(db);
  return read;
}

export async function indexUnreadPapers(signal: AbortSignal): Promise<void> {
  await reindexPapers(database(), { all: false, signal });
}

async function nextPapers(db: Database, after: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Paper" WHERE "id" > ${after} ORDER BY "id" LIMIT ${BATCH}`;
  return rows.map(({ id }) => id);
}

async function nextUnread(db: Database, after: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Paper" p
    WHERE p."id" > ${after}
      AND NOT EXISTS (SELECT 1 FROM "SearchDocument" d WHERE d."paperId" = p."id")
    ORDER BY p."id" LIMIT ${BATCH}`;
  return rows.map(({ id }) => id);
}

async function documentsOf(db: Db, ids: readonly string[]): Promise<SearchDocument[]> {
  const papers = await db.paper.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      title: true,
      abstract: true,
      categories: true,
      publishedOn: true,
      codeUrl: true,
      authors: { select: { name: true } },
    },
  });
  return papers.map(({ authors, publishedOn, codeUrl, ...paper }) =>
    documentOf({
      ...paper,
      authors: authors.map(({ name }) => name),
      publishedOn: fromUtcDate(publishedOn),
      hasCode: codeUrl !== null,
    }),
  );
}

/** Stores documents; skips unchanged ones. */
async function indexBatch(db: Db, documents: readonly SearchDocument[]): Promise<void> {
  const numbers = await numberTerms(db, documents);
  const numberOf = (term: string) => {
    const number = numbers.get(term);
    if (number === undefined) throw new Error(`The vocabulary lacks ${term}.`);
    return number;
  };
  const rows = JSON.stringify(documents.map((document) => rowOf(document, numberOf)));
  await db.$executeRaw`
    DELETE FROM "SearchDocument" d
    USING jsonb_to_recordset(${rows}::jsonb) AS r (
      "paperId" text, "publishedOn" date, "tokens" int[], "counts" smallint[]
    )
    WHERE d."paperId" = r."paperId" AND (d."publishedOn", d."tokens", d."counts")
      IS DISTINCT FROM (r."publishedOn", r."tokens", r."counts")`;
  await db.$executeRaw`
    INSERT INTO "SearchDocument" ("paperId", "publishedOn", "titleLength", "abstractLength",
      "authorsLength", "tokens", "counts")
    SELECT "paperId", "publishedOn", "titleLength", "abstractLength", "authorsLength", "tokens", "counts"
    FROM jsonb_to_recordset(${rows}::jsonb) AS r (
      "paperId" text, "publishedOn" date, "titleLength" int, "abstractLength" int,
      "authorsLength" int, "tokens" int[], "counts" smallint[]
    )
    ON CONFLICT ("paperId") DO NOTHING`;
}

/** The number of each term in these documents; adds new terms to the vocabulary. */
async function numberTerms(
  db: Db,
  documents: readonly SearchDocument[],
): Promise<Map<string, number>> {
  const words = new Map(
    documents.flatMap(({ terms }) => terms.map(({ term, word }) => [term, word] as const)),
  );
  const numbers = await numbersOf(db, [...words.keys()]);
  const isNew = (term: string) => !numbers.has(term);
  // Inserts missing terms only, because a conflict uses up a number.
  const added = [...words.keys()].filter(isNew).toSorted();
  if (added.length === 0) return numbers;
  await db.$executeRaw`
    INSERT INTO "SearchTerm" ("term", "word")
    SELECT * FROM unnest(${added}::text[], ${added.map((term) => words.get(term) ?? term)}::text[])
    ON CONFLICT ("term") DO NOTHING`;
  return new Map([...numbers, ...(await numbersOf(db, added))]);
}

async function numbersOf(db: Db, terms: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: number; term: string }[]>`
    SELECT "id", "term" FROM "SearchTerm" WHERE "term" = ANY(${[...terms]}::text[])`;
  return new Map(rows.map(({ id, term }) => [term, id]));
}

/** Removes empty lists, each of which costs searches a look-up. */
async function dropEmptySegments(db: Database): Promise<void> {
  await db.$executeRaw`DELETE FROM "SearchSegment" WHERE "papers" <= 0`;
}
