import { request, type RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { gate, startFront, until } from '@/tests/support/front';

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

describe('concurrent misses', () => {
  test('are one request to upstream', async () => {
    const { opened, open } = gate();
    const { get, requests, arrived } = await startFront(async (_request, response) => {
      await opened;
      response.writeHead(200, { 'cache-control': SHARED });
      response.end('once');
    });
    const waiting = Array.from({ length: 20 }, () => get('/'));
    await until(() => requests.length > 0 && arrived() === 20);
    open();
    const answers = await Promise.all(waiting);
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['once']));
    expect(requests).toHaveLength(1);
  });

  test('of what can not be shared go on by themselves, all at once', async () => {
    const gates = [gate(), gate()];
    let count = 0;
    const { get, requests, arrived } = await startFront(async (_request, response) => {
      count += 1;
      const mine = count;
      await gates[mine === 1 ? 0 : 1]?.opened;
      response.writeHead(200, { 'cache-control': 'private' });
      response.end(`for ${mine}`);
    });
    const waiting = Array.from({ length: 5 }, () => get('/'));
    await until(() => arrived() === 5);
    gates[0]?.open();
    // Responds only after all four requests have arrived.
    await until(() => requests.length === 5);
    gates[1]?.open();
    const answers = await Promise.all(waiting);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(5);
  });

  test('of what was found to be for one client alone do not wait at all', async () => {
    const { opened, open } = gate();
    const { get, requests } = await startFront(async (_request, response) => {
      if (requests.length > 1) await opened;
      response.writeHead(200, { 'cache-control': 'private' });
      response.end();
    });
    await get('/');
    const waiting = Array.from({ length: 5 }, () => get('/'));
    await until(() => requests.length === 6);
    open();
    await Promise.all(waiting);
  });

  test('of what can be shared after all are one request again', async () => {
    const { opened, open } = gate();
    let isPrivate = true;
    const { get, requests, arrived, advance } = await startFront(async (_request, response) => {
      if (requests.length > 2) await opened;
      response.writeHead(200, { 'cache-control': isPrivate ? 'private' : SHARED });
      response.end();
    });
    await get('/');
    isPrivate = false;
    await get('/');
    advance(61);
    const waiting = Array.from({ length: 5 }, () => get('/'));
    await until(() => arrived() === 7);
    open();
    await Promise.all(waiting);
    expect(requests).toHaveLength(3);
  });

  test('go on when the client that came first hangs up', async () => {
    const { opened, open } = gate();
    const { get, requests, port } = await startFront(async (_request, response) => {
      await opened;
      response.writeHead(200, { 'cache-control': SHARED });
      response.end('still here');
    });
    const leaving = request({ port, path: '/', agent: false });
    leaving.on('error', () => undefined);
    leaving.end();
    await until(() => requests.length === 1);
    leaving.destroy();
    const staying = get('/');
    open();
    expect((await staying).text).toBe('still here');
    expect(requests).toHaveLength(1);
  });
});

describe('stale answers', () => {
  test('are given at once while one request refreshes them', async () => {
    const refreshed = gate();
    let count = 0;
    const { get, requests, advance } = await startFront(async (_request, response) => {
      count += 1;
      const mine = count;
      if (mine > 1) await refreshed.opened;
      response.writeHead(200, { 'cache-control': 's-maxage=60, stale-while-revalidate=600' });
      response.end(`answer ${mine}`);
    });
    await get('/');
    advance(100);
    const stale = await Promise.all([get('/'), get('/'), get('/')]);
    expect(stale.map(({ text, headers }) => [text, headers['x-cache'], headers.age])).toEqual(
      Array.from({ length: 3 }, () => ['answer 1', 'STALE', '100']),
    );
    await until(() => requests.length === 2);
    refreshed.open();
    await until(() => requests[1]?.complete ?? false);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const fresh = await get('/');
    expect([fresh.text, fresh.headers['x-cache']]).toEqual(['answer 2', 'HIT']);
    expect(requests).toHaveLength(2);
  });

  test.each([500, 502, 503])('stand in when upstream answers %i', async (status) => {
    let isBroken = false;
    const { get, advance } = await startFront((_request, response) => {
      response.writeHead(isBroken ? status : 200, { 'cache-control': SHARED });
      response.end(isBroken ? 'broken' : 'whole');
    });
    await get('/');
    isBroken = true;
    advance(3_600);
    const answer = await get('/');
    expect(answer).toMatchObject({ status: 200, text: 'whole', headers: { 'x-cache': 'STALE' } });
    expect(answer.headers.warning).toBeUndefined();
  });

  test('stand in for a day when upstream is away, and no longer', async () => {
    const { get, advance, stopUpstream } = await startFront(counting());
    await get('/');
    await stopUpstream();
    advance(60 + 86_399);
    expect(await get('/')).toMatchObject({ status: 200, headers: { 'x-cache': 'STALE' } });
    advance(1);
    expect((await get('/')).status).toBe(503);
  });

  test('stand in when upstream is silent, and the next reader does not wait for it again', async () => {
    let isSilent = false;
    const { get, advance, requests } = await startFront(
      (_request, response) => {
        if (isSilent) return;
        response.writeHead(200, { 'cache-control': SHARED });
        response.end('whole');
      },
      { timeoutMs: 50 },
    );
    await get('/');
    isSilent = true;
    advance(100);
    expect(await get('/')).toMatchObject({ text: 'whole', headers: { 'x-cache': 'STALE' } });
    expect(await get('/')).toMatchObject({ text: 'whole', headers: { 'x-cache': 'STALE' } });
    expect(requests).toHaveLength(2);
  });

  test('are not given where the response forbids it', async () => {
    const { get, advance, stopUpstream } = await startFront(
      counting({ 'cache-control': 's-maxage=60, must-revalidate' }),
    );
    await get('/');
    await stopUpstream();
    advance(61);
    expect((await get('/')).status).toBe(503);
  });

  test('are dropped when the page turns out to be private now', async () => {
    let isPrivate = false;
    const { get, advance, front } = await startFront((_request, response) => {
      const control = isPrivate ? 'private' : 's-maxage=60, stale-while-revalidate=600';
      response.writeHead(200, { 'cache-control': control });
      response.end();
    });
    await get('/');
    isPrivate = true;
    advance(100);
    await get('/');
    await until(() => front.stats().entries === 0);
    expect((await get('/')).headers['x-cache']).toBe('PASS');
  });
});
