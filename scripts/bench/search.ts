/** `npm run bench:search`: how long a search takes, and how that and its index grow with the papers. */
import type { Database } from '@/lib/db/client';
import { searchPapers } from '@/lib/search/queries';
import { median, note, report, runBench, secondsSince } from './bench';
import { openBenchDatabase, type BenchDatabase } from './database';
import { measure as explain, statementsOf } from './explain/plan';
import { Generator } from './search/generate';
import { readWords, seededRandom, zipfRank, type Word } from './search/vocabulary';

const bench = 'search';
const SIZES = [10_000, 100_000, 1_000_000];
const TARGET_MS = 150;
const QUERIES = 200;
const MOST_WORDS = 6;
/** Of the commonest words, each with each. */
const COMMONEST = 8;
/** Queries of each kind whose plan is looked at. */
const EXPLAINED = 10;
const TODAY = '2024-12-31';
/** Only for writing a million papers sooner; memory is as readers' databases have it. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
};

await runBench(async (dataDir, defer) => {
  const database = await openBenchDatabase(defer, SETTINGS);
  const words = await readWords(dataDir);
  note(`${words.length} words`);
  const generator = await Generator.open(database, words);
  for (const papers of SIZES) {
    const startedAt = performance.now();
    await generator.growTo(papers);
    note(`${papers} papers after ${secondsSince(startedAt).toFixed(0)} s`);
    await measure(database.db, papers, 'any_words', mixedQueries(words));
    await measure(database.db, papers, 'two_commonest_words', commonQueries(words));
    await measureReading(database, papers, [
      ...mixedQueries(words).slice(0, EXPLAINED),
      ...commonQueries(words).slice(0, EXPLAINED),
    ]);
    await measureSize(database.db, papers);
  }
});

/** From one word to six, as common as words are. */
function mixedQueries(words: readonly Word[]): string[] {
  const random = seededRandom(5);
  return Array.from({ length: QUERIES }, (_, query) =>
    Array.from(
      { length: (query % MOST_WORDS) + 1 },
      () => words[zipfRank(words.length, random)]?.word,
    ).join(' '),
  );
}

function commonQueries(words: readonly Word[]): string[] {
  const commonest = words.slice(0, COMMONEST).map(({ word }) => word);
  return commonest.flatMap((one, at) => commonest.slice(at + 1).map((other) => `${one} ${other}`));
}

async function measure(
  db: Database,
  papers: number,
  what: string,
  queries: readonly string[],
): Promise<void> {
  const times: number[] = [];
  let found = 0;
  // Once to warm what would be warm on a site that is searched.
  for (const query of queries) await search(db, query);
  for (const query of queries) {
    const startedAt = performance.now();
    found += (await search(db, query)).total;
    times.push(performance.now() - startedAt);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const percentile = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  report(
    {
      bench,
      metric: `${what}_p95_ms_${papers}`,
      value: percentile(0.95),
      target: papers === SIZES.at(-1) ? TARGET_MS : null,
      better: 'lower',
    },
    {
      median: Math.round(percentile(0.5)),
      slowest: Math.round(percentile(1)),
      queries: queries.length,
      foundOnAverage: Math.round(found / queries.length),
    },
  );
}

/** What the ranking statement reads, which doesn't depend on what else the machine does. */
async function measureReading(
  { db, connect }: BenchDatabase,
  papers: number,
  queries: readonly string[],
): Promise<void> {
  const connection = await connect();
  await connection.query(
    'SET enable_seqscan = off; SET enable_indexscan = off; SET jit = off; SET work_mem = 32768',
  );
  const readings = [];
  for (const query of queries) {
    const statements = await statementsOf(() => search(db, query));
    const ranking = statements.find(({ text }) => /\bfound AS MATERIALIZED\b/.test(text ?? ''));
    if (ranking) readings.push(await explain(connection, ranking));
  }
  report(
    {
      bench,
      metric: `pages_read_${papers}`,
      value: median(readings.map(({ pages }) => pages)),
      target: null,
      better: 'lower',
    },
    { most: Math.max(...readings.map(({ pages }) => pages)), queries: readings.length },
  );
}

function search(db: Database, query: string) {
  return searchPapers(db, { query, page: 0, today: TODAY });
}

async function measureSize(db: Database, papers: number): Promise<void> {
  const [sizes] = await db.$queryRaw<
    Record<'index' | 'documents' | 'vocabulary' | 'papers', number>[]
  >`
    SELECT pg_relation_size('"SearchDocument_tokens_idx"')::float8 AS index,
      pg_table_size('"SearchDocument"')::float8 AS documents,
      (pg_total_relation_size('"SearchTerm"') + pg_total_relation_size('"SearchSegment"'))::float8
        AS vocabulary,
      pg_table_size('"Paper"')::float8 AS papers`;
  const megabytes = (bytes = 0) => Math.round(bytes / 2 ** 20);
  const metric = { bench, target: null, better: 'lower' } as const;
  report(
    { ...metric, metric: `index_mb_${papers}`, value: megabytes(sizes?.index) },
    {
      documentsMb: megabytes(sizes?.documents),
      vocabularyMb: megabytes(sizes?.vocabulary),
      papersMb: megabytes(sizes?.papers),
    },
  );
  const memory = process.memoryUsage.rss();
  report({ ...metric, metric: `memory_mb_${papers}`, value: megabytes(memory) });
}
