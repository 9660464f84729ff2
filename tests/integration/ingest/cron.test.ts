/** The scheduled route: a key, one run at a time, and a response with the results. */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { testDatabase } from '../../support/database';
import { startEmbeddings, type EmbeddingsServer } from '../../support/embeddings-server';
import { dailyEntry } from '../../support/factories';
import { addReader } from '../../support/readers';
import { startReplay, type Replay } from '../../support/upstream-replay';

type Handler = (request: NextRequest, context: unknown) => Promise<Response>;

const { db } = testDatabase();
afterAll(closeDatabase);

const SECRET = 'a-secret-that-only-a-scheduler-knows';
let replay: Replay;
let embeddings: EmbeddingsServer;
let holdEmbedding: typeof import('@/lib/db/lock').whileLocked;
let route: { GET: Handler; POST: Handler };
let today: unknown[];

beforeAll(async () => {
  const body = () => Buffer.from(JSON.stringify(today));
  replay = await startReplay({
    routes: {
      '/api/daily_papers': () => ({ status: 200, contentType: 'application/json', body: body() }),
    },
  });
  for (const [name, url] of Object.entries(replay.env)) vi.stubEnv(name, url);
  embeddings = await startEmbeddings();
  vi.stubEnv('EMBEDDINGS_URL', embeddings.url);
  vi.stubEnv('EMBEDDINGS_MODEL', 'tiny');
  vi.stubEnv('INGEST_SOURCES', 'huggingface');
  vi.stubEnv('CRON_SECRET', SECRET);
  // Settings are parsed at their first import, and these values are known only now.
  vi.resetModules();
  route = await import('@/app/api/cron/ingest/route');
  ({ whileLocked: holdEmbedding } = await import('@/lib/db/lock'));
});
afterAll(async () => {
  embeddings.close();
  await replay.close();
});

beforeEach(() => {
  replay.requests.length = 0;
  embeddings.reset();
  today = [dailyEntry()];
});

function call(handler: Handler, headers: Record<string, string> = bearer(SECRET)) {
  return handler(new NextRequest('http://localhost/api/cron/ingest', { headers }), {});
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

test.each([
  ['no key', {}],
  ['a wrong key', bearer('a-secret-that-somebody-guessed')],
  ['the right key in another scheme', { authorization: `Basic ${SECRET}` }],
  ['an empty key', { authorization: 'Bearer ' }],
])('%s is refused, and nothing is asked of anyone', async (_what, headers) => {
  const response = await call(route.GET, { ...headers, 'x-request-id': 'request-1' });
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    error: {
      code: 'unauthorized',
      message: 'This request needs a valid key.',
      requestId: 'request-1',
    },
  });
  expect(replay.requests).toEqual([]);
});

test.each(['GET', 'POST'] as const)(
  '%s with the right key reads what is due and reports it',
  async (method) => {
    const response = await call(route[method]);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      busy: false,
      sources: [{ source: 'huggingface', state: 'done', created: 1, remaining: 0, problem: null }],
    });
  },
);

test('of two concurrent calls, one works and the other reports that it is busy', async () => {
  const answers = await Promise.all([call(route.GET), call(route.POST)]);
  const reports = await Promise.all(answers.map((answer) => answer.json()));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(reports.filter(({ busy }) => busy)).toMatchObject([{ busy: true, sources: [] }]);
});

test('without a worker it delivers webhooks, too', async () => {
  await addReader(db, 'hana');
  const url = 'https://hooks.invalid/';
  await db.webhook.create({ data: { userId: 'id-of-hana', url, event: 'edition' } });
  expect((await call(route.GET)).status).toBe(200);
  expect(await db.webhookDelivery.findMany()).toMatchObject([
    { attempts: 1, lastError: expect.stringContaining('getaddrinfo') },
  ]);
});

test('a refusing source is in the report, with status 200', async () => {
  replay.fail({ times: 3, status: 403 });
  const response = await call(route.GET);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    sources: [{ state: 'failed', problem: 'Hugging Face refused the request (HTTP 403).' }],
  });
});

describe('where there is no worker', () => {
  const embeddingOf = async () => (await (await call(route.GET)).json()).embedding;

  test('it embeds what it brought, for search by meaning', async () => {
    today = [dailyEntry()];
    expect(await embeddingOf()).toEqual({ busy: false, embedded: 1, remaining: 0, problem: null });
    expect(await db.embedder.findMany({ select: { id: true, state: true } })).toEqual([
      { id: 'endpoint:tiny', state: 'active' },
    ]);
    expect(await embeddingOf()).toMatchObject({ embedded: 0, remaining: 0 });
  });

  test('a paper that came past us is read for search by words', async () => {
    const id = 'x-by-hand';
    const [title, abstract] = ['Weighing fog', 'Fog weighs.'];
    const publishedOn = new Date('2025-03-18');
    await db.paper.create({
      data: { id, source: 'arxiv', title, abstract, abstractSource: 'arxiv', publishedOn },
    });
    await call(route.GET);
    expect(await db.searchDocument.count({ where: { paperId: id } })).toBe(1);
  });

  test('a failing embedder is in the report, and the papers stay due', async () => {
    embeddings.refuses = () => 401;
    const problem = 'The embeddings endpoint refused (HTTP 401).';
    expect(await embeddingOf()).toMatchObject({ embedded: 0, remaining: null, problem });
    expect(await db.embeddingDue.count()).toBe(1);
  });

  test('while a worker embeds, it leaves that alone', async () => {
    const held = await holdEmbedding('embedding', embeddingOf);
    expect(held).toMatchObject({ busy: true, embedded: 0 });
    expect(embeddings.requests).toEqual([]);
  });
});
