import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { parseProxyTrust } from '@/lib/trusted-proxies';
import { gate, startFront, until, type TestFront } from '@/tests/support/front';
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

  test('has the client’s own address, whatever the client claims', async () => {
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

  test('takes the reader’s address from a trusted proxy, and nothing else', async () => {
    const { ask } = await startFront(echo, { trustProxy: parseProxyTrust('1') });
    const claims = {
      host: 'evil.example',
      'x-forwarded-for': '198.51.100.1, 203.0.113.9',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
    };
    const { text } = await ask('/', { method: 'POST', headers: claims });
    expect(JSON.parse(text).headers).toMatchObject({
      host: 'paper.example',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'paper.example',
      'x-forwarded-proto': 'https',
    });
  });

  test('takes no address from a proxy that is not on the list', async () => {
    const { ask } = await startFront(echo, { trustProxy: parseProxyTrust('192.0.2.0/24') });
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const { text } = await ask('/', { method: 'POST', headers });
    expect(JSON.parse(text).headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1' });
  });

  test.each([
    ['a GET in chunks', 'GET / HTTP/1.1\r\nTransfer-Encoding: chunked'],
    ['a DELETE in chunks', 'DELETE / HTTP/1.1\r\nTransfer-Encoding: chunked'],
    ['a POST in chunks', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked'],
  ])('can not hide a second one in the body of %s', async (_name, head) => {
    const { port, requests } = await startFront(echo);
    const smuggled = 'GET /admin HTTP/1.1\r\nHost: a\r\n\r\n';
    const chunk = `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`;
    await raw(port, `${head}\r\nHost: a\r\nConnection: close\r\n\r\n${chunk}`);
    expect(requests.map(({ url }) => url)).toEqual(['/']);
  });

  test('can not hide a second one by naming Content-Length in Connection', async () => {
    const { port, requests } = await startFront(echo);
    const smuggled = 'GET /admin HTTP/1.1\r\nHost: a\r\n\r\n';
    const head = `GET / HTTP/1.1\r\nHost: a\r\nConnection: close, content-length`;
    await raw(port, `${head}\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`);
    expect(requests.map(({ url }) => url)).toEqual(['/']);
  });

  test('is ended when its client hangs up', async () => {
    const ended = gate();
    const { port, requests } = await startFront((_request, response) => {
      response.on('close', ended.open);
    });
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
    });
    await until(() => requests.length === 1);
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

test('each request leaves one line, without query or tokens, and one record', async () => {
  const records: unknown[] = [];
  const { get, log } = await startFront((_request, response) => response.writeHead(500).end(), {
    onRequest: (record) => records.push(record),
  });
  await get(`/unsubscribe/${'t0ken'.repeat(9)}?email=a@b.example`);
  await until(() => records.length === 1);
  const line = log.find(({ msg }) => msg === 'request');
  expect(line).toMatchObject({
    level: 20,
    method: 'GET',
    path: '/unsubscribe/(token)',
    status: 500,
    cache: 'PASS',
    ms: expect.any(Number),
    requestId: expect.any(String),
  });
  expect(records[0]).toMatchObject({ status: 500, cache: 'PASS' });
});

describe('the operator is warned once', () => {
  const warnings = ({ log }: TestFront) =>
    log.filter(({ level, msg }) => level === 40 && /X-Forwarded-For/.test(msg));

  async function ask(site: TestFront, times: number, headers = {}): Promise<void> {
    for (let count = 0; count < times; count += 1) await site.get('/', headers);
  }

  test('when every request comes from one private address', async () => {
    const site = await startFront(echo);
    await ask(site, 99);
    expect(warnings(site)).toEqual([]);
    await ask(site, 101);
    expect(warnings(site)).toMatchObject([{ address: '127.0.0.1' }]);
  });

  test('but not when a proxy reports the address', async () => {
    const site = await startFront(echo, { trustProxy: parseProxyTrust('1') });
    await ask(site, 200, { 'x-forwarded-for': '203.0.113.9' });
    expect(warnings(site)).toEqual([]);
  });

  test('and not on a newcomer’s own machine', async () => {
    const site = await startFront(echo, { publicUrl: 'http://localhost:3000' });
    await ask(site, 200);
    expect(warnings(site)).toEqual([]);
  });
});
