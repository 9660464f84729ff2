/** Parameters of links that pages don't read, and addresses invented to fill the store. */
import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { startFront } from '@/tests/support/front';

/** Responds with a count, to distinguish a stored response from a new one. */
function counting(): RequestListener {
  let count = 0;
  return (_request, response) => {
    count += 1;
    const headers = { 'content-type': 'text/plain', 'cache-control': 'public, s-maxage=60' };
    response.writeHead(200, headers).end(`answer ${count}`);
  };
}

test('what a link carries that no page reads makes no page of its own', async () => {
  const { front, get, requests } = await startFront(counting());
  await get('/papers/2503.99001');
  for (let n = 0; n < 200; n += 1) {
    const { headers, text } = await get(`/%70apers/2503.99001?utm_source=${n}&fbclid=${n}`);
    expect([headers['x-cache'], text]).toEqual(['HIT', 'answer 1']);
  }
  expect(requests.map(({ url }) => url)).toEqual(['/papers/2503.99001']);
  expect(front.stats().entries).toBe(1);
});

test('addresses that differ for no end stay within the bound, long ones too', async () => {
  const maxBytes = 100_000;
  const { front, get } = await startFront(counting(), { maxBytes });
  for (let n = 0; n < 60; n += 1) await get(`/papers?q=${n}${'x'.repeat(3_000)}`);
  const { bytes, entries } = front.stats();
  expect(bytes).toBeLessThanOrEqual(maxBytes);
  expect(entries).toBeGreaterThan(5);
  expect(entries).toBeLessThan(15);
});

test('a reader sees a change before the purge arrives, and no other request fetches it', async () => {
  const { front, get } = await startFront(counting());
  await get('/papers/2503.99001?p=2');
  const changed = '/papers/2503.99001?p=2&c=01a2161c';
  const own = await get(changed, { cookie: 'session=abc' });
  expect([own.headers['x-cache'], own.text]).toEqual(['PASS', 'answer 2']);
  const others = await get(changed);
  expect([others.headers['x-cache'], others.text]).toEqual(['HIT', 'answer 1']);
  expect(front.stats().entries).toBe(1);
});
