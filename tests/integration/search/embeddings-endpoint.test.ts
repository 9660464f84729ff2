/** An OpenAI-compatible endpoint, simulated by a server: batches, retries, refusals. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openEndpoint } from '@/lib/search/meaning/embedder/endpoint';
import { startEmbeddings, type EmbeddingsServer } from '../../support/embeddings-server';

let server: EmbeddingsServer;
const waits: number[] = [];

beforeAll(async () => {
  server = await startEmbeddings();
});
afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  waits.length = 0;
});

function open() {
  return openEndpoint({
    url: server.url,
    model: 'tiny',
    key: 'secret',
    sleep: (ms) => Promise.resolve(waits.push(ms)),
  });
}

test('texts go in batches with model and key, and vectors come back in order, of length 1', async () => {
  const embedder = await open();
  expect(embedder).toMatchObject({ id: 'endpoint:tiny', dims: 2 });
  server.requests = [];
  const texts = Array.from({ length: 70 }, (_, index) => 'x'.repeat(index + 1));
  const vectors = await embedder.embed(texts, { kind: 'paper' });
  expect(server.requests.map(({ input }) => input.length)).toEqual([64, 6]);
  expect(server.requests[0]).toMatchObject({ model: 'tiny', authorization: 'Bearer secret' });
  expect(vectors[2]![0]).toBeCloseTo(3 / Math.sqrt(10));
  expect(vectors.map((vector) => vector[0]! / vector[1]!)).toEqual(
    texts.map(({ length }) => expect.closeTo(length, 2) as number),
  );
});

test('a failing endpoint is retried after the time that it names', async () => {
  const embedder = await open();
  server.refusals = [{ status: 503 }, { status: 429, retryAfter: '7' }];
  await expect(embedder.embed(['fog'], { kind: 'query' })).resolves.toHaveLength(1);
  expect(waits).toEqual([500, 7_000]);
});

test.each([
  ['refuses', [{ status: 401 }], 'refused (HTTP 401)', 1],
  ['stays in trouble', Array(3).fill({ status: 500 }), 'did not answer (HTTP 500)', 3],
])('an endpoint that %s is given up with a sentence', async (_, trouble, message, times) => {
  const embedder = await open();
  server.requests = [];
  server.refusals = [...trouble];
  await expect(embedder.embed(['fog'], { kind: 'query' })).rejects.toThrow(message);
  expect(server.requests).toHaveLength(times);
});

test('vectors of another length are refused', async () => {
  const embedder = await open();
  server.vectorOf = () => [1, 2, 3];
  await expect(embedder.embed(['fog'], { kind: 'query' })).rejects.toThrow('changed their length');
});

test('a text longer than models read is cut', async () => {
  const embedder = await open();
  await embedder.embed(['x'.repeat(9_000)], { kind: 'paper' });
  expect(server.requests.at(-1)?.input[0]).toHaveLength(2_048);
});
