/** `npm run bench:discovery`: measures the relevance of search, with production code. */
import type { Database } from '@/lib/db/client';
import { storePapers } from '@/lib/ingest/store/store-commands';
import { readQuery } from '@/lib/search/query/query-parser';
import { rankPapers } from '@/lib/search/query/search-queries';
import { fuse, type Ranked } from '@/lib/search/query/fusion';
import { note, report, rounded, runBench, secondsSince, type Defer } from './bench';
import { openBenchDatabase } from './database';
import {
  amongArchive,
  readJudged,
  readKnownItems,
  readSeed,
  type Collection,
  type JudgedQuery,
} from './discovery/collections';
import { Meaning, searcherOf } from './discovery/meaning';
import { isFirst, mean, ndcg, reciprocalRank } from './discovery/measures';
import { readListed } from './discovery/own-next-paper';
import { measureRelated, readQueryPapers } from './discovery/related';
import { measureOwnNextPaper } from './discovery/what-more';

const bench = 'discovery';
/** Number of results that fusion takes from each list. */
const DEPTH = 200;
const PAPERS_A_TRANSACTION = 250;
const OWN_NEXT_PAPER_TARGET = 1.05;
const SETTINGS = { fsync: 'off', full_page_writes: 'off' };

type Measure = (ranked: string[], query: JudgedQuery) => number | null;
/** A metric, with its targets for keywords alone and for both together. */
type Target = { metric: string; measure: Measure; lexical?: number; fused?: number };

const ndcg10: Measure = (ranked, { relevant }) => ndcg(ranked, relevant, 10);

await runBench(async (dataDir, defer) => {
  const meaning = new Meaning(defer);
  const scifact = (part: string) =>
    readJudged(dataDir, { name: `scifact_${part}`, folder: 'scifact', part });
  const claims = await Promise.all([scifact('test'), scifact('train')]);
  await meaning.reportRate(bench, claims[0]?.papers ?? []);
  const ndcgAtTen = { metric: 'ndcg10', measure: ndcg10 };
  await measureTogether(defer, claims, { ...ndcgAtTen, lexical: 0.68, fused: 0.73 }, meaning);
  const cranfield = await readJudged(dataDir, { name: 'cranfield', folder: 'cranfield' });
  await measureTogether(defer, [cranfield], { ...ndcgAtTen, lexical: 0.49 }, meaning);
  const seed = await readSeed(dataDir);
  const first = {
    metric: 'first',
    measure: (ranked: string[], { relevant }: JudgedQuery) => isFirst(ranked, relevant),
  };
  await measureTogether(defer, [seed], { ...first, lexical: 0.95 });
  await measureTogether(defer, [await amongArchive(dataDir, seed)], first);
  const mrr = {
    metric: 'mrr',
    measure: (ranked: string[], { relevant }: JudgedQuery) => reciprocalRank(ranked, relevant),
  };
  await measureTogether(defer, [await readKnownItems(dataDir)], mrr, meaning);
  await measureCsfCube(dataDir, defer, meaning);
  await measureProfiles(dataDir, meaning);
});

/** Measures collections in one database; with `meaning`, also semantic search and fusion. */
async function measureTogether(
  defer: Defer,
  collections: readonly Collection[],
  target: Target,
  meaning?: Meaning,
): Promise<void> {
  const [first] = collections;
  if (!first) return;
  const { db } = await openBenchDatabase(defer, SETTINGS);
  await storeAll(db, first);
  const nearest = meaning && searcherOf(await meaning.papers(first.name, first.papers));
  for (const collection of collections) {
    const startedAt = performance.now();
    const lexical: Ranked[][] = [];
    for (const { text } of collection.queries)
      lexical.push(await rankPapers(db, readQuery(text), DEPTH));
    const ms = (secondsSince(startedAt) * 1_000) / collection.queries.length;
    reportWay(collection, 'lexical', lexical, target, { msPerQuery: Math.round(ms) });
    if (!meaning || !nearest) continue;
    const texts = collection.queries.map(({ text }) => text);
    const vectors = await meaning.embed(`${collection.name} queries`, 'query', texts);
    const dense = vectors.map((vector) => nearest(vector, DEPTH));
    reportWay(collection, 'dense', dense, target);
    const fused = lexical.map((list, at) => fuse(list, dense[at] ?? []));
    reportWay(collection, 'fused', fused, target);
  }
}

function reportWay(
  { name, papers, queries }: Collection,
  way: 'lexical' | 'dense' | 'fused',
  rankings: Ranked[][],
  { metric, measure, ...targets }: Target,
  details: Record<string, number> = {},
): void {
  const idsOf = (ranked: Ranked[] = []) => ranked.map(({ id }) => id);
  const value = mean(queries.map((query, at) => measure(idsOf(rankings[at]), query)));
  const target = (way !== 'dense' && targets[way]) || null;
  report(
    { bench, metric: `${name}_${way}_${metric}`, value, target, better: 'higher' },
    { queries: queries.length, papers: papers.length, ...details },
  );
}

async function measureCsfCube(dataDir: string, defer: Defer, meaning: Meaning): Promise<void> {
  const cube = await readJudged(dataDir, { name: 'csfcube', folder: 'csfcube' });
  const { db } = await openBenchDatabase(defer, SETTINGS);
  await storeAll(db, cube);
  const vectors = await meaning.papers(cube.name, cube.papers);
  const nearest = searcherOf(vectors);
  const nearestTo = (id: string) => nearest(vectors.get(id) ?? new Int8Array(), cube.papers.length);
  const values = await measureRelated(db, cube, await readQueryPapers(dataDir), nearestTo);
  for (const [way, value] of Object.entries(values)) {
    const target = way === 'fused' ? 0.58 : null;
    const metric = `csfcube_${way}_ndcg20percent`;
    report({ bench, metric, value, target, better: 'higher' }, { queries: cube.queries.length });
  }
}

/** Constants are chosen on one half of the authors, and measured on the other. */
async function measureProfiles(dataDir: string, meaning: Meaning): Promise<void> {
  const papers = await readListed(dataDir);
  const vectors = await meaning.papers('archive', papers);
  const wholes = await meaning.wholes('archive', papers, vectors);
  const { other, all, chosen, lines } = measureOwnNextPaper(papers, vectors, wholes);
  const over = { bench, target: OWN_NEXT_PAPER_TARGET, better: 'higher' } as const;
  const metric = 'own_next_paper_mrr_over_centroid';
  report(
    { ...over, metric, value: other.profile / other.centroid },
    {
      mrr: rounded(other.profile),
      tfIdfCentroid: rounded(other.centroid),
      authors: other.authors,
      otherHalfChooses: `nearest ${chosen.nearest}, meaning ${chosen.share}`,
    },
  );
  report(
    { ...over, metric: `${metric}_all_authors`, value: all.profile / all.centroid },
    {
      mrr: rounded(all.profile),
      tfIdfCentroid: rounded(all.centroid),
      authors: all.authors,
    },
  );
  for (const { name, what, mrr } of lines)
    report(
      { bench, metric: `own_next_paper_${name}_mrr`, value: mrr, target: null, better: 'higher' },
      { what },
    );
}

async function storeAll(db: Database, { name, papers }: Collection): Promise<void> {
  const startedAt = performance.now();
  for (let from = 0; from < papers.length; from += PAPERS_A_TRANSACTION)
    await storePapers(db, papers.slice(from, from + PAPERS_A_TRANSACTION), []);
  note(`${name}: ${papers.length} papers stored in ${secondsSince(startedAt).toFixed(0)} s`);
}
