import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startFront } from '@/tests/support/front';
import type { RequestListener } from 'node:http';

/** Returns the request as the response. */
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

/** Sends raw bytes and collects the response. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.on('data', (chunk) => (received += chunk));
    socket.on('end', () => resolve(received));
    socket.on('error', reject);
  });
}

describe('a request that is refused', () => {
  test.each([
    ['an address of more than 4 kB', `/papers?q=${'a'.repeat(4_100)}`, 414],
    ['a NUL', '/papers/%00', 400],
    ['a NUL in the query', '/papers?q=a%00b', 400],
    ['a malformed escape', '/papers/%zz', 400],
    ['bytes that are not UTF-8', '/papers/%ff', 400],
  ])('%s', async (_name, path, status) => {
    const { get, requests } = await startFront(echo);
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(answer.text).toContain('href="/papers"');
    expect(requests).toHaveLength(0);
  });

  test('of the API, with its message where clients of Hugging Face look for it', async () => {
    const { get } = await startFront(echo);
    const answer = await get(`/api/papers/search?q=${'a'.repeat(4_100)}`);
    expect(answer.status).toBe(414);
    expect(answer.headers['x-error-message']).toBe(JSON.parse(answer.text).error.message);
    expect(answer.headers['access-control-expose-headers']).toContain('X-Error-Message');
  });

  test('because nothing answers its method', async () => {
    const { ask, requests } = await startFront(echo);
    const answer = await ask('/papers', { method: 'TRACE' });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toContain('GET, HEAD, POST');
    expect(answer.text).toContain('href="/papers"');
    expect(requests).toHaveLength(0);
  });

  test.each(['cookie', 'accept', 'x-forwarded-for', 'x-anything'])(
    'because its header %s is longer than 8 kB',
    async (name) => {
      const { get, requests } = await startFront(echo);
      const answer = await get('/', { [name]: 'a'.repeat(8_193) });
      expect(answer).toMatchObject({ status: 431, headers: { 'cache-control': 'no-store' } });
      expect(requests).toHaveLength(0);
      expect((await get('/', { [name]: 'a'.repeat(8_192) })).status).toBe(200);
    },
  );

  test('because its Content-Length is too long', async () => {
    const { ask, requests } = await startFront(echo);
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
    expect(requests).toHaveLength(0);
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
    const { get, requests } = await startFront(echo);
    const answer = await get('/', { connection: 'Upgrade', upgrade: 'websocket' });
    expect(answer.status).toBe(400);
    expect(requests).toHaveLength(0);
  });

  test('with a body of exactly the limit is not', async () => {
    const { ask } = await startFront((request, response) => {
      request.resume().on('end', () => response.end());
    });
    expect((await ask('/', { method: 'POST', body: Buffer.alloc(1_048_576) })).status).toBe(200);
  });
});

test('the host in an absolute address is of no interest', async () => {
  const { port, requests } = await startFront(echo);
  await raw(
    port,
    'GET http://evil.example/papers?q=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  );
  expect(requests[0]).toMatchObject({ url: '/papers?q=1', headers: { host: 'paper.example' } });
});

describe('without upstream', () => {
  test('a reader gets an explanation and may retry soon', async () => {
    const { get, stopUpstream } = await startFront(echo);
    await stopUpstream();
    const answer = await get('/', { accept: 'text/html,*/*;q=0.8' });
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.text).toContain('isn’t ready yet');
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
