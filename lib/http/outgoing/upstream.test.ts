import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startReplay, type Replay } from '@/tests/support/upstream-replay';
import { createUpstream, UpstreamRefusal, type UpstreamOptions } from './upstream';

const DAY = '/api/daily_papers?date=2025-03-17';
let replay: Replay;

beforeEach(async () => {
  replay = await startReplay();
});
afterEach(async () => {
  await replay.close();
});

/** A client whose clock moves only while it sleeps. */
function createClient(options: Partial<UpstreamOptions> = {}) {
  const sleeps: number[] = [];
  let nowMs = Date.parse('2025-03-17T12:00:00Z');
  const upstream = createUpstream({
    name: 'The source',
    userAgent: 'Broadsheet/0.1 (+https://papers.example.org)',
    baseUrls: [replay.url],
    minIntervalMs: 0,
    random: () => 0.5,
    clock: () => new Date(nowMs),
    sleep: async (ms) => {
      sleeps.push(ms);
      nowMs += ms;
    },
    ...options,
  });
  return { sleeps, get: (path: string, request = {}) => upstream.get(replay.url + path, request) };
}

test('it names itself and returns the body with what to recognise it by', async () => {
  const answer = await createClient().get(DAY, { accept: 'application/json' });
  expect(answer).toMatchObject({ status: 'ok', contentType: 'application/json; charset=utf-8' });
  expect(replay.requests[0]?.headers).toMatchObject({
    'user-agent': 'Broadsheet/0.1 (+https://papers.example.org)',
    accept: 'application/json',
  });
});

test('an answer that has not changed since is not sent again', async () => {
  const client = createClient();
  const first = await client.get(DAY);
  const etag = first.status === 'ok' ? first.etag : null;
  expect(await client.get(DAY, { etag, lastModified: 'Mon, 17 Mar 2025 00:00:00 GMT' })).toEqual({
    status: 'not_modified',
  });
  expect(replay.requests[1]?.headers['if-modified-since']).toBe('Mon, 17 Mar 2025 00:00:00 GMT');
});

test('requests made together go out one after another, each its interval after the last', async () => {
  const client = createClient({ minIntervalMs: 3000 });
  await Promise.all([client.get(DAY), client.get('/oai'), client.get(DAY)]);
  expect(replay.requests.map(({ url }) => url)).toEqual([DAY, '/oai', DAY]);
  expect(client.sleeps).toEqual([3000, 3000]);
});

test('one request that fails does not hold up the next', async () => {
  const client = createClient();
  const [missing, day] = await Promise.allSettled([client.get('/nowhere'), client.get(DAY)]);
  expect(missing.status).toBe('rejected');
  expect(day.status).toBe('fulfilled');
});

describe('when the source is not well', () => {
  test.each([429, 500, 503])(
    'HTTP %i is tried again, later each time, with jitter',
    async (status) => {
      replay.fail({ status, times: 3 });
      const client = createClient();
      expect((await client.get(DAY)).status).toBe('ok');
      expect(client.sleeps).toEqual([1000, 2000, 4000]);
    },
  );

  test('after four tries the error has the source’s response', async () => {
    replay.fail({ status: 503, times: 9 });
    const client = createClient();
    await expect(client.get(DAY)).rejects.toThrow(
      'The source did not answer (HTTP 503), asked 4 times.',
    );
    expect(replay.requests).toHaveLength(4);
  });

  test.each([
    ['20', 20_000],
    ['Mon, 17 Mar 2025 12:01:30 GMT', 90_000],
    ['Mon, 17 Mar 2025 11:00:00 GMT', 0],
    ['soon', 1000],
  ])('Retry-After: %s is kept to', async (retryAfter, waitMs) => {
    replay.fail({ status: 503, retryAfter });
    const client = createClient();
    await client.get(DAY);
    expect(client.sleeps).toEqual([waitMs]);
  });

  test('one that wants to be left alone for an hour is, and the error says until when', async () => {
    replay.fail({ status: 429, retryAfter: '3600' });
    const client = createClient();
    await expect(client.get(DAY)).rejects.toThrow(
      'The source asks to be left alone until 2025-03-17T13:00:00.000Z (HTTP 429).',
    );
    expect(client.sleeps).toEqual([]);
  });

  test('a requested pause does not shorten the interval', async () => {
    replay.fail({ status: 503, retryAfter: '1' });
    const client = createClient({ minIntervalMs: 3000 });
    await client.get(DAY);
    expect(client.sleeps).toEqual([1000, 2000]);
  });

  test('one that never answers is given up after the time-out', async () => {
    replay.fail({ hang: true, times: 2 });
    const client = createClient({ timeoutMs: 40, tries: 2 });
    await expect(client.get(DAY)).rejects.toThrow(
      'The source did not answer (nothing within 0.04 s), asked 2 times.',
    );
  });

  test('a truncated body is requested again', async () => {
    replay.fail({ closeEarly: true });
    expect((await createClient().get(DAY)).status).toBe('ok');
    expect(replay.requests).toHaveLength(2);
  });

  test('one that is away is said to be', async () => {
    const client = createClient();
    await replay.close();
    await expect(client.get(DAY)).rejects.toThrow(
      'The source did not answer (ECONNREFUSED), asked 4 times.',
    );
  });

  test('each pause is reported to the observer', async () => {
    const waits: unknown[] = [];
    replay.fail({ status: 503 });
    await createClient({ onRetry: (retry) => waits.push(retry) }).get(DAY);
    expect(waits).toEqual([{ url: replay.url + DAY, reason: 'HTTP 503', waitMs: 1000 }]);
  });
});

test('a refusal is not repeated, and its words are kept', async () => {
  replay.fail({ status: 400, body: 'no such day' });
  const refusal = await createClient()
    .get(DAY)
    .catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UpstreamRefusal);
  expect(refusal).toMatchObject({ httpStatus: 400, body: Buffer.from('no such day') });
  expect(replay.requests).toHaveLength(1);
});

describe('a redirect', () => {
  test('is followed at the source itself, as a request of its own', async () => {
    replay.fail({ status: 301, location: DAY });
    const client = createClient({ minIntervalMs: 3000 });
    expect((await client.get('/old')).status).toBe('ok');
    expect(client.sleeps).toEqual([3000]);
  });

  test.each(['http://169.254.169.254/latest', 'http://localhost:1/', 'file:///etc/passwd'])(
    'to %s is not',
    async (location) => {
      replay.fail({ status: 302, location });
      await expect(createClient().get(DAY)).rejects.toThrow('The source is not at ');
      expect(replay.requests).toHaveLength(1);
    },
  );

  test('without end is given up', async () => {
    replay.fail({ status: 302, location: DAY, times: 20 });
    await expect(createClient().get(DAY)).rejects.toThrow('redirects without end');
  });
});

test('requests go to the source only', async () => {
  const client = createUpstream({
    name: 'The source',
    userAgent: 'Broadsheet',
    baseUrls: ['https://export.arxiv.org/api/query'],
    minIntervalMs: 0,
  });
  await expect(client.get(replay.url)).rejects.toThrow('The source is not at http://127.0.0.1');
  expect(replay.requests).toHaveLength(0);
});

test('more than a body may hold is refused while it arrives', async () => {
  const chunk = new Uint8Array(1024 * 1024);
  let sent = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      sent += 1;
      controller.enqueue(chunk);
    },
  });
  const client = createClient({ fetch: async () => new Response(endless) });
  await expect(client.get(DAY)).rejects.toThrow('sent more than 67108864 bytes');
  expect(sent).toBeLessThan(70);
});

test('the caller can abort a request, also during a pause', async () => {
  replay.fail({ status: 503, times: 9 });
  const calledOff = new AbortController();
  const client = createClient({
    sleep: async (_ms, signal) => {
      calledOff.abort(new Error('no time left'));
      signal?.throwIfAborted();
    },
  });
  await expect(client.get(DAY, { signal: calledOff.signal })).rejects.toThrow('no time left');
  expect(replay.requests).toHaveLength(1);
});
