import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { gate, startFront, until } from '@/tests/support/front';
import type { RequestListener } from 'node:http';

/** Answers with what it was asked. */
const echo: RequestListener = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }),
  );
};

/** Sends bytes as they stand and collects all that comes back. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.on('data', (chunk) => (received += chunk));
    socket.on('end', () => resolve(received));
    socket.on('error', reject);
  });
}

describe('a request that is passed on', () => {
  test('arrives with its method, query, cookies and body', async () => {
    const { ask } = await startFront(echo);
    const answer = await ask('/api/papers/submit?x=1', {
      method: 'POST',
      headers: { cookie: 'session=abc', 'content-type': 'text/plain' },
      body: 'hello',
    });
    expect(JSON.parse(answer.text)).toMatchObject({
      method: 'POST',
      url: '/api/papers/submit?x=1',
      headers: { cookie: 'session=abc', 'content-type': 'text/plain', 'content-length': '5' },
      body: 'hello',
    });
  });

  test('loses the headers that belong to its connection', async () => {
    const { ask } = await startFront(echo);
    const headers = {
      connection: 'close, x-secret',
      'x-secret': '1',
      'keep-alive': 'timeout=5',
      te: 'trailers',
      'proxy-authorization': 'Basic abc',
      expect: '100-continue',
    };
    const { text } = await ask('/', { method: 'POST', headers, body: 'x' });
    const arrived = JSON.parse(text).headers;
    for (const name of ['x-secret', 'keep-alive', 'te', 'proxy-authorization', 'expect']) {
      expect(arrived).not.toHaveProperty(name);
    }
    expect(arrived.connection).toBe('keep-alive');
  });

  test('says who asked, whatever the client claims', async () => {
    const { ask } = await startFront(echo);
    const claims = {
      host: 'paper.example',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      forwarded: 'for=203.0.113.9',
      'x-real-ip': '203.0.113.9',
    };
    const { text } = await ask('/', { method: 'POST', headers: claims });
    const arrived = JSON.parse(text).headers;
    expect(arrived).toMatchObject({
      host: 'paper.example',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'paper.example',
      'x-forwarded-proto': 'https',
    });
    expect(arrived).not.toHaveProperty('forwarded');
    expect(arrived).not.toHaveProperty('x-real-ip');
  });

  test('says what a trusted proxy says about the client', async () => {
    const { ask } = await startFront(echo, { trustProxy: true });
    const headers = {
      'x-forwarded-for': '198.51.100.1, 203.0.113.9',
      'x-forwarded-host': 'news.example',
      'x-forwarded-proto': 'https',
    };
    const { text } = await ask('/', { method: 'POST', headers });
    expect(JSON.parse(text).headers).toMatchObject({
      ...headers,
      'x-forwarded-for': '203.0.113.9',
    });
  });

  test.each([
    ['a GET in chunks', 'GET / HTTP/1.1\r\nTransfer-Encoding: chunked'],
    ['a DELETE in chunks', 'DELETE / HTTP/1.1\r\nTransfer-Encoding: chunked'],
    ['a POST in chunks', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked'],
  ])('can not hide a second one in the body of %s', async (_name, head) => {
    const { port, asked } = await startFront(echo);
    const smuggled = 'GET /admin HTTP/1.1\r\nHost: a\r\n\r\n';
    const chunk = `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`;
    await raw(port, `${head}\r\nHost: a\r\nConnection: close\r\n\r\n${chunk}`);
    expect(asked.map(({ url }) => url)).toEqual(['/']);
  });

  test('can not hide a second one by naming Content-Length in Connection', async () => {
    const { port, asked } = await startFront(echo);
    const smuggled = 'GET /admin HTTP/1.1\r\nHost: a\r\n\r\n';
    const head = `GET / HTTP/1.1\r\nHost: a\r\nConnection: close, content-length`;
    await raw(port, `${head}\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`);
    expect(asked.map(({ url }) => url)).toEqual(['/']);
  });

  test('is ended when its client hangs up', async () => {
    const ended = gate();
    const { port, asked } = await startFront((_request, response) => {
      response.on('close', ended.open);
    });
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
    });
    await until(() => asked.length === 1);
    socket.destroy();
    await ended.opened;
  });
});

describe('an answer that is passed on', () => {
  test('keeps every cookie that it sets', async () => {
    const { get } = await startFront((_request, response) => {
      response.setHeader('set-cookie', ['a=1; Path=/', 'b=2']);
      response.end();
    });
    expect((await get('/')).headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2']);
  });

  test('loses the headers that belong to its connection', async () => {
    const { get } = await startFront((_request, response) => {
      response.writeHead(200, { connection: 'x-hop', 'x-hop': '1', 'proxy-authenticate': 'Basic' });
      response.end();
    });
    const { headers } = await get('/');
    expect(headers).not.toHaveProperty('x-hop');
    expect(headers).not.toHaveProperty('proxy-authenticate');
  });

  test('is broken off where upstream breaks off', async () => {
    const { get } = await startFront((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.write('half');
      setTimeout(() => response.destroy(), 10);
    });
    await expect(get('/', { authorization: 'x' })).rejects.toThrow();
  });
});

describe('the request id', () => {
  test('is made once, and is the same for upstream, the client and the log', async () => {
    const { ask, log } = await startFront(echo);
    const answer = await ask('/', { method: 'POST' });
    const id = answer.headers['x-request-id'];
    expect(id).toMatch(/^[\w-]{36}$/);
    expect(JSON.parse(answer.text).headers['x-request-id']).toBe(id);
    await until(() => log.some(({ requestId }) => requestId === id));
  });

  test.each([
    ['trace-0123456789', true],
    ['short', false],
    ['<script>alert(1)</script>', false],
    ['x'.repeat(65), false],
  ])('given as %s is kept: %s', async (given, isKept) => {
    const { get } = await startFront(echo);
    const { headers } = await get('/', { 'x-request-id': given });
    expect(headers['x-request-id'] === given).toBe(isKept);
  });
});

describe('a request that is refused', () => {
  test.each([
    ['an address of more than 4 kB', `/papers?q=${'a'.repeat(4_100)}`, 414],
    ['a NUL', '/papers/%00', 400],
    ['a NUL in the query', '/papers?q=a%00b', 400],
    ['a malformed escape', '/papers/%zz', 400],
    ['bytes that are not UTF-8', '/papers/%ff', 400],
  ])('%s', async (_name, path, status) => {
    const { get, asked } = await startFront(echo);
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(answer.text).toContain('href="/papers"');
    expect(asked).toHaveLength(0);
  });

  test('because its body says that it is too long', async () => {
    const { ask, asked } = await startFront(echo);
    const answer = await ask('/api/papers/submit', {
      method: 'POST',
      body: Buffer.alloc(1_048_577),
    });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toEqual({
      error: {
        code: 'payload_too_large',
        message: expect.any(String),
        requestId: answer.headers['x-request-id'],
      },
    });
    expect(asked).toHaveLength(0);
  });

  test('because its body turns out too long, before it has ended', async () => {
    const { port } = await startFront((request) => void request.on('error', () => undefined));
    const chunk = `100000\r\n${'a'.repeat(0x100000)}\r\n`;
    const received = await raw(
      port,
      `POST /api/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`,
    );
    expect(received).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('because it wants a websocket', async () => {
    const { get, asked } = await startFront(echo);
    const answer = await get('/', { connection: 'Upgrade', upgrade: 'websocket' });
    expect(answer.status).toBe(400);
    expect(asked).toHaveLength(0);
  });

  test('with a body of exactly the limit is not', async () => {
    const { ask } = await startFront((request, response) => {
      request.resume().on('end', () => response.end());
    });
    expect((await ask('/', { method: 'POST', body: Buffer.alloc(1_048_576) })).status).toBe(200);
  });
});

test('the host in an absolute address is of no interest', async () => {
  const { port, asked } = await startFront(echo);
  await raw(
    port,
    'GET http://evil.example/papers?x=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  );
  expect(asked[0]).toMatchObject({ url: '/papers?x=1', headers: { host: 'paper.example' } });
});

describe('without upstream', () => {
  test('a reader is told in words and may come back soon', async () => {
    const { get, stopUpstream } = await startFront(echo);
    await stopUpstream();
    const answer = await get('/', { accept: 'text/html,*/*;q=0.8' });
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.text).toContain('not ready yet');
  });

  test.each([
    ['/api/papers', 'text/html'],
    ['/papers', 'application/json'],
  ])('a program that asks for %s as %s is told in JSON', async (path, accept) => {
    const { get, stopUpstream } = await startFront(echo);
    await stopUpstream();
    const answer = await get(path, { accept });
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text).error).toMatchObject({ code: 'unavailable' });
  });

  test('the page is the one that was given', async () => {
    const { get, stopUpstream } = await startFront(echo, {
      errorPage: (status, message) => `<h1>${status}: ${message}</h1>`,
    });
    await stopUpstream();
    expect((await get('/')).text).toMatch(/^<h1>503: /);
  });

  test('that stays silent, the wait has an end', async () => {
    const { ask } = await startFront(() => undefined, { timeoutMs: 30 });
    expect((await ask('/', { method: 'POST' })).status).toBe(503);
  });
});

test("an idle connection that upstream closes is not the reader's trouble", async () => {
  let count = 0;
  const { get } = await startFront((request, response) => {
    count += 1;
    // The second request on a connection finds it closed.
    if (count === 2) return void request.socket.destroy();
    response.end(`answer ${count}`);
  });
  await get('/');
  expect(await get('/')).toMatchObject({ status: 200, text: 'answer 3' });
});

test('each request leaves one line, without query or tokens, and one record', async () => {
  const records: unknown[] = [];
  const { get, log } = await startFront((_request, response) => response.writeHead(500).end(), {
    onRequest: (record) => records.push(record),
  });
  await get(`/unsubscribe/${'t0ken'.repeat(9)}?email=a@b.example`);
  await until(() => records.length === 1);
  const line = log.find(({ msg }) => msg === 'request');
  expect(line).toMatchObject({
    level: 40,
    method: 'GET',
    path: '/unsubscribe/(token)',
    status: 500,
    cache: 'PASS',
    ms: expect.any(Number),
    requestId: expect.any(String),
  });
  expect(records[0]).toMatchObject({ status: 500, cache: 'PASS' });
});
