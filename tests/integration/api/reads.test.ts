/** The API's lists: order, pages, periods and caching. */
import { afterAll, expect, test, vi } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { headerText } from '@/lib/errors';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { callApi } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';

type Entry = { paper: { id: string; broadsheet: { listedOn: string | null } } };

const { db } = testDatabase();
afterAll(closeDatabase);

const list = (...listings: Parameters<typeof listing>[0][]) =>
  storeListings(db, listings.map(listing), []);

function many(count: number, overrides: Parameters<typeof listing>[0] = {}) {
  return Array.from({ length: count }, (_, number) => ({
    id: `2503.${10_000 + number}`,
    upstreamVotes: count - number,
    ...overrides,
  }));
}

async function idsFrom(path: string): Promise<string[]> {
  const response = await callApi(path);
  expect(response.status).toBe(200);
  return ((await response.json()) as Entry[]).map((entry) => entry.paper.id);
}

function nextOf(response: Response): string | null {
  return /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1] ?? null;
}

/** All pages of a list by its links alone. */
async function walk(first: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let next: string | null = first; next;) {
    const response: Response = await callApi(next);
    const body = (await response.json()) as (Entry & { id?: string })[];
    pages.push(body.map((one) => one.id ?? one.paper.id));
    next = nextOf(response);
  }
  return pages;
}

test('a day is in its edition’s order, with links between pages', async () => {
  await list(...many(5));
  expect(await walk('/api/daily_papers?date=2025-03-17&limit=2')).toEqual([
    ['2503.10000', '2503.10001'],
    ['2503.10002', '2503.10003'],
    ['2503.10004'],
  ]);
});

test('without a period all listings are included, newest days first, each paper once', async () => {
  await list(
    { id: '2503.90001', listedOn: '2025-03-13', upstreamVotes: 9 },
    { id: '2503.90002', listedOn: '2025-03-17', upstreamVotes: 1 },
    { id: '2503.90003', listedOn: '2025-03-17', upstreamVotes: 2 },
    { id: '2503.90001', listedOn: '2025-03-14', upstreamVotes: 9 },
  );
  expect(await idsFrom('/api/daily_papers')).toEqual(['2503.90003', '2503.90002', '2503.90001']);
  expect(await idsFrom('/api/daily_papers?week=2025-W11')).toEqual(['2503.90001']);
  expect(await idsFrom('/api/daily_papers?month=2025-03')).toHaveLength(3);
  expect(await idsFrom('/api/daily_papers?date=2025-03-16')).toEqual([]);
});

test('only one reader’s listings', async () => {
  await list({ id: '2503.90001', submittedBy: 'hana' }, { id: '2503.90002', submittedBy: 'obi' });
  expect(await idsFrom('/api/daily_papers?submitter=hana')).toEqual(['2503.90001']);
  expect(await idsFrom('/api/daily_papers?date=2025-03-17&submitter=obi')).toEqual(['2503.90002']);
  expect(await idsFrom('/api/daily_papers?submitter=nobody')).toEqual([]);
});

test('by trending, an older listing with many votes comes after a newer one', async () => {
  await list(
    { id: '2503.90001', listedOn: '2025-03-03', upstreamVotes: 9 },
    { id: '2503.90002', listedOn: '2025-03-17', upstreamVotes: 2 },
  );
  expect(await idsFrom('/api/daily_papers?sort=trending')).toEqual(['2503.90002', '2503.90001']);
  expect(await idsFrom('/api/daily_papers?month=2025-03')).toEqual(['2503.90001', '2503.90002']);
});

test('a future day is rejected, and so are two periods at once', async () => {
  const future = await callApi('/api/daily_papers?date=2999-01-01');
  expect(future.status).toBe(400);
  expect(await future.json()).toMatchObject({
    error: { code: 'bad_request', message: 'date: 2999-01-01 is in the future.' },
  });
  const two = '/api/daily_papers?date=2025-03-17&week=2025-W12';
  expect((await callApi(two)).status).toBe(400);
});

test.each([
  ['date=2025-3-3', 'date=2025-03-03'],
  ['week=2025-w9', 'week=2025-W09'],
  ['month=2025-3', 'month=2025-03'],
])('%s is %s, as on Hugging Face', async (unpadded, padded) => {
  await list(
    { id: '2503.90001', listedOn: '2025-02-28' },
    { id: '2503.90002', listedOn: '2025-03-03' },
  );
  const found = await idsFrom(`/api/daily_papers?${unpadded}`);
  expect(found).toHaveLength(1);
  expect(found).toEqual(await idsFrom(`/api/daily_papers?${padded}`));
});

test.each(['junk', '2503.1', 'x-', 'hep-th', '../me', '2503.99001v0', 'a'.repeat(200), '雾'])(
  'paper %s doesn’t exist, by status and header',
  async (id) => {
    const response = await callApi(`/api/papers/${encodeURIComponent(id)}`);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect([response.status, error.code]).toEqual([404, 'not_found']);
    expect(response.headers.get('x-error-message')).toBe(headerText(error.message));
    expect(response.headers.get('access-control-expose-headers')).toContain('X-Error-Message');
  },
);

test('a paper with only a day of publication has its midnight, inside and outside', async () => {
  await list({ paper: { publishedOn: '2025-03-14', publishedAt: null }, publishedAt: null });
  const response = await callApi('/api/daily_papers?date=2025-03-17');
  const midnight = { publishedAt: '2025-03-14T00:00:00.000Z' };
  expect(await response.json()).toMatchObject([{ ...midnight, paper: midnight }]);
});

test('all papers are listed by date, and a cursor continues despite new papers', async () => {
  const on = (id: string, publishedOn: string) => ({ id, paper: { publishedOn } });
  await list(
    on('2503.90001', '2025-03-10'),
    on('2503.90002', '2025-03-12'),
    on('2503.90003', '2025-03-12'),
  );
  const first = await callApi('/api/papers?limit=2');
  expect(((await first.json()) as { id: string }[]).map(({ id }) => id)).toEqual([
    '2503.90002',
    '2503.90003',
  ]);
  await list(on('2503.90004', '2025-03-14'));
  expect(await walk(nextOf(first)!)).toEqual([['2503.90001']]);
});

test('a search returns the requested number, over the site’s pages', async () => {
  await list(...many(70, { paper: { title: 'Fog Counted' } }));
  const response = await callApi('/api/papers/search?q=fog&limit=60');
  expect(await response.json()).toHaveLength(60);
});

test('a paper is found in any spelling of its id, old ones with their slash', async () => {
  await list({ id: 'cs/0112017' });
  for (const id of ['cs/0112017', 'cs%2F0112017', 'arXiv:cs/0112017v2']) {
    const response = await callApi(`/api/papers/${id}`);
    expect(await response.json()).toMatchObject({
      id: 'cs/0112017',
      linkedModels: [],
      numTotalModels: 0,
      linkedDatasets: [],
      numTotalDatasets: 0,
      linkedSpaces: [],
      numTotalSpaces: 0,
    });
  }
});

test('answers that depend on an edition are purged with it, and cached for a day after it', async () => {
  await list({});
  const { headers } = await callApi('/api/daily_papers?date=2025-03-17');
  expect(headers.get('cache-tag')).toBe('day-2025-03-17,editions');
  expect(headers.get('cache-control')).toContain('s-maxage=86400');
  const found = await callApi('/api/papers/2503.99001');
  expect(found.headers.get('cache-tag')).toBe('paper-2503.99001');
});

test('scripts on other sites may read, as the preflight states', async () => {
  const preflight = await callApi('/api/openapi.json', { method: 'OPTIONS' });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
  const missing = await callApi('/api/papers/2503.99999');
  expect(missing.status).toBe(404);
  expect(missing.headers.get('access-control-allow-origin')).toBe('*');
});

test('any other method is rejected with the allowed ones', async () => {
  const response = await callApi('/api/daily_papers', { method: 'DELETE' });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  expect(await response.json()).toMatchObject({ error: { code: 'method_not_allowed' } });
});

test('a server error is a problem document too, readable by scripts', async () => {
  const broken = vi.spyOn(Buffer, 'from').mockImplementation(() => {
    throw new Error('disk on fire');
  });
  const response = await callApi('/api/papers?cursor=abc');
  broken.mockRestore();
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('fire');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});

test('a hidden paper is on no list, and a duplicate leads to its paper', async () => {
  await list({ id: '2503.90001' }, { id: '2503.90002' }, { id: 'x-a-double' });
  const hiddenAt = new Date('2025-03-18T00:00:00Z');
  await db.paper.update({ where: { id: '2503.90001' }, data: { hiddenAt } });
  await db.appearance.updateMany({ where: { paperId: '2503.90001' }, data: { isHidden: true } });
  await db.paper.update({
    where: { id: 'x-a-double' },
    data: { mergedIntoId: '2503.90002', hiddenAt },
  });
  for (const path of ['', '?date=2025-03-17', '?sort=trending', '?date=2025-03-17&sort=trending']) {
    expect(await idsFrom(`/api/daily_papers${path}`)).not.toContain('2503.90001');
  }
  const hidden = await callApi('/api/papers/2503.90001');
  expect(hidden.status).toBe(404);
  const double = await callApi('/api/papers/x-a-double');
  expect(await double.json()).toMatchObject({ id: '2503.90002' });
});
