import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startFront } from '@/tests/support/front';

const THEME = "document.documentElement.dataset.theme=localStorage.getItem('theme')??''";
const DATA = 'self.__next_f.push([1,"0:{}"])';
const PAGE = `<!DOCTYPE html><html><head><script>${THEME}</script></head>
<body><script>${DATA}</script><script>alert(1)</script><script src="/_next/static/a.js"></script></body></html>`;

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function serving(page: string, headers: Record<string, string>, status = 200) {
  return startFront(
    (_request, response) => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
      response.end(page);
    },
    { trustedInlineScripts: [THEME] },
  );
}

describe.each([
  ['stored', { 'cache-control': 's-maxage=60' }],
  ['passed on', { 'cache-control': 'private, no-store' }],
])('a page that is %s', (_name, headers) => {
  test('names the scripts that may run, and no other', async () => {
    const { get } = await serving(PAGE, headers);
    const policy = (await get('/')).headers['content-security-policy'];
    expect(policy).toBe(
      `script-src 'self' ${hash(THEME)} ${hash(DATA)}; default-src 'self'; object-src 'none'; ` +
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self'; img-src 'self' https: data:; " +
        "style-src 'self' 'unsafe-inline'; font-src 'self'; connect-src 'self'; manifest-src 'self'",
    );
  });

  test('gets its policy in place of any that upstream sent', async () => {
    const theirs = { 'content-security-policy': "script-src 'unsafe-inline'" };
    const { get } = await serving(PAGE, { ...headers, ...theirs });
    expect((await get('/')).headers['content-security-policy']).not.toContain(
      "script-src 'unsafe-inline'",
    );
  });
});

test('a script that is not trusted is logged once', async () => {
  const { get, log } = await serving(PAGE, { 'cache-control': 'no-store' });
  await get('/');
  await get('/');
  expect(log.filter(({ excerpt }) => excerpt === 'alert(1)')).toHaveLength(1);
});

test('a page that upstream failed to make is answered in words, with a number and a way back', async () => {
  const { get } = await serving(PAGE, {}, 500);
  const answer = await get('/');
  expect(answer.status).toBe(500);
  expect(answer.text).toContain(answer.headers['x-request-id']);
  expect(answer.text).toContain('href="/papers"');
  expect(answer.headers['content-security-policy']).toContain("script-src 'self';");
});

test('a page too long to be read has no script that may run', async () => {
  const { get } = await serving(PAGE + ' '.repeat(9_000_000), { 'cache-control': 's-maxage=60' });
  const answer = await get('/');
  expect(answer.headers['content-security-policy']).toContain("script-src 'self';");
  expect(answer.body.length).toBe(PAGE.length + 9_000_000);
});

test('every answer wears the security headers, whoever made it', async () => {
  const { get, ask } = await startFront((request, response) => {
    response.writeHead(request.url === '/gone' ? 404 : 200, {
      'content-type': 'application/json',
      'x-powered-by': 'Something 1.0',
      'x-middleware-rewrite': 'http://localhost:4000/x',
      'cache-control': request.url === '/shared' ? 's-maxage=60' : 'no-store',
    });
    response.end('{}');
  });
  const { etag } = (await get('/shared')).headers;
  const answers = await Promise.all([
    get('/shared'),
    get('/shared', { 'if-none-match': etag }),
    get('/private'),
    get('/gone'),
    get('/%00'),
    ask('/', { method: 'POST', body: 'x' }),
  ]);
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('x-middleware-rewrite');
  }
});

test('a page may ask for a stricter referrer policy than the default', async () => {
  const { get } = await serving(PAGE, { 'referrer-policy': 'no-referrer' });
  expect((await get('/')).headers['referrer-policy']).toBe('no-referrer');
});

test('a 304 of upstream does not replace the policy that came with the page', async () => {
  const { get } = await startFront((_request, response) => {
    response.writeHead(304, { etag: '"a"' });
    response.end();
  });
  const answer = await get('/', { cookie: 'session=abc', 'if-none-match': '"a"' });
  expect(answer.status).toBe(304);
  expect(answer.headers).not.toHaveProperty('content-security-policy');
});

test('without https there is no promise of https', async () => {
  const { get } = await startFront((_request, response) => response.end(), {
    publicUrl: 'http://localhost:3000',
  });
  expect((await get('/')).headers).not.toHaveProperty('strict-transport-security');
});
