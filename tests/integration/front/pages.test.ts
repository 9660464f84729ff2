import type http from 'node:http';
import { expect, test } from 'vitest';
import { startFront } from '../../support/front';

const HTML = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 's-maxage=60' };
const SHELL = '<!DOCTYPE html><html id="__next_error__"><head></head><body></body></html>';
const NOWHERE = '<!DOCTYPE html><html lang="en"><body><h1>There is nothing here</h1></body></html>';

/** An upstream like Next: a page, a missing page, a failing one, and Next's own 404 page. */
function next(request: http.IncomingMessage, response: http.ServerResponse): void {
  const answers: Record<string, [status: number, body: string]> = {
    '/bare': [
      200,
      '<html><p>54<!-- --> votes</p><script>self.__next_f.push([1,"x"])</script></html>',
    ],
    '/missing': [404, SHELL],
    '/failing': [500, SHELL],
    '/odd': [200, SHELL],
  };
  const [status, body] = answers[request.url ?? ''] ?? [404, NOWHERE];
  response.writeHead(status, HTML).end(body);
}

test('a page goes out without the framework', async () => {
  const { get } = await startFront(next);
  for (const verdict of ['MISS', 'HIT']) {
    const { text, headers } = await get('/bare');
    expect(text).toBe('<html><p>54 votes</p></html>');
    expect(headers['x-cache']).toBe(verdict);
  }
});

test('the same holds for a reader with a session, whose page is not stored', async () => {
  const { get } = await startFront(next);
  const { text, headers } = await get('/bare', { cookie: 'session=1' });
  expect(text).toBe('<html><p>54 votes</p></html>');
  expect(headers['x-cache']).toBe('PASS');
});

test('where Next leaves a 404 to its scripts, readers get the page for it', async () => {
  const { get, requests } = await startFront(next);
  const { status, text } = await get('/missing');
  expect(status).toBe(404);
  expect(text).toBe(NOWHERE);
  await get('/missing?again');
  expect(requests.map(({ url }) => url)).toEqual(['/missing', '/404', '/missing?again']);
});

test.each(['/failing', '/odd'])(
  'where Next gives up on %s, readers get words and a number',
  async (path) => {
    const { get } = await startFront(next);
    const { status, text, headers } = await get(path);
    expect(status).toBe(500);
    expect(text).toContain(String(headers['x-request-id']));
    expect(text).toContain('href="/papers"');
    expect(headers['cache-control']).toBe('no-store');
  },
);

test('Markdown and pages of one address are distinguished for any Accept header of a browser', async () => {
  const { get, requests } = await startFront((request, response) => {
    response.writeHead(200, { ...HTML, vary: 'Accept' }).end(request.headers.accept);
  });
  expect((await get('/', { accept: 'text/html,application/xml;q=0.9' })).text).toBe('*/*');
  expect((await get('/', { accept: 'text/html;q=1, */*' })).headers['x-cache']).toBe('HIT');
  expect((await get('/', { accept: 'text/markdown' })).text).toBe('text/markdown');
  expect(requests).toHaveLength(2);
});
