import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { gate, startFront, until } from '@/tests/support/front';

function tagged(tags: string) {
  let count = 0;
  return (_request: IncomingMessage, response: ServerResponse) => {
    count += 1;
    response.writeHead(200, {
      'cache-control': 's-maxage=60, stale-while-revalidate=600',
      'cache-tag': tags,
    });
    response.end(`answer ${count}`);
  };
}

describe('a purge by tag', () => {
  test('makes the next reader get a new page, and leaves other pages alone', async () => {
    const { get, front } = await startFront((request, response) => {
      tagged(request.url === '/day' ? 'day-2025-03-14, latest' : 'about')(request, response);
    });
    await get('/day');
    await get('/about');
    front.purge(['latest']);
    expect((await get('/about')).headers['x-cache']).toBe('HIT');
    expect((await get('/day')).headers['x-cache']).toBe('MISS');
    expect((await get('/day')).headers['x-cache']).toBe('HIT');
  });

  test('keeps the tags for caches further out', async () => {
    const { get } = await startFront(tagged('a, b'));
    expect((await get('/')).headers['cache-tag']).toBe('a, b');
  });

  test('outdoes stale-while-revalidate', async () => {
    const { get, front, advance } = await startFront(tagged('a'));
    await get('/');
    advance(100);
    front.purge(['a']);
    expect(await get('/')).toMatchObject({ text: 'answer 2', headers: { 'x-cache': 'MISS' } });
  });

  test('leaves the page to stand in while upstream is away', async () => {
    const { get, front, stopUpstream } = await startFront(tagged('a'));
    await get('/');
    front.purge(['a']);
    await stopUpstream();
    expect(await get('/')).toMatchObject({ text: 'answer 1', headers: { 'x-cache': 'STALE' } });
  });

  test('of everything reaches what has no tag', async () => {
    const { get, front } = await startFront(tagged(''));
    await get('/');
    front.purge('all');
    expect((await get('/')).headers['x-cache']).toBe('MISS');
  });
});

describe('a purge for soon', () => {
  test('fetches a page again once it is two seconds old, and not before', async () => {
    const { get, front, advance } = await startFront(tagged('a'));
    await get('/');
    front.purge(['~a']);
    advance(1);
    expect(await get('/')).toMatchObject({ text: 'answer 1', headers: { 'x-cache': 'HIT' } });
    advance(1);
    expect(await get('/')).toMatchObject({ text: 'answer 2', headers: { 'x-cache': 'MISS' } });
    advance(60 - 1);
    expect((await get('/')).headers['x-cache']).toBe('HIT');
  });

  test('that comes without end has a page made once every two seconds', async () => {
    const { get, front, advance, requests } = await startFront(tagged('a'));
    for (let tenths = 0; tenths < 100; tenths += 1) {
      await get('/');
      front.purge(['~a']);
      advance(0.1);
    }
    expect(requests).toHaveLength(5);
  });

  test('leaves pages of other tags alone', async () => {
    const { get, front, advance } = await startFront(tagged('a'));
    await get('/');
    front.purge(['~b']);
    advance(10);
    expect((await get('/')).headers['x-cache']).toBe('HIT');
  });
});

describe('a purge during a request to upstream', () => {
  test('is not undone by the answer, which was made before it', async () => {
    const first = gate();
    let count = 0;
    const { get, front, requests } = await startFront(async (_request, response) => {
      count += 1;
      const mine = count;
      if (mine === 1) await first.opened;
      response.writeHead(200, { 'cache-control': 's-maxage=60', 'cache-tag': 'a' });
      response.end(`answer ${mine}`);
    });
    const early = get('/');
    await until(() => requests.length === 1);
    front.purge(['a']);
    first.open();
    expect((await early).text).toBe('answer 1');
    expect(await get('/')).toMatchObject({ text: 'answer 2', headers: { 'x-cache': 'MISS' } });
  });

  test('makes later requests fetch again, and their response stays', async () => {
    const gates = [gate(), gate()];
    let count = 0;
    const { get, front, requests } = await startFront(async (_request, response) => {
      const mine = count;
      count += 1;
      await gates[mine]?.opened;
      response.writeHead(200, { 'cache-control': 's-maxage=60', 'cache-tag': 'a' });
      response.end(`answer ${mine + 1}`);
    });
    const early = get('/');
    await until(() => requests.length === 1);
    front.purge(['a']);
    const late = get('/');
    await until(() => requests.length === 2);
    gates[1]?.open();
    expect((await late).text).toBe('answer 2');
    gates[0]?.open();
    expect((await early).text).toBe('answer 1');
    expect(await get('/')).toMatchObject({ text: 'answer 2', headers: { 'x-cache': 'HIT' } });
  });
});
