/** Vectors in a database with pgvector: the index is created, updated, used, and correct. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Database } from '@/lib/db/client';
import type { Embedder } from '@/lib/search/meaning/embedder/types';
import { cosine, toInt8, unitVector } from '@/lib/search/meaning/vectors/vector';
import { startEmbeddings, type EmbeddingsServer } from '../../support/embeddings-server';
import { startPgvector } from '../../support/pgvector-server';
import { wordEmbedder } from '../../support/word-embedder';

const LATER = { deadlineMs: Date.now() + 600_000 };
const INPUT = 'words of the twelfth paper';
const PAPERS = 120;
const NEAREST = 20;

let close: () => Promise<void>;
let endpoint: EmbeddingsServer;
let db: Database;
let search: Awaited<ReturnType<typeof modules>>;

async function modules() {
  const [client, dense, embedding, commands, queries] = await Promise.all([
    import('@/lib/db/client'),
    import('@/lib/search/meaning/nearest'),
    import('@/lib/search/meaning/embedding-commands'),
    import('@/lib/search/meaning/vectors/pgvector-commands'),
    import('@/lib/search/meaning/vectors/pgvector-queries'),
  ]);
  return { ...client, ...dense, ...embedding, ...commands, ...queries };
}

beforeAll(async () => {
  const server = await startPgvector();
  close = server.close;
  endpoint = await startEmbeddings();
  vi.stubEnv('DATABASE_URL', server.url);
  vi.stubEnv('EMBEDDINGS_URL', endpoint.url);
  vi.stubEnv('EMBEDDINGS_MODEL', 'groups');
  // Settings are parsed at their first import, and the address is known only now.
  vi.resetModules();
  search = await modules();
  db = search.database();
});
afterAll(async () => {
  await search.closeDense();
  await search.closeDatabase();
  endpoint.close();
  await close();
});

beforeEach(async () => {
  await search.dropNearIndexes(db, { except: [] });
  await db.embedder.deleteMany();
  await db.paper.deleteMany();
  await db.paper.createMany({ data: Array.from({ length: PAPERS }, (_, at) => paper(at)) });
});

function paper(at: number) {
  const words = Array.from({ length: 12 }, (_, word) => `${word * at}`.padStart(4, 'abcd'));
  return {
    id: idOf(at),
    title: `Paper ${at}`,
    abstract: words.join(' '),
    source: 'sample',
    abstractSource: 'sample',
    publishedOn: new Date('2025-03-14'),
  };
}

const idOf = (at: number) => `2503.${String(90_000 + at)}`;

/** Reads letters in groups of three, so that each text has its own direction. */
function groupEmbedder(id: string, dims = 64): Embedder {
  return {
    ...wordEmbedder(id),
    dims,
    embed: (texts) => Promise.resolve(texts.map((text) => groupsOf(`${id} ${text}`, dims))),
  };
}

function groupsOf(text: string, dims: number): Float32Array {
  const counts = new Float32Array(dims);
  for (let at = 0; at + 3 <= text.length; at += 1) {
    const place =
      (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) % dims;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return unitVector(counts);
}

async function embedAll(embedder: Embedder): Promise<void> {
  await search.embedDuePapers(db, embedder, LATER);
  expect(await search.keepNearIndex(db, embedder)).toBe(true);
}

async function nearest(embedder: Embedder) {
  const [requests = new Float32Array()] = await embedder.embed([INPUT], { kind: 'query' });
  return search.nearestByPgvector(db, embedder, { vector: toInt8(requests), limit: NEAREST });
}

/** By comparing with each vector. */
async function exactlyNearest(embedder: Embedder) {
  const [requests = new Float32Array()] = await embedder.embed([INPUT], { kind: 'query' });
  const vector = toInt8(requests);
  const rows = await db.embedding.findMany({ where: { embedder: embedder.id } });
  return rows
    .flatMap(({ paperId: id, vector: stored }) =>
      stored ? [{ id, score: cosine(vector, new Int8Array(stored)) }] : [],
    )
    .toSorted((one, other) => other.score - one.score)
    .slice(0, NEAREST);
}

const scoresOf = (ranked: { score: number }[]) => ranked.map(({ score }) => score.toFixed(6));

async function scansOfIndex(embedder: Embedder): Promise<string> {
  const [requests = new Float32Array()] = await embedder.embed([INPUT], { kind: 'query' });
  const plan = await db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    return tx.$queryRaw<{ 'QUERY PLAN': string }[]>`
      EXPLAIN SELECT "paperId" FROM "Embedding"
      WHERE "embedder" = ${embedder.id} AND "vector" IS NOT NULL
      ORDER BY embedding_vector("vector")::vector(64) <=> ${`[${toInt8(requests).join(',')}]`}::vector
      LIMIT 20`;
  });
  return plan.map((row) => row['QUERY PLAN']).join('\n');
}

test('an index is made where the database offers pgvector, and used', async () => {
  const embedder = groupEmbedder('groups-1');
  await search.embedDuePapers(db, embedder, LATER);
  expect(await search.hasNearIndex(db, embedder)).toBe(false);
  expect(await search.keepNearIndex(db, embedder)).toBe(true);
  expect(await search.hasNearIndex(db, embedder)).toBe(true);
  expect(await scansOfIndex(embedder)).toContain(search.nearIndexName(embedder));
});

test('its nearest are those that comparing with each finds, with the same scores', async () => {
  const embedder = groupEmbedder('groups-1');
  await embedAll(embedder);
  const [found, exact] = [await nearest(embedder), await exactlyNearest(embedder)];
  expect(found).toHaveLength(NEAREST);
  expect(scoresOf(found)).toEqual(scoresOf(exact));
});

test('what is written, changed and deleted later is found, changed and gone', async () => {
  const embedder = groupEmbedder('groups-1');
  await embedAll(embedder);
  const [first] = await nearest(embedder);
  await db.paper.delete({ where: { id: first?.id ?? '' } });
  await db.paper.create({ data: { ...paper(900), title: INPUT, abstract: INPUT } });
  await search.embedDuePapers(db, embedder, LATER);
  const found = await nearest(embedder);
  expect(found[0]?.id).toBe(idOf(900));
  expect(found.map(({ id }) => id)).not.toContain(first?.id);
  expect(scoresOf(found)).toEqual(scoresOf(await exactlyNearest(embedder)));
});

test('a paper without a vector is no neighbour of any paper', async () => {
  const embedder = groupEmbedder('groups-1');
  await embedAll(embedder);
  const [first] = await nearest(embedder);
  await db.embedding.updateMany({ where: { paperId: first?.id }, data: { vector: null } });
  expect((await nearest(embedder)).map(({ id }) => id)).not.toContain(first?.id);
});

test('another embedder fills beside it: the old index answers until the new one is whole', async () => {
  const [old, next] = [groupEmbedder('groups-1'), groupEmbedder('groups-2')];
  await embedAll(old);
  const before = await nearest(old);
  let isQueried = 0;
  const now = () => (isQueried++ === 0 ? 0 : LATER.deadlineMs);
  const part = await search.embedDuePapers(db, next, { ...LATER, now });
  expect(part.embedded).toBeGreaterThan(0);
  expect(part.remaining).toBeGreaterThan(0);
  expect(await search.hasNearIndex(db, old)).toBe(true);
  // The table now has vectors of both, and only one embedder's are compared.
  expect(await nearest(old)).toEqual(before);

  await embedAll(next);
  expect(await search.nearIndexNames(db)).toEqual([search.nearIndexName(next)]);
  expect(scoresOf(await nearest(next))).toEqual(scoresOf(await exactlyNearest(next)));
  expect(await nearest(old)).toEqual([]);
});

test('an embedder whose vectors have another length now is read again', async () => {
  await embedAll(groupEmbedder('groups-1', 64));
  const longer = groupEmbedder('groups-1', 96);
  await embedAll(longer);
  expect(await search.nearIndexNames(db)).toEqual([search.nearIndexName(longer)]);
  expect(scoresOf(await nearest(longer))).toEqual(scoresOf(await exactlyNearest(longer)));
});

test('vectors that are longer than pgvector indexes stay in memory', async () => {
  const embedder = groupEmbedder('groups-long', 2_001);
  expect(await search.keepNearIndex(db, embedder)).toBe(false);
  expect(await search.nearIndexNames(db)).toEqual([]);
});

describe('a search by meaning', () => {
  const asEndpoint = groupEmbedder('endpoint:groups');
  /** Memory of this process; the thread with the vectors has its own. */
  const statements = vi.spyOn(pg.Client.prototype, 'query');
  const asksIndex = () =>
    statements.mock.calls.filter(([message]) => JSON.stringify(message).includes('<=>'));

  beforeEach(async () => {
    endpoint.vectorOf = (text) => [...groupsOf(`endpoint:groups ${text}`, 64)];
    statements.mockClear();
    await embedAll(asEndpoint);
  });
  afterAll(() => statements.mockRestore());

  async function search20() {
    const answer = await search.nearestPapers(db, INPUT, NEAREST);
    return answer.ok ? answer.ranked : answer;
  }

  test('uses the index', async () => {
    expect(await search20()).toEqual(await nearest(asEndpoint));
    statements.mockClear();
    await search20();
    expect(asksIndex()).toHaveLength(1);
  });

  test('goes on in memory when pgvector fails', async () => {
    const before = await search20();
    await db.$executeRaw`DROP FUNCTION embedding_vector CASCADE`;
    let after = await search20();
    // The first search in memory waits until the vectors are read.
    while ('reason' in after && after.reason === 'starting') after = await search20();
    expect(scoresOfAny(after)).toEqual(scoresOfAny(before));
    statements.mockClear();
    await search20();
    expect(asksIndex()).toHaveLength(0);
  });
});

function scoresOfAny(answer: { score: number }[] | { ok: false }): unknown {
  return Array.isArray(answer) ? answer.map(({ score }) => score.toFixed(2)) : answer;
}
