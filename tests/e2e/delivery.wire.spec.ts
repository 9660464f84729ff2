/** Tests HTTP delivery: caching, compression, security headers, and protected endpoints. */
import { CRON_SECRET, METRICS_TOKEN } from './support/shared-sites';
import { MONDAY, wellKnown } from './support/papers';
import { PAGES } from './support/pages';
import { expect, test } from './support/test';

/** An address unused by other tests, so that the first answer is a miss. */
const EDITION = `/papers/date/${MONDAY}?p=0`;

test('a page is rendered once, then served from the cache, compressed', async ({ request }) => {
  const headers = { 'accept-encoding': 'br' };
  const first = await request.get(EDITION, { headers });
  const second = await request.get(EDITION, { headers });
  expect(first.headers()['x-cache']).toBe('MISS');
  expect(second.headers()['x-cache']).toBe('HIT');
  expect(second.headers()).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/html; charset=utf-8',
    vary: expect.stringContaining('Accept-Encoding'),
    'cache-control': expect.stringContaining('s-maxage='),
  });
  expect(await second.text()).toBe(await first.text());
});

for (const path of ['/papers/trending', '/reading.js', '/favicon.ico', '/robots.txt']) {
  test(`a conditional request for ${path} gets 304 and no body`, async ({ request }) => {
    const { etag } = (await request.get(path)).headers();
    const again = await request.get(path, { headers: { 'if-none-match': etag ?? '' } });
    expect(etag).toBeTruthy();
    expect(again.status()).toBe(304);
    expect(await again.body()).toHaveLength(0);
  });
}

test('compression follows Accept-Encoding', async ({ request }) => {
  const encodingOf = async (accepted: string) =>
    (await request.get('/', { headers: { 'accept-encoding': accepted } })).headers()[
      'content-encoding'
    ];
  expect(await encodingOf('gzip, deflate, br')).toBe('br');
  expect(await encodingOf('gzip')).toBe('gzip');
  expect(await encodingOf('identity')).toBeUndefined();
});

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name} sets no cookie and allows our own scripts only`, async ({ request }) => {
    const headers = (await request.get(path)).headers();
    expect(headers['set-cookie']).toBeUndefined();
    const policy = headers['content-security-policy'] ?? '';
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1];
    expect(scripts).toBeTruthy();
    expect(scripts).not.toMatch(/unsafe-(inline|eval)|\*|https?:/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-request-id': expect.stringMatching(/\S/),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });
}

for (const path of ['/', '/topics', '/about/ranking', `/digests/${MONDAY}`]) {
  test(`${path} is a page or Markdown, as requested, whichever was cached first`, async ({
    request,
  }) => {
    const typeFor = async (accept: string) =>
      (await request.get(path, { headers: { accept } })).headers()['content-type'];
    expect(await typeFor('text/html')).toBe('text/html; charset=utf-8');
    expect(await typeFor('text/markdown')).toBe('text/markdown; charset=utf-8');
    expect(await typeFor('text/html')).toBe('text/html; charset=utf-8');
  });
}

test('an unknown address of the API is rejected as JSON', async ({ request }) => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    const answer = await request.fetch('/api/no/such-thing', { method });
    expect(answer.status()).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } });
  }
});

test('reading pages load no framework', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  for (const path of ['/', `/papers/${wellKnown.id}`, '/about/ranking']) await page.goto(path);
  expect([...new Set(scripts)]).toEqual(['/reading.js', '/search.js']);
});

test('it reports liveness and readiness', async ({ request }) => {
  expect((await request.get('/healthz')).status()).toBe(200);
  const ready = await request.get('/readyz');
  expect(ready.status()).toBe(200);
  expect(await ready.json()).toMatchObject({ status: 'ready' });
});

test('metrics need the token', async ({ request }) => {
  const ask = (token?: string) =>
    request.get('/metrics', token ? { headers: { authorization: `Bearer ${token}` } } : {});
  expect((await ask()).status()).toBe(401);
  expect((await ask('another-token-altogether')).status()).toBe(401);
  const metrics = await ask(METRICS_TOKEN);
  expect(metrics.status()).toBe(200);
  expect(await metrics.text()).toContain('# HELP');
});

test('ingest needs the secret', async ({ request }) => {
  const refused = await request.get('/api/cron/ingest');
  expect(refused.status()).toBe(401);
  expect(await refused.json()).toMatchObject({ error: { code: 'unauthorized' } });
  const headers = { authorization: `Bearer ${CRON_SECRET}x` };
  expect((await request.post('/api/cron/ingest', { headers })).status()).toBe(401);
});

test('a feed is at its common address', async ({ request }) => {
  for (const [guess, feed] of [
    ['/rss', '/feeds/daily.rss'],
    ['/feed.xml', '/feeds/daily.rss'],
    ['/atom.xml', '/feeds/daily.atom'],
    ['/feeds', '/about/tools'],
  ] as const) {
    const answer = await request.get(guess);
    expect(answer.status()).toBe(200);
    expect(new URL(answer.url()).pathname).toBe(feed);
  }
});

test('robots.txt names the sitemap', async ({ request }) => {
  expect(await (await request.get('/robots.txt')).text()).toContain('Sitemap: http');
  const sitemap = await (await request.get('/sitemap.xml')).text();
  expect(sitemap).toContain(`/papers/${wellKnown.id}<`);
  expect(sitemap).toContain(`/papers/date/${MONDAY}<`);
});
