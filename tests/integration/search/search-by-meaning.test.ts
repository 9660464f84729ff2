/** Semantic search with the bundled model: real threads, real vectors. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { env } from '@/lib/env';
import { storeListings } from '@/lib/ingest/store/store-commands';
import {
  closeDense,
  nearestPapers,
  nearestToPaper,
  type DenseAnswer,
} from '@/lib/search/meaning/nearest';
import { chosenEmbedderId, openEmbedder } from '@/lib/search/meaning/embedder/open';
import type { Embedder } from '@/lib/search/meaning/embedder/types';
import { searchPapers } from '@/lib/search/query/search-queries';
import { embedDuePapers } from '@/lib/search/meaning/embedding-commands';
import { cosine } from '@/lib/search/meaning/vectors/vector';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';

const { db } = testDatabase();
const embedder = await openLocal();

afterAll(async () => {
  await embedder.close();
  await closeDense();
});

async function openLocal(): Promise<Embedder> {
  const opened = await openEmbedder(chosenEmbedderId() ?? '');
  if (!opened) throw new Error('The local model is the default.');
  return opened;
}

const FOG = '2503.90001';
const CHEAP = '2503.90002';
const PROTEIN = '2503.90003';

beforeEach(async () => {
  const papers = [
    [FOG, 'Weighing Fog', 'How much water hangs in the air over a valley in the morning.'],
    [CHEAP, 'Drafts First', 'A small network proposes tokens that the large one only checks.'],
    [PROTEIN, 'Folding at Home', 'Structures of proteins from their amino acids.'],
  ] as const;
  await storeListings(
    db,
    papers.map(([id, title, abstract]) => listing({ id, paper: { title, abstract } })),
    [],
  );
});

/** The first search waits until the model and the vectors are read. */
async function untilStarted(ask: () => Promise<DenseAnswer>): Promise<DenseAnswer> {
  for (;;) {
    const answer = await ask();
    if (answer.ok || answer.reason !== 'starting') return answer;
  }
}

const idsOf = (answer: DenseAnswer) => (answer.ok ? answer.ranked.map(({ id }) => id) : answer);

test('sentences are as near as in the model card', async () => {
  const [happy, ...others] = await embedder.embed(
    [
      'That is a happy person',
      'That is a happy dog',
      'That is a very happy person',
      'Today is a sunny day',
    ],
    { kind: 'query' },
  );
  // From https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2, in full precision.
  const stated = [0.695, 0.943, 0.257];
  others.forEach((other, index) => {
    expect(Math.abs(cosine(happy!, other) - stated[index]!)).toBeLessThan(0.05);
  });
});

test('a text is read up to 256 tokens, and an empty one is no trouble', async () => {
  const long = 'water '.repeat(254);
  const [one, same, empty] = await embedder.embed([long, `${long} water fire`, ''], {
    kind: 'paper',
  });
  expect(cosine(one!, same!)).toBeCloseTo(1, 5);
  expect(empty).toHaveLength(embedder.dims);
});

test('a question finds the paper that means it with other words', async () => {
  await embedDuePapers(db, embedder, { deadlineMs: Date.now() + 600_000 });
  const ask = (text: string) => untilStarted(() => nearestPapers(db, text, 1));
  expect(idsOf(await ask('humidity forecasting for meteorologists'))).toEqual([FOG]);
  expect(idsOf(await ask('speculative decoding makes LLM inference faster'))).toEqual([CHEAP]);
  expect(idsOf(await untilStarted(() => nearestToPaper(db, FOG, 5)))).not.toContain(FOG);
});

test('a search finds papers that lack its words, and shows their number', async () => {
  const search = (query: string) => searchPapers(db, { query, page: 0, today: '2025-03-17' });
  expect(await search('valley fog')).toMatchObject({ byMeaning: 0, trouble: 'starting' });
  await embedDuePapers(db, embedder, { deadlineMs: Date.now() + 600_000 });
  const text = 'peptide conformation';
  await untilStarted(() => nearestPapers(db, text, 1));
  const found = await search(text);
  expect(found).toMatchObject({ total: 1, byMeaning: 1, withAll: 0, trouble: null });
  expect(found.papers.map(({ id }) => id)).toEqual([PROTEIN]);
  expect(await search('zyzzyva quux')).toMatchObject({ total: 0, trouble: null });
  expect(await search(`${text} after:2026`)).toMatchObject({ total: 0 });
});

test('papers without a vector are distinguished from distant ones', async () => {
  expect(await nearestPapers(db, 'fog', 5)).toEqual({ ok: false, reason: 'starting' });
});

test('vectors of an embedder that the settings cannot open are not searched', async () => {
  await db.embedder.create({ data: { id: 'endpoint:gone', dims: 3, state: 'active' } });
  expect(await nearestPapers(db, 'fog', 5)).toEqual({ ok: false, reason: 'starting' });
});

test('embeddings can be switched off', () => {
  expect(chosenEmbedderId({ ...env, EMBEDDINGS: 'none' })).toBeNull();
});
