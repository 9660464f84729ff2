/** `npm run bench:discovery`: how well search finds what is known to be relevant, by production's own code. */
import type { Database } from '@/lib/db/client';
import { storePapers } from '@/lib/ingest/commands';
import { readQuery } from '@/lib/search/query-parser';
import { rankPapers } from '@/lib/search/queries';
import { note, report, runBench, secondsSince, type Defer } from './bench';
import { openBenchDatabase } from './database';
import {
  amongArchive,
  readJudged,
  readKnownItems,
  readSeed,
  type Collection,
  type JudgedQuery,
} from './discovery/collections';
import { isFirst, mean, ndcg, reciprocalRank } from './discovery/measures';

const bench = 'discovery';
/** What fusion takes from each list. */
const DEPTH = 200;
const PAPERS_A_TRANSACTION = 250;
const SETTINGS = { fsync: 'off', full_page_writes: 'off' };

type Measure = (ranked: string[], query: JudgedQuery) => number | null;
type Target = { metric: string; measure: Measure; target: number | null };

const ndcg10: Measure = (ranked, { relevant }) => ndcg(ranked, relevant, 10);

await runBench(async (dataDir, defer) => {
  const scifact = (part: string) =>
    readJudged(dataDir, { name: `scifact_${part}`, folder: 'scifact', part });
  await measureTogether(defer, await Promise.all([scifact('test'), scifact('train')]), [
    { metric: 'ndcg10', measure: ndcg10, target: 0.68 },
  ]);
  const cranfield = await readJudged(dataDir, { name: 'cranfield', folder: 'cranfield' });
  await measureTogether(defer, [cranfield], [{ metric: 'ndcg10', measure: ndcg10, target: 0.49 }]);
  const seed = await readSeed(dataDir);
  const first: Measure = (ranked, { relevant }) => isFirst(ranked, relevant);
  await measureTogether(defer, [seed], [{ metric: 'first', measure: first, target: 0.95 }]);
  await measureTogether(
    defer,
    [await amongArchive(dataDir, seed)],
    [{ metric: 'first', measure: first, target: null }],
  );
  await measureTogether(
    defer,
    [await readKnownItems(dataDir)],
    [
      {
        metric: 'mrr',
        measure: (ranked, { relevant }) => reciprocalRank(ranked, relevant),
        target: null,
      },
    ],
  );
});

/** Collections over the same papers, in one database. */
async function measureTogether(
  defer: Defer,
  collections: readonly Collection[],
  targets: readonly Target[],
): Promise<void> {
  const [first] = collections;
  if (!first) return;
  const { db } = await openBenchDatabase(defer, SETTINGS);
  await storeAll(db, first);
  for (const { name, queries } of collections) {
    const rankings: string[][] = [];
    const startedAt = performance.now();
    for (const { text } of queries) {
      const ranked = await rankPapers(db, readQuery(text), DEPTH);
      rankings.push(ranked.map(({ id }) => id));
    }
    const ms = (secondsSince(startedAt) * 1_000) / queries.length;
    for (const { metric, measure, target } of targets) {
      const value = mean(queries.map((query, at) => measure(rankings[at] ?? [], query)));
      report(
        { bench, metric: `${name}_lexical_${metric}`, value, target, better: 'higher' },
        { queries: queries.length, papers: first.papers.length, msPerQuery: Math.round(ms) },
      );
    }
  }
}

async function storeAll(db: Database, { name, papers }: Collection): Promise<void> {
  const startedAt = performance.now();
  for (let from = 0; from < papers.length; from += PAPERS_A_TRANSACTION)
    await storePapers(db, papers.slice(from, from + PAPERS_A_TRANSACTION), []);
  note(`${name}: ${papers.length} papers stored in ${secondsSince(startedAt).toFixed(0)} s`);
}
