import { get as httpGet } from 'node:http';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startFront, until } from '@/tests/support/front';

const PAGE = `<!DOCTYPE html><title>Papers</title>${'<p>An abstract, as long as they are.</p>'.repeat(200)}`;

function serving(body: string, headers: Record<string, string> = {}) {
  return startFront((_request, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 's-maxage=60',
      etag: '"theirs"',
      ...headers,
    });
    response.end(body);
  });
}

const decoders = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  identity: (bytes: Buffer) => bytes,
};

describe('a stored page', () => {
  test.each<[string | undefined, keyof typeof decoders]>([
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=1, br;q=0.1', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
    ['deflate', 'identity'],
    [undefined, 'identity'],
  ])('asked for with Accept-Encoding %s goes out as %s', async (accepted, encoding) => {
    const { get } = await serving(PAGE);
    await get('/');
    const answer = await get('/', accepted === undefined ? {} : { 'accept-encoding': accepted });

    expect(answer.headers['x-cache']).toBe('HIT');
    expect(answer.headers['content-encoding'] ?? 'identity').toBe(encoding);
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
    expect(answer.headers.vary).toBe('Accept-Encoding');
    expect(decoders[encoding](answer.body).toString()).toBe(PAGE);
  });

  test('keeps what else it varies by', async () => {
    const { get } = await serving(PAGE, { vary: 'Accept' });
    expect((await get('/')).headers.vary).toBe('Accept, Accept-Encoding');
  });

  test('that is small goes out as it is, unless the client refuses that', async () => {
    const { get } = await serving('<p>short</p>');
    const answer = await get('/', { 'accept-encoding': 'gzip, br' });
    expect(answer.headers['content-encoding']).toBeUndefined();
    const refused = await get('/', { 'accept-encoding': 'br, identity;q=0' });
    expect(refused.headers['content-encoding']).toBe('br');
  });

  test.each([
    ['is a picture', { 'content-type': 'image/png' }],
    ['must not be transformed', { 'cache-control': 's-maxage=60, no-transform' }],
    ['has no type', { 'content-type': '' }],
  ])('that %s is left alone', async (_name, headers) => {
    const { get } = await serving(PAGE, headers);
    const answer = await get('/', { 'accept-encoding': 'br' });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers.vary).toBeUndefined();
  });

  test('is as small for its first reader as for any later one', async () => {
    const abstracts = Array.from({ length: 500 }, (_, number) => `<p>Paper ${number ** 3}.</p>`);
    const page = abstracts.join('');
    const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
    const { get } = await serving(page);
    const first = await get('/', { 'accept-encoding': 'br' });
    expect(brotliDecompressSync(first.body).toString()).toBe(page);
    expect(first.body.length).toBeLessThan(0.9 * brotliCompressSync(page, quick).length);
    for (let requestCount = 0; requestCount < 5; requestCount += 1) {
      const later = await get('/', { 'accept-encoding': 'br' });
      expect(later.headers.etag).toBe(first.headers.etag);
    }
  });

  test('that is very long is compressed quickly', async () => {
    const page = PAGE.repeat(200);
    const { get } = await serving(page);
    const { body } = await get('/', { 'accept-encoding': 'br' });
    expect(body).toEqual(
      brotliCompressSync(page, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 5,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: page.length,
        },
      }),
    );
  });

  test('counts the bytes of every encoding', async () => {
    const { get, front } = await serving(PAGE);
    await get('/');
    const before = front.stats().bytes;
    const { body } = await get('/', { 'accept-encoding': 'gzip' });
    expect(front.stats().bytes).toBe(before + body.length);
  });

  test('that comes back unchanged keeps its encodings and tags', async () => {
    const { get, front, advance } = await serving(PAGE);
    const first = await get('/', { 'accept-encoding': 'br' });
    const { bytes } = front.stats();
    advance(61);
    const second = await get('/', { 'accept-encoding': 'gzip' });
    expect(second.headers['x-cache']).toBe('MISS');
    expect((await get('/', { 'accept-encoding': 'br' })).headers.etag).toBe(first.headers.etag);
    expect(front.stats().bytes).toBe(bytes + second.body.length);
  });
});

describe('a client that has the page', () => {
  test('gets 304 with any encoding', async () => {
    const { get } = await serving(PAGE);
    const held = await Promise.all(
      ['identity', 'gzip', 'br'].map((encoding) => get('/', { 'accept-encoding': encoding })),
    );
    expect(new Set(held.map(({ headers }) => headers.etag)).size).toBe(3);
    for (const { headers } of held) {
      const answer = await get('/', { 'accept-encoding': 'br', 'if-none-match': headers.etag });
      expect(answer).toMatchObject({ status: 304, text: '', headers: { etag: headers.etag } });
      expect(answer.headers['content-security-policy']).toBe(headers['content-security-policy']);
      expect(answer.headers).toMatchObject({ 'cache-control': 's-maxage=60', vary: headers.vary });
      for (const name of ['content-type', 'content-length', 'content-encoding']) {
        expect(answer.headers).not.toHaveProperty(name);
      }
    }
  });

  test.each([
    ['a weak form of the tag', (etag: string) => `W/${etag}`],
    ['the tag among others', (etag: string) => `"other", ${etag}`],
    ['a star', () => '*'],
  ])('may say so by %s', async (_name, write) => {
    const { get } = await serving(PAGE);
    const { etag = '' } = (await get('/')).headers;
    expect((await get('/', { 'if-none-match': write(etag) })).status).toBe(304);
    expect((await get('/', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('may say so by date, where the page has one', async () => {
    const date = 'Tue, 01 Jan 2030 00:00:00 GMT';
    const { get } = await serving(PAGE, { 'last-modified': date });
    await get('/');
    expect((await get('/', { 'if-modified-since': date })).status).toBe(304);
  });

  test('gets a changed page whole', async () => {
    let version = 1;
    const { get, front } = await startFront((_request, response) => {
      response.writeHead(200, { 'cache-control': 's-maxage=60', 'cache-tag': 'a' });
      response.end(`version ${version}`);
    });
    const { etag } = (await get('/')).headers;
    version = 2;
    front.purge(['a']);
    expect(await get('/', { 'if-none-match': etag })).toMatchObject({
      status: 200,
      text: 'version 2',
    });
  });
});

describe('what is passed on unstored', () => {
  const personal = { cookie: 'session=abc', 'accept-encoding': 'br' };

  test('is compressed as a page, its tag made weak', async () => {
    const { get } = await serving(PAGE);
    const answer = await get('/', personal);
    expect(answer.headers).toMatchObject({
      'x-cache': 'PASS',
      'content-encoding': 'br',
      'content-length': String(answer.body.length),
      etag: 'W/"theirs"',
      vary: 'Accept-Encoding',
    });
    expect(brotliDecompressSync(answer.body).toString()).toBe(PAGE);
  });

  test('is compressed as it arrives when it is other text', async () => {
    const { get } = await serving(PAGE, { 'content-type': 'application/json' });
    const answer = await get('/', personal);
    expect(answer.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(answer.body).toString()).toBe(PAGE);
    const gzipped = await get('/', { ...personal, 'accept-encoding': 'gzip' });
    expect(gunzipSync(gzipped.body).toString()).toBe(PAGE);
  });

  test.each([
    ['/reading.js', { 'accept-encoding': 'br' }],
    ['/account', personal],
  ])(
    '%s is told as unchanged to who has it, though upstream was asked for all',
    async (path, input) => {
      const upstream = { 'cache-control': 'public, max-age=0', 'content-type': 'text/javascript' };
      const { get } = await serving(PAGE, upstream);
      const first = await get(path, input);
      for (let time = 0; time < 2; time += 1) {
        const again = await get(path, { ...input, 'if-none-match': first.headers.etag });
        expect([again.status, again.body.length]).toEqual([304, 0]);
        expect(again.headers).toMatchObject({ 'x-cache': 'PASS', vary: 'Accept-Encoding' });
        expect(again.headers['content-type']).toBeUndefined();
        expect(again.headers['content-length']).toBeUndefined();
      }
      const other = await get(path, { ...input, 'if-none-match': '"another"' });
      expect(other.status).toBe(200);
    },
  );

  test('reaches the client piece by piece', async () => {
    let finish: (() => void) | undefined;
    const { port } = await startFront((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('first');
      finish = () => response.end('last');
    });
    const pieces: Buffer[] = [];
    const ended = new Promise<void>((resolve) => {
      httpGet({ port, headers: { 'accept-encoding': 'gzip' }, agent: false }, (response) => {
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', resolve);
      });
    });
    await until(() => Buffer.concat(pieces).length > 10);
    finish?.();
    await ended;
    expect(gunzipSync(Buffer.concat(pieces)).toString()).toBe('firstlast');
  });

  test('is left as it is when it is part of something, or a stream of events', async () => {
    const events = await serving(PAGE, { 'content-type': 'text/event-stream' });
    expect((await events.get('/', personal)).text).toBe(PAGE);
    const part = await startFront((_request, response) => {
      response.writeHead(206, { 'content-type': 'text/plain', 'content-range': 'bytes 0-8/9' });
      response.end('a'.repeat(2_000));
    });
    const answer = await part.get('/', { range: 'bytes=0-', 'accept-encoding': 'br' });
    expect(answer.headers['content-encoding']).toBeUndefined();
  });
});
