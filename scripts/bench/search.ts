/** `npm run bench:search`: measures search time, and how it and the index grow with the papers. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '@/lib/db/client';
import { MAX_RESULTS, rankPapers } from '@/lib/search/query/search-queries';
import { median, note, report, rounded, runBench, secondsSince, type Defer } from './bench';
import { openBenchDatabase, type BenchDatabase } from './database';
import { measure as explain, statementsOf } from './explain/plan';
import { runProgram } from './program';
import { Generator } from './search/generate';
import { MEANT_TITLES, Meanings } from './search/meanings';
import { resultSchema } from './search/result';
import { readWords, seededRandom, zipfRank, type Word } from './search/vocabulary';

const bench = 'search';
const SIZES = [10_000, 100_000, 1_000_000];
const TARGET_MS = 150;
const FUSED_TARGET_MS = 250;
const QUERIES = 200;
const MOST_WORDS = 6;
/** Every pair of the commonest words. */
const COMMONEST = 8;
/** Number of queries of each kind to explain. */
const EXPLAINED = 10;
/** Speeds up writing a million papers; memory settings are the product's. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
};

type Bench = BenchDatabase & { defer: Defer; papers: number };

await runBench(async (dataDir, defer) => {
  const database = await openBenchDatabase(defer, SETTINGS);
  const words = await readWords(dataDir);
  note(`${words.length} words`);
  const generator = await Generator.open(database, words);
  const meanings = await Meanings.open(defer, database, {
    titles: generator.titles(MEANT_TITLES),
    folder: path.join(database.folder, 'models'),
  });
  const kinds = { any_words: mixedQueries(words), two_commonest_words: commonQueries(words) };
  for (const papers of SIZES) {
    const startedAt = performance.now();
    await generator.growTo(papers);
    await meanings.growTo(papers);
    note(`${papers} papers after ${secondsSince(startedAt).toFixed(0)} s`);
    const measured = { ...database, defer, papers };
    for (const isFused of [false, true])
      for (const [what, queries] of Object.entries(kinds))
        await measure(measured, what, { queries, isFused });
    const some = Object.values(kinds).flatMap((queries) => queries.slice(0, EXPLAINED));
    await measureReading(database, papers, some);
    await measureSize(database.db, papers);
  }
});

/** One to six words, at their natural frequencies. */
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

/** Searches in a separate process, to measure a server's memory. */
async function measure(
  { defer, url, folder, papers }: Bench,
  what: string,
  { queries, isFused }: { queries: readonly string[]; isFused: boolean },
): Promise<void> {
  const file = path.join(folder, 'queries.json');
  writeFileSync(file, JSON.stringify(queries));
  const facts = resultSchema.parse(
    JSON.parse(
      await runProgram(defer, {
        args: ['scripts/bench/search/asker.ts', file],
        env: {
          DATABASE_URL: url,
          DATA_DIR: folder,
          LOG_LEVEL: 'silent',
          EMBEDDINGS: isFused ? 'local' : 'none',
        },
      }),
    ),
  );
  const sorted = facts.times.toSorted((a, b) => a - b);
  const percentile = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  const target = isFused ? FUSED_TARGET_MS : TARGET_MS;
  const perQuery = (count: number) => Math.round(count / queries.length);
  report(
    {
      bench,
      metric: `${isFused ? 'fused_' : ''}${what}_p95_ms_${papers}`,
      value: percentile(0.95),
      target: papers === SIZES.at(-1) ? target : null,
      better: 'lower',
    },
    {
      median: Math.round(percentile(0.5)),
      slowest: Math.round(percentile(1)),
      queries: queries.length,
      foundOnAverage: perQuery(facts.found),
      memoryMb: Math.round(facts.rssMb),
      ...(isFused && {
        byMeaningOnAverage: perQuery(facts.byMeaning),
        late: facts.late,
        warmSeconds: rounded(facts.warmSeconds),
      }),
    },
  );
}

/** Reads of the ranking statement, which don't depend on the machine's load. */
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
    const statements = await statementsOf(() => rankPapers(db, query, MAX_RESULTS));
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

async function measureSize(db: Database, papers: number): Promise<void> {
  const [sizes] = await db.$queryRaw<
    Record<'index' | 'documents' | 'vocabulary' | 'embeddings' | 'papers', number>[]
  >`
    SELECT pg_relation_size('"SearchDocument_tokens_idx"')::float8 AS index,
      pg_table_size('"SearchDocument"')::float8 AS documents,
      (pg_total_relation_size('"SearchTerm"') + pg_total_relation_size('"SearchSegment"'))::float8
        AS vocabulary,
      pg_total_relation_size('"Embedding"')::float8 AS embeddings,
      pg_table_size('"Paper"')::float8 AS papers`;
  const megabytes = (bytes = 0) => Math.round(bytes / 2 ** 20);
  const metric = { bench, target: null, better: 'lower' } as const;
  report(
    { ...metric, metric: `index_mb_${papers}`, value: megabytes(sizes?.index) },
    {
      documentsMb: megabytes(sizes?.documents),
      vocabularyMb: megabytes(sizes?.vocabulary),
      embeddingsMb: megabytes(sizes?.embeddings),
      papersMb: megabytes(sizes?.papers),
    },
  );
}
