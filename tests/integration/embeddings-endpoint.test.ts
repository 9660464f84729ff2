/** An OpenAI-compatible endpoint, played by a server of our own: batches, retries, refusals. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openEndpoint } from '@/lib/search/embedder/endpoint';

const question = z.object({ model: z.string(), input: z.array(z.string()) });
type Asked = z.infer<typeof question> & { authorization?: string };

let asked: Asked[] = [];
let refusals: { status: number; retryAfter?: string }[] = [];
/** A vector says how long its text is. */
let vectorOf = (text: string) => [text.length, 1];
const waits: number[] = [];

const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = question.parse(JSON.parse(Buffer.concat(await request.toArray()).toString()));
  asked.push({ ...body, authorization: request.headers.authorization });
  const refusal = refusals.shift();
  if (refusal) {
    const { status, retryAfter } = refusal;
    response.writeHead(status, retryAfter ? { 'retry-after': retryAfter } : {}).end('no');
    return;
  }
  const data = body.input.map((text, index) => ({ index, embedding: vectorOf(text) }));
  response.writeHead(200, { 'content-type': 'application/json' });
  // Out of order: each says which text it belongs to.
  response.end(JSON.stringify({ data: data.toReversed() }));
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  refusals = [];
  waits.length = 0;
  vectorOf = (text) => [text.length, 1];
});

function open() {
  return openEndpoint({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    model: 'tiny',
    key: 'secret',
    sleep: (ms) => Promise.resolve(waits.push(ms)),
  });
}

test('texts go in batches with model and key, and vectors come back in order, of length 1', async () => {
  const embedder = await open();
  expect(embedder).toMatchObject({ id: 'endpoint:tiny', dims: 2 });
  asked = [];
  const texts = Array.from({ length: 70 }, (_, index) => 'x'.repeat(index + 1));
  const vectors = await embedder.embed(texts, { kind: 'paper' });
  expect(asked.map(({ input }) => input.length)).toEqual([64, 6]);
  expect(asked[0]).toMatchObject({ model: 'tiny', authorization: 'Bearer secret' });
  expect(vectors[2]![0]).toBeCloseTo(3 / Math.sqrt(10));
  expect(vectors.map((vector) => vector[0]! / vector[1]!)).toEqual(
    texts.map(({ length }) => expect.closeTo(length, 2) as number),
  );
});

test('an endpoint in trouble is asked again, after the time that it names', async () => {
  const embedder = await open();
  refusals = [{ status: 503 }, { status: 429, retryAfter: '7' }];
  await expect(embedder.embed(['fog'], { kind: 'query' })).resolves.toHaveLength(1);
  expect(waits).toEqual([500, 7_000]);
});

test.each([
  ['refuses', [{ status: 401 }], 'refused (HTTP 401)', 1],
  ['stays in trouble', Array(3).fill({ status: 500 }), 'did not answer (HTTP 500)', 3],
])('an endpoint that %s is given up with a sentence', async (_, trouble, message, times) => {
  const embedder = await open();
  asked = [];
  refusals = [...trouble];
  await expect(embedder.embed(['fog'], { kind: 'query' })).rejects.toThrow(message);
  expect(asked).toHaveLength(times);
});

test('vectors of another length are refused', async () => {
  const embedder = await open();
  vectorOf = () => [1, 2, 3];
  await expect(embedder.embed(['fog'], { kind: 'query' })).rejects.toThrow('changed their length');
});

test('a text longer than models read is cut', async () => {
  const embedder = await open();
  await embedder.embed(['x'.repeat(9_000)], { kind: 'paper' });
  expect(asked.at(-1)?.input[0]).toHaveLength(2_048);
});
