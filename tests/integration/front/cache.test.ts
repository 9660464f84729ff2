import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { startFront } from '@/tests/support/front';

const SHARED = 'public, s-maxage=60';

/** Responds with a count, to distinguish a stored response from a new one. */
function counting(headers: Record<string, string | string[]> = {}, status = 200): RequestListener {
  let count = 0;
  return (_request, response) => {
    count += 1;
    response.writeHead(status, {
      'content-type': 'text/plain',
      'cache-control': SHARED,
      ...headers,
    });
    response.end(`answer ${count}`);
  };
}

describe('what is stored', () => {
  test('a shared page is requested once and then served from the store', async () => {
    const { get, requests, advance } = await startFront(counting());
    const first = await get('/papers');
    advance(30);
    const second = await get('/papers');

    expect([first.headers['x-cache'], second.headers['x-cache']]).toEqual(['MISS', 'HIT']);
    expect([first.text, second.text]).toEqual(['answer 1', 'answer 1']);
    expect(second.headers.age).toBe('30');
    expect(requests).toHaveLength(1);
  });

  test('an expired response is requested again', async () => {
    const { get, advance } = await startFront(counting());
    await get('/papers');
    advance(60);
    const again = await get('/papers');
    expect([again.headers['x-cache'], again.text]).toEqual(['MISS', 'answer 2']);
  });

  test('the age that upstream states counts', async () => {
    const { get, advance } = await startFront(counting({ age: '50' }));
    await get('/');
    advance(9);
    expect((await get('/')).headers).toMatchObject({ 'x-cache': 'HIT', age: '59' });
    advance(1);
    expect((await get('/')).headers['x-cache']).toBe('MISS');
  });

  test.each([301, 308, 410])('a %i is stored', async (status) => {
    const { get } = await startFront(counting({}, status));
    await get('/');
    expect(await get('/')).toMatchObject({ status, headers: { 'x-cache': 'HIT' } });
  });

  test('headers for the front alone apply here, and aren’t forwarded', async () => {
    const upstream = {
      'cache-control': 's-maxage=60',
      'front-cache-control': 'public, s-maxage=600',
    };
    const { get, advance } = await startFront(counting(upstream));
    await get('/');
    advance(599);
    const { headers } = await get('/');
    expect(headers).toMatchObject({ 'x-cache': 'HIT', 'cache-control': 's-maxage=60' });
    expect(headers['front-cache-control']).toBeUndefined();
    advance(1);
    expect((await get('/')).headers['x-cache']).not.toBe('HIT');
  });

  test('a 404 is kept for a minute at most', async () => {
    const { get, advance } = await startFront(counting({ 'cache-control': 's-maxage=600' }, 404));
    await get('/');
    advance(59);
    expect((await get('/')).headers['x-cache']).toBe('HIT');
    advance(1);
    expect((await get('/')).headers['x-cache']).toBe('MISS');
  });

  test('HEAD is answered from a stored GET, and fills the store as one', async () => {
    const { ask, get, requests } = await startFront(counting());
    const head = await ask('/', { method: 'HEAD' });
    const page = await get('/');
    const again = await ask('/', { method: 'HEAD' });

    expect(requests.map(({ method }) => method)).toEqual(['GET']);
    expect(head).toMatchObject({ status: 200, text: '', headers: { 'content-length': '8' } });
    expect(page).toMatchObject({ text: 'answer 1', headers: { 'x-cache': 'HIT' } });
    expect(again.headers).toMatchObject({ 'x-cache': 'HIT', 'content-length': '8' });
  });

  test('the store stays within its bytes', async () => {
    const { get, front } = await startFront(
      (_request, response) => {
        response.setHeader('cache-control', SHARED);
        response.end(Buffer.alloc(20_000));
      },
      { maxBytes: 100_000 },
    );
    for (let page = 0; page < 10; page += 1) await get(`/${page}`);
    expect(front.stats()).toMatchObject({ entries: 4, requests: { MISS: 10 } });
    expect(front.stats().bytes).toBeLessThanOrEqual(100_000);
  });
});

describe('what is never stored', () => {
  test.each<[string, Record<string, string | string[]>]>([
    ['sets a cookie', { 'set-cookie': ['seen=1'] }],
    ['is private', { 'cache-control': 'private, max-age=60' }],
    ['is private in capitals', { 'cache-control': 'PRIVATE, max-age=60' }],
    ['says no-store', { 'cache-control': 'no-store, s-maxage=60' }],
    ['says no-cache', { 'cache-control': 'public, no-cache' }],
    ['varies by everything', { vary: '*' }],
    ['states no lifetime', { 'cache-control': 'public' }],
    [
      'states no lifetime but a date',
      { 'cache-control': '', 'last-modified': 'Tue, 01 Jan 2019 00:00:00 GMT' },
    ],
    ['comes encoded already', { 'content-encoding': 'gzip' }],
  ])('a response that %s', async (_name, headers) => {
    const { get, front } = await startFront(counting(headers));
    await get('/');
    const second = await get('/');
    expect(second).toMatchObject({ text: 'answer 2', headers: { 'x-cache': 'PASS' } });
    expect(front.stats().entries).toBe(0);
  });

  test.each([201, 204, 206, 302, 303, 307, 400, 401, 403, 405, 429, 500, 501, 503])(
    'a response with status %i',
    async (status) => {
      const { get, front, requests } = await startFront(counting({}, status));
      await get('/');
      expect(await get('/')).toMatchObject({ status, headers: { 'x-cache': 'PASS' } });
      expect(requests).toHaveLength(2);
      expect(front.stats().entries).toBe(0);
    },
  );

  test.each<[string, Record<string, string>]>([
    ['credentials', { authorization: 'Bearer abc' }],
    ['a range', { range: 'bytes=0-3' }],
  ])('what was asked with %s, which gets nothing stored either', async (_name, headers) => {
    const { get, front } = await startFront(counting());
    const personal = await get('/', headers);
    expect(personal.headers['x-cache']).toBe('PASS');
    expect(front.stats().entries).toBe(0);
    await get('/');
    expect(await get('/', headers)).toMatchObject({
      text: 'answer 3',
      headers: { 'x-cache': 'PASS' },
    });
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('the answer to a %s', async (method) => {
    const { ask, front } = await startFront(counting());
    await ask('/', { method });
    expect((await ask('/', { method })).text).toBe('answer 2');
    expect(front.stats().entries).toBe(0);
  });

  test('the answer to a GET that has a body', async () => {
    const { ask, front } = await startFront(counting());
    await ask('/', { body: 'evil=1' });
    expect(front.stats().entries).toBe(0);
  });

  test('a page that breaks off in the middle', async () => {
    const { get, front } = await startFront((_request, response) => {
      response.writeHead(200, { 'cache-control': SHARED, 'content-length': '100' });
      response.write('half of it');
      setTimeout(() => response.destroy(), 5);
    });
    expect((await get('/')).status).toBe(503);
    expect(front.stats().entries).toBe(0);
  });
});

describe('what upstream sees of a shared request', () => {
  test('is nothing of the client but its address and what the page may depend on', async () => {
    const { get, requests } = await startFront(counting());
    await get('/', {
      accept: 'text/html',
      rsc: '1',
      host: 'evil.example',
      cookie: 'theme=dark; seen=1',
      'accept-language': 'de',
      'accept-encoding': 'br',
      'user-agent': 'Odd/1',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-for': '203.0.113.9',
      'x-original-url': '/admin',
      'if-none-match': '"old"',
    });
    expect(requests[0]?.headers).toEqual({
      accept: '*/*',
      host: 'paper.example',
      connection: 'keep-alive',
      'accept-encoding': 'identity',
      'x-forwarded-host': 'paper.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '127.0.0.1',
      'x-request-id': expect.any(String),
    });
  });

  test('a theme cookie makes no difference to what is answered from the store', async () => {
    const { get } = await startFront(counting());
    await get('/');
    expect((await get('/', { cookie: 'theme=dark' })).headers['x-cache']).toBe('HIT');
  });
});

describe('a reader with a session', () => {
  const SESSIONS = [
    ['the session cookie', 'theme=dark; better-auth.session_token=abc'],
    ['the session cookie of a secure site', '__Secure-better-auth.session_token=abc'],
    ['a plain session cookie', 'session=abc'],
    ['a session cookie without a space before it', 'a=b;session=abc'],
  ] as const;

  test.each(SESSIONS)('a first request with %s gets its own response', async (_name, cookie) => {
    const { get, front, requests } = await startFront(counting());
    expect((await get('/', { cookie })).headers['x-cache']).toBe('PASS');
    expect(requests[0]?.headers.cookie).toBe(cookie);
    expect(front.stats().entries).toBe(0);
  });

  test.each(SESSIONS)('with %s has the page that everybody has', async (_name, cookie) => {
    const { get, requests } = await startFront(counting());
    await get('/');
    expect(await get('/', { cookie })).toMatchObject({
      text: 'answer 1',
      headers: { 'x-cache': 'HIT' },
    });
    expect(requests).toHaveLength(1);
  });

  test('the first request after a purge refreshes the shared page, without the cookie', async () => {
    const { get, front, requests } = await startFront(counting({ 'cache-tag': 'a' }));
    await get('/');
    front.purge(['a']);
    expect((await get('/', { cookie: 'session=abc' })).text).toBe('answer 2');
    expect(requests[1]?.headers.cookie).toBeUndefined();
    expect(await get('/')).toMatchObject({ text: 'answer 2', headers: { 'x-cache': 'HIT' } });
  });

  test('is requested separately where a page has become personal since', async () => {
    let isPersonal = false;
    const { get, front, requests } = await startFront(({ headers }, response) => {
      response.writeHead(200, {
        'cache-control': isPersonal ? 'private, no-store' : SHARED,
        'cache-tag': 'a',
      });
      response.end(`for ${headers.cookie ?? 'everybody'}`);
    });
    await get('/');
    isPersonal = true;
    front.purge(['a']);
    expect((await get('/', { cookie: 'session=abc' })).text).toBe('for session=abc');
    expect(requests).toHaveLength(3);
    expect((await get('/')).text).toBe('for everybody');
  });
});

describe('an address with a page and Markdown', () => {
  const inBothForms: RequestListener = ({ headers }, response) => {
    response.writeHead(200, { 'cache-control': SHARED, 'content-type': 'text/plain' });
    response.end(headers.accept);
  };

  test('has each form stored apart', async () => {
    const { get, requests } = await startFront(inBothForms);
    const forms = [{ accept: 'text/html' }, { accept: 'text/markdown' }];
    for (const form of forms) await get('/papers', form);
    const answers = await Promise.all(forms.map((form) => get('/papers', form)));
    expect(answers.map(({ text }) => text)).toEqual(['*/*', 'text/markdown']);
    expect(answers.map(({ headers }) => headers['x-cache'])).toEqual(['HIT', 'HIT']);
    expect(requests).toHaveLength(2);
  });

  test.each([{ rsc: '1' }, { 'next-router-prefetch': '1' }, { 'accept-language': 'de' }])(
    'has one page, whatever %j a client sends',
    async (odd) => {
      const { get } = await startFront(inBothForms);
      await get('/papers', { accept: 'text/html' });
      const answer = await get('/papers', { accept: '*/*', ...odd });
      expect(answer).toMatchObject({ text: '*/*', headers: { 'x-cache': 'HIT' } });
    },
  );
});

test('an address without Markdown has one response for every Accept header', async () => {
  const { get } = await startFront(counting());
  await get('/api/papers', { accept: 'application/json' });
  const answer = await get('/api/papers', { accept: 'text/markdown' });
  expect(answer).toMatchObject({ text: 'answer 1', headers: { 'x-cache': 'HIT' } });
});
