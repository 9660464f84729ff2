import { expect, test } from 'vitest';
import { ALLOWANCE } from '@/lib/front/allowance';
import { parseProxyTrust } from '@/lib/trusted-proxies';
import { startFront } from '../../support/front';

const CACHED = { 'cache-control': 's-maxage=60', 'content-type': 'application/json' };
const PLAIN = { 'cache-control': 'no-store', 'content-type': 'application/json' };
const { quota, windowS } = ALLOWANCE;

async function startLimited(trust = '0') {
  const options = { trustProxy: parseProxyTrust(trust) };
  return startFront((request, response) => {
    response.writeHead(200, request.url?.includes('cached') ? CACHED : PLAIN).end('{}');
  }, options);
}

async function spend({ get }: Awaited<ReturnType<typeof startLimited>>, times: number) {
  for (let requestCount = 0; requestCount < times; requestCount += 1) await get('/api/papers');
}

test('each response of the API has the rest of the quota, and a stored one costs nothing', async () => {
  const { get } = await startLimited();
  const first = await get('/api/cached');
  expect(first.headers['ratelimit-policy']).toBe(`"default";q=${quota};w=${windowS}`);
  expect(first.headers.ratelimit).toBe(`"default";r=${quota - 1};t=${windowS}`);
  const again = await get('/api/cached');
  expect(again.headers['x-cache']).toBe('HIT');
  expect(again.headers.ratelimit).toBe(`"default";r=${quota - 1};t=${windowS}`);
});

test('a network without quota is refused until the window ends, but gets stored responses', async () => {
  const site = await startLimited();
  await site.get('/api/cached');
  await spend(site, quota - 1);
  site.advance(10);
  const refused = await site.get('/api/papers');
  expect(refused.status).toBe(429);
  expect(refused.headers['retry-after']).toBe(String(windowS - 10));
  expect(refused.headers.ratelimit).toBe(`"default";r=0;t=${windowS - 10}`);
  expect(refused.headers['access-control-allow-origin']).toBe('*');
  expect(JSON.parse(refused.text)).toMatchObject({ error: { code: 'rate_limited' } });
  expect((await site.get('/api/cached')).status).toBe(200);
  site.advance(windowS - 10);
  expect((await site.get('/api/papers')).status).toBe(200);
});

test('pages and the operator’s own calls have no such limit', async () => {
  const site = await startLimited();
  await spend(site, quota);
  for (const path of ['/papers', '/api/cron/ingest', '/healthz']) {
    const { status, headers } = await site.get(path);
    expect([status, headers.ratelimit]).toEqual([200, undefined]);
  }
});

test('a search counts at each of its addresses, once for each that is not stored', async () => {
  const searches = [
    '/papers?q=fog',
    '/papers?p=1&q=fog',
    '/papers.md?q=fog',
    '/%70apers?%71=fog',
    '/?q=fog',
    '/.md?q=fog',
  ];
  const site = await startLimited();
  await spend(site, quota - searches.length);
  const lefts = [];
  for (const path of searches) lefts.push((await site.get(path)).headers.ratelimit);
  expect(lefts).toEqual([5, 4, 3, 2, 1, 0].map((left) => `"default";r=${left};t=${windowS}`));
  for (const path of searches) expect((await site.get(path)).status, path).toBe(429);
  expect((await site.get('/papers')).status).toBe(200);
  expect((await site.get('/papers/2503.90001?q=fog')).status).toBe(200);
});

test.each([
  ['no proxy is trusted', '0', (claim: string) => claim],
  ['one proxy is trusted', '1', (claim: string) => `${claim}, 203.0.113.9`],
  ['another proxy is trusted', '192.0.2.1', (claim: string) => claim],
])('nobody gets past the limit by claiming addresses where %s', async (_name, trust, forward) => {
  const { get } = await startLimited(trust);
  const statuses = new Set<number>();
  for (let requestCount = 0; requestCount <= quota; requestCount += 1) {
    const claim = `198.51.${requestCount >> 8}.${requestCount & 255}`;
    statuses.add((await get('/api/papers', { 'x-forwarded-for': forward(claim) })).status);
  }
  expect([...statuses]).toEqual([200, 429]);
});
