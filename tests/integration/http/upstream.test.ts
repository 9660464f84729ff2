import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createUpstream } from '@/lib/http/outgoing/upstream';
import { createArxivClient } from '@/lib/ingest/arxiv/client';
import { StaleResumptionToken } from '@/lib/ingest/arxiv/oai';
import { createHuggingFaceClient } from '@/lib/ingest/huggingface/client';
import { startReplay, type Replay, type ReplayOptions } from '@/tests/support/upstream-replay';

const NOW = new Date('2025-03-21T12:00:00Z');
let replay: Replay;

beforeEach(async () => {
  await replayWith({});
});
afterEach(async () => {
  await replay.close();
});

async function replayWith(options: ReplayOptions) {
  await replay?.close();
  replay = await startReplay({ today: '2025-03-21', ...options });
}

function createClients() {
  const upstream = createUpstream({
    name: 'The source',
    userAgent: 'Broadsheet/0.1',
    baseUrls: [replay.url],
    minIntervalMs: 0,
    sleep: async () => undefined,
  });
  const { ARXIV_API_URL, ARXIV_OAI_URL, ARXIV_RSS_URL, HF_API_URL } = replay.env;
  return {
    arxiv: createArxivClient({
      upstream,
      apiUrl: ARXIV_API_URL,
      oaiUrl: ARXIV_OAI_URL,
      rssUrl: ARXIV_RSS_URL,
    }),
    huggingface: createHuggingFaceClient({ upstream, apiUrl: HF_API_URL, clock: () => NOW }),
  };
}

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const page of pages) collected.push(page);
  return collected;
}

describe("Hugging Face's day", () => {
  test('is read with the time of reading, and not sent twice', async () => {
    const { huggingface } = createClients();
    const day = await huggingface.dailyPapers('2025-03-17');
    expect(day).toMatchObject({ status: 'ok', rejected: [] });
    expect(day).toHaveProperty('records.0.readAt', NOW);
    const etag = day.status === 'ok' ? day.etag : null;
    expect(await huggingface.dailyPapers('2025-03-17', { etag })).toEqual({
      status: 'not_modified',
    });
  });

  test('without papers is empty, and one to come is not published yet', async () => {
    const { huggingface } = createClients();
    expect(await huggingface.dailyPapers('2025-03-15')).toMatchObject({
      status: 'ok',
      records: [],
    });
    expect(await huggingface.dailyPapers('2025-03-22')).toEqual({ status: 'not_published' });
  });

  test('of more than a page is read to its end', async () => {
    const entry = (number: number) => ({
      paper: {
        id: `2503.${90_000 + number}`,
        title: `Paper ${number}`,
        publishedAt: '2025-03-17T00:00:00.000Z',
        upvotes: number,
      },
    });
    const papers = Array.from({ length: 130 }, (_, number) => entry(number));
    await replayWith({
      routes: {
        '/api/daily_papers': ({ searchParams }) => {
          const start = Number(searchParams.get('p') ?? 0) * 100;
          const body = Buffer.from(JSON.stringify(papers.slice(start, start + 100)));
          return { status: 200, contentType: 'application/json', body };
        },
      },
    });
    const day = await createClients().huggingface.dailyPapers('2025-03-17');
    expect(day).toMatchObject({ status: 'ok', etag: null });
    expect(day).toHaveProperty('records.length', 130);
  });

  test.each([
    ['mojibake', 'decoded as Latin-1'],
    ['not_utf8', 'it is not UTF-8'],
    ['cut_off', 'it is not JSON'],
    ['web_page', 'it is not JSON'],
  ] as const)('that arrives as %s is refused', async (damaged, reason) => {
    replay.fail({ damaged });
    await expect(createClients().huggingface.dailyPapers('2025-03-17')).rejects.toThrow(reason);
  });
});

describe("arXiv's query API", () => {
  test('is requested for papers by id, a hundred at a time, without ids that it would refuse', async () => {
    const strangers = Array.from({ length: 120 }, (_, number) => `2503.${95_000 + number}`);
    const ids = ['2503.99012', 'cs/0112999', 'x-our-own', '2503.99012', ...strangers];
    const batches = await collect(createClients().arxiv.papersById(ids));
    expect(batches.map(({ requestedIds }) => requestedIds.length)).toEqual([100, 22]);
    expect(batches[0]?.records.map(({ id }) => id)).toEqual(['2503.99012', 'cs/0112999']);
    expect(batches.flatMap(({ unknown }) => unknown)).toEqual(strangers);
  });

  test('gives the papers of a category on a day, oldest first', async () => {
    const pages = await collect(createClients().arxiv.papersOfCategoryDay('cs.LG', '2025-03-14'));
    expect(pages.map(({ next }) => next)).toEqual([null]);
    expect(pages[0]?.records.map(({ id }) => id)).toEqual(['2503.99340', '2503.99012']);
  });

  test('going on with a day starts where it stopped', async () => {
    const { arxiv } = createClients();
    const [page] = await collect(arxiv.papersOfCategoryDay('cs.LG', '2025-03-14', { start: 1 }));
    expect(page?.records.map(({ id }) => id)).toEqual(['2503.99012']);
  });

  test('that leaves out a page is an error, so that no paper is lost', async () => {
    await replayWith({
      routes: {
        '/api/query': () => ({
          status: 200,
          contentType: 'application/atom+xml',
          body: Buffer.from('<feed><totalResults>400</totalResults></feed>'),
        }),
      },
    });
    const pages = createClients().arxiv.papersOfCategoryDay('cs.LG', '2025-03-14');
    await expect(collect(pages)).rejects.toThrow('left out a page');
  });

  test('that refuses is quoted', async () => {
    await replayWith({
      routes: {
        '/api/query': () => ({
          status: 400,
          contentType: 'application/atom+xml',
          body: Buffer.from(
            '<feed><entry><id>http://arxiv.org/api/errors#x</id><summary>start must be an integer</summary></entry></feed>',
          ),
        }),
      },
    });
    await expect(collect(createClients().arxiv.papersById(['2503.99012']))).rejects.toThrow(
      'arXiv refuses: start must be an integer.',
    );
  });
});

describe("arXiv's OAI-PMH", () => {
  const window = { from: '2025-03-17', until: '2025-03-18' };

  test('is harvested page after page, and can be gone on with from any token', async () => {
    await replayWith({ oaiPageSize: 1 });
    const { arxiv } = createClients();
    const pages = await collect(arxiv.harvest(window));
    expect(pages).toHaveLength(4);
    expect(pages.flatMap(({ records }) => records.map(({ id }) => id))).toEqual([
      '2503.99012',
      'hep-th/0503999',
    ]);
    const resumptionToken = pages[0]!.resumptionToken!;
    expect(await collect(arxiv.harvest({ ...window, resumptionToken }))).toEqual(pages.slice(1));
  });

  test.each([
    ['cs.LG', 'cs:cs:LG', ['2503.99012']],
    ['cs', 'cs', ['2503.99012']],
    ['hep-th', 'physics:hep-th', ['hep-th/0503999']],
    ['astro-ph.GA', 'physics:astro-ph:GA', []],
    ['math.CO', 'math:math:CO', []],
  ])('is asked for category %s as set %s', async (category, set, ids) => {
    const pages = await collect(createClients().arxiv.harvest({ ...window, category }));
    expect(new URL(replay.requests[0]!.url, replay.url).searchParams.get('set')).toBe(set);
    expect(pages.flatMap(({ records }) => records.map(({ id }) => id))).toEqual(ids);
  });

  test('reports an expired token', async () => {
    const pages = createClients().arxiv.harvest({ ...window, resumptionToken: 'gone' });
    await expect(collect(pages)).rejects.toThrow(StaleResumptionToken);
  });
});

describe("arXiv's announcement", () => {
  test('is read, and not sent twice', async () => {
    const { arxiv } = createClients();
    const today = await arxiv.announcement(['cs.LG']);
    expect(today).toMatchObject({ status: 'ok', records: [{ announcedOn: '2025-03-18' }] });
    const etag = today.status === 'ok' ? today.etag : null;
    expect(await arxiv.announcement(['cs.LG'], { etag })).toEqual({ status: 'not_modified' });
  });

  test('of several categories is one request', async () => {
    await createClients()
      .arxiv.announcement(['cs.LG', 'stat.ML'])
      .catch(() => undefined);
    expect(replay.requests.map(({ url }) => url)).toEqual(['/atom/cs.LG+stat.ML']);
  });
});
