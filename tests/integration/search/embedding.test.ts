/**
 * Papers are embedded once, again after a change of text, and by a new embedder beside the old one.
 */
import { beforeEach, expect, test } from 'vitest';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { embedDuePapers } from '@/lib/search/meaning/embedding-commands';
import { findActiveEmbedder, hasEmbeddingWork } from '@/lib/search/meaning/embedding-queries';
import { hasPgvector, keepNearIndex } from '@/lib/search/meaning/vectors/pgvector-commands';
import { hasNearIndex } from '@/lib/search/meaning/vectors/pgvector-queries';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { wordEmbedder } from '../../support/word-embedder';

const { db } = testDatabase();

const FOG = '2503.90001';
const MAPS = '2503.90002';
const LATER = { deadlineMs: Date.now() + 600_000 };

beforeEach(async () => {
  await storeListings(
    db,
    [
      listing({ id: FOG, paper: { title: 'Weighing Fog', abstract: 'Of weather.' } }),
      listing({ id: MAPS, paper: { title: 'Many Maps', abstract: 'Of places.' } }),
    ],
    [],
  );
});

const papersOf = async (embedder: string) =>
  (await db.embedding.findMany({ where: { embedder }, orderBy: { paperId: 'asc' } })).map(
    ({ paperId }) => paperId,
  );

test('every paper is embedded, and the embedder is in use once it has read them all', async () => {
  const embedder = wordEmbedder();
  const report = await embedDuePapers(db, embedder, LATER);
  expect(report).toEqual({ embedded: 2, remaining: 0 });
  expect(embedder.texts.toSorted()).toEqual(['Many Maps. Of places.', 'Weighing Fog. Of weather.']);
  expect(await papersOf('words-1')).toEqual([FOG, MAPS]);
  expect(await findActiveEmbedder(db)).toEqual({ id: 'words-1', dims: 64 });
});

test('a paper is read again when its text changes, and not when anything else does', async () => {
  await embedDuePapers(db, wordEmbedder(), LATER);
  await db.paper.update({ where: { id: MAPS }, data: { upvotes: 5, title: 'Many Maps' } });
  expect(await hasEmbeddingWork(db, 'words-1')).toBe(false);
  await db.paper.update({ where: { id: FOG }, data: { abstract: 'Of weather, twice.' } });
  const embedder = wordEmbedder();
  await embedDuePapers(db, embedder, LATER);
  expect(embedder.texts).toEqual(['Weighing Fog. Of weather, twice.']);
});

test('a run whose time is up leaves the rest to the next', async () => {
  let requestCount = 0;
  const now = () => (requestCount++ === 0 ? 0 : 10);
  const report = await embedDuePapers(db, wordEmbedder(), { deadlineMs: 5, now });
  expect(report).toEqual({ embedded: 2, remaining: 0 });
  expect(await findActiveEmbedder(db)).toBeNull();
  await embedDuePapers(db, wordEmbedder(), LATER);
  expect(await findActiveEmbedder(db)).toMatchObject({ id: 'words-1' });
});

test('a run that is stopped while the embedder works stores nothing, and reports that', async () => {
  const stopping = new AbortController();
  const embedder = wordEmbedder();
  const reading: typeof embedder = {
    ...embedder,
    embed: (_texts, { signal }) => {
      stopping.abort(new Error('The worker stops.'));
      signal?.throwIfAborted();
      return Promise.resolve([]);
    },
  };
  const report = await embedDuePapers(db, reading, { ...LATER, signal: stopping.signal });
  expect(report).toEqual({ embedded: 0, remaining: 2 });
});

test('the old vectors stay in use until a new embedder has read every paper, then go', async () => {
  await embedDuePapers(db, wordEmbedder('words-1'), LATER);
  const stopped = AbortSignal.abort();
  await embedDuePapers(db, wordEmbedder('words-2'), { ...LATER, signal: stopped });
  expect(await findActiveEmbedder(db)).toMatchObject({ id: 'words-1' });
  expect(await papersOf('words-1')).toEqual([FOG, MAPS]);
  await embedDuePapers(db, wordEmbedder('words-2'), LATER);
  expect(await findActiveEmbedder(db)).toMatchObject({ id: 'words-2' });
  expect(await papersOf('words-1')).toEqual([]);
  expect(await papersOf('words-2')).toEqual([FOG, MAPS]);
});

test('going back to the old embedder reads only what it has not read', async () => {
  await embedDuePapers(db, wordEmbedder('words-1'), LATER);
  await embedDuePapers(db, wordEmbedder('words-2'), { ...LATER, signal: AbortSignal.abort() });
  await db.paper.update({ where: { id: FOG }, data: { title: 'Weighing Mist' } });
  const embedder = wordEmbedder('words-1');
  await embedDuePapers(db, embedder, LATER);
  expect(embedder.texts).toEqual(['Weighing Mist. Of weather.']);
  expect(await db.embedder.findMany({ select: { id: true } })).toEqual([{ id: 'words-1' }]);
});

test('a paper that changes while it is read stays due', async () => {
  const embedder = wordEmbedder();
  const reading: typeof embedder = {
    ...embedder,
    async embed(texts, options) {
      const vectors = await embedder.embed(texts, options);
      if (embedder.texts.length === 2) {
        await db.paper.update({ where: { id: FOG }, data: { title: 'Weighing Mist' } });
      }
      return vectors;
    },
  };
  await embedDuePapers(db, reading, LATER);
  expect(embedder.texts.at(-1)).toBe('Weighing Mist. Of weather.');
});

test('a paper that is deleted takes its vector along', async () => {
  await embedDuePapers(db, wordEmbedder(), LATER);
  await db.paper.delete({ where: { id: FOG } });
  expect(await papersOf('words-1')).toEqual([MAPS]);
});

test('a database without pgvector is searched in memory', async () => {
  const embedder = wordEmbedder();
  await embedDuePapers(db, embedder, LATER);
  expect(await hasPgvector(db)).toBe(false);
  expect(await keepNearIndex(db, embedder)).toBe(false);
  expect(await hasNearIndex(db, embedder)).toBe(false);
});
