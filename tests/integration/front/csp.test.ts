import { describe, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '@/lib/front/csp';
import { startFront } from '@/tests/support/front';

const PAGE = '<!DOCTYPE html><html><body><script>alert(1)</script></body></html>';

function serving(page: string, headers: Record<string, string>, status = 200) {
  return startFront((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(page);
  });
}

test('the policy allows the theme script by its hash and no other inline script', () => {
  expect(CONTENT_SECURITY_POLICY).toBe(
    "script-src 'self' 'sha256-IdFR8Hm9+rLRLbppFKxfwjXsJLDttz8W55tJfth5zgk='; default-src 'self'; object-src 'none'; base-uri 'none'; " +
      "frame-ancestors 'none'; form-action 'self'; img-src 'self'; style-src 'self' 'unsafe-inline'",
  );
});

describe.each([
  ['stored', { 'cache-control': 's-maxage=60' }],
  ['passed on', { 'cache-control': 'private, no-store' }],
])('a page that is %s', (_name, headers) => {
  test('gets the policy in place of any that upstream sent', async () => {
    const theirs = { 'content-security-policy': "script-src 'unsafe-inline'" };
    const { get } = await serving(PAGE, { ...headers, ...theirs });
    expect((await get('/')).headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
  });
});

test('a page that upstream failed to make is answered in words, with a number and a way back', async () => {
  const { get } = await serving(PAGE, {}, 500);
  const answer = await get('/');
  expect(answer.status).toBe(500);
  expect(answer.text).toContain(answer.headers['x-request-id']);
  expect(answer.text).toContain('href="/papers"');
  expect(answer.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
});

test('a page too long to be read whole goes out as it is', async () => {
  const { get } = await serving(PAGE + ' '.repeat(9_000_000), { 'cache-control': 's-maxage=60' });
  const answer = await get('/');
  expect(answer.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
  expect(answer.body.length).toBe(PAGE.length + 9_000_000);
});

test('every response has the security headers, from the store, upstream or the front', async () => {
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
      'content-security-policy': CONTENT_SECURITY_POLICY,
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('x-middleware-rewrite');
  }
});

test('a page may ask for a stricter referrer policy than the default', async () => {
  const { get } = await serving(PAGE, { 'referrer-policy': 'no-referrer' });
  expect((await get('/')).headers['referrer-policy']).toBe('no-referrer');
});

test('without https there is no promise of https', async () => {
  const { get } = await startFront((_request, response) => response.end(), {
    publicUrl: 'http://localhost:3000',
  });
  expect((await get('/')).headers).not.toHaveProperty('strict-transport-security');
});
