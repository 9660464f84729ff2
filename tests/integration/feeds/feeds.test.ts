/** The feeds over HTTP: contents and conditional requests. */
import type { ServerResponse } from 'node:http';
import { parseFeed } from '@rowanmanning/feed-parser';
import { parseOpml } from 'feedsmith';
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { GET } from '@/app/feeds/[...feed]/route';
import { createToken } from '@/lib/accounts/tokens/token-commands';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { proxy } from '@/proxy';
import { callRoute, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { startFront } from '../../support/front';
import { addReader } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const TOPICS = [{ slug: 'weather', name: 'Weather', categories: ['none'], words: ['fog'] }];
const list = (...listings: Parameters<typeof listing>[0][]) =>
  storeListings(db, listings.map(listing), TOPICS);

beforeEach(async () => {
  await db.topic.createMany({ data: TOPICS.map((topic, position) => ({ ...topic, position })) });
  await list(
    { id: '2503.90001', listedOn: '2025-03-14', upstreamVotes: 9, paper: { title: 'Fog at Sea' } },
    { id: '2503.90002', listedOn: '2025-03-17', paper: { title: 'Clocks', abstract: 'Tick.' } },
    { id: '2503.90003', listedOn: '2025-03-18', paper: { authors: [{ name: 'Obi A. Eze' }] } },
  );
});

function ask(path: string, headers: Record<string, string> = {}) {
  const { pathname } = new URL(path, SITE);
  const feed = pathname.replace('/feeds/', '').split('/');
  return callRoute(GET, path, { params: { feed }, headers });
}

async function idsOf(path: string) {
  const response = await ask(path);
  expect(response.status).toBe(200);
  return parseFeed(await response.text()).items.map(({ id }) => id?.split('/papers/')[1]);
}

test('the daily feed has every listing, newest first, each paper once', async () => {
  await list({ id: '2503.90001', listedOn: '2025-03-19' });
  expect(await idsOf('/feeds/daily.rss')).toEqual(['2503.90001', '2503.90003', '2503.90002']);
});

test('trending is in the order of its window', async () => {
  const [first] = await idsOf('/feeds/trending.atom?window=month');
  expect(first).toBe('2503.90001');
  const response = await ask('/feeds/trending.atom?window=month');
  expect(await response.text()).toContain('/feeds/trending.atom?window=month');
});

test('a topic, an author and a search have their papers', async () => {
  expect(await idsOf('/feeds/topics/weather.rss')).toEqual(['2503.90003', '2503.90001']);
  expect(await idsOf('/feeds/authors/Obi%20A.%20Eze.atom')).toEqual(['2503.90003']);
  expect(await idsOf('/feeds/search.rss?q=clocks')).toEqual(['2503.90002']);
});

test('a paper’s comments are a feed, without removed ones, and escaped', async () => {
  const { id: userId } = await addReader(db, 'ada', { name: 'Ada <b>' });
  const about = { paperId: '2503.90001', userId };
  await db.comment.create({ data: { ...about, id: 'c1', body: 'Fog & <i>ink</i>.\n\nTwice.' } });
  await db.comment.create({ data: { ...about, body: '', deletedAt: new Date() } });
  await db.comment.create({ data: { ...about, body: 'Rude.', hiddenAt: new Date() } });
  const response = await ask('/feeds/papers/2503.90001/comments.atom');
  const text = await response.text();
  const { items } = parseFeed(text);
  expect(items.map(({ id, title }) => ({ id, title }))).toEqual([
    { id: `${SITE}/papers/2503.90001#c-c1`, title: 'Ada <b> on “Fog at Sea”' },
  ]);
  // Parsed separately: the parser decodes entities once more than feed readers do.
  expect(text).toContain('<p>Fog &amp; &lt;i&gt;ink&lt;/i&gt;.</p><p>Twice.</p>');
  expect(response.headers.get('cache-tag')).toContain('paper-2503.90001');
  await db.paper.update({ where: { id: '2503.90001' }, data: { hiddenAt: new Date() } });
  expect((await ask('/feeds/papers/2503.90001/comments.atom')).status).toBe(404);
});

test.each([
  ['rss', 'application/rss+xml; charset=utf-8'],
  ['atom', 'application/atom+xml; charset=utf-8'],
  ['json', 'application/feed+json; charset=utf-8'],
])('.%s is served as %s, for all readers', async (format, type) => {
  const { headers } = await ask(`/feeds/daily.${format}`);
  expect(headers.get('content-type')).toBe(type);
  expect(headers.get('cache-control')).toMatch(/^public, /);
  expect(headers.get('access-control-allow-origin')).toBe('*');
});

test('a conditional request with the ETag gets 304', async () => {
  const etag = (await ask('/feeds/daily.rss')).headers.get('etag')!;
  const again = await ask('/feeds/daily.rss', { 'if-none-match': etag });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test.each(['daily.rss', 'daily.atom', 'daily.json', 'topics/weather.rss', 'search.rss?q=fog'])(
  'a reader of %s with If-Modified-Since alone gets a new entry of the same day',
  async (path) => {
    const { get, front, advance } = await startFront((request, response) => {
      void answerWith(response, ask(request.url!, { 'x-request-id': 'feed-by-date' }));
    });
    const first = await get(`/feeds/${path}`);
    const since = first.headers['last-modified']!;
    expect(new Date(since).toUTCString()).toBe(since);
    expect((await get(`/feeds/${path}`, { 'if-modified-since': since })).status).toBe(304);
    await list({ id: '2503.90009', listedOn: '2025-03-18', paper: { title: 'Fog again' } });
    front.purge(['editions']);
    // Within the same second, and a minute later.
    for (const seconds of [0, 60]) {
      advance(seconds);
      const again = await get(`/feeds/${path}`, { 'if-modified-since': since });
      expect([again.status, again.text.includes('2503.90009')]).toEqual([200, true]);
      expect(again.headers['last-modified']).not.toBe(since);
    }
  },
);

test('a feed without comments is dated by its paper, in every format', async () => {
  const text = async (format: string) =>
    (await ask(`/feeds/papers/2503.90001/comments.${format}`)).text();
  const { publishedOn } = await db.paper.findUniqueOrThrow({ where: { id: '2503.90001' } });
  expect(await text('atom')).toContain(`<updated>${publishedOn.toISOString()}</updated>`);
  expect(await text('rss')).toContain(publishedOn.toUTCString());
  for (const format of ['rss', 'atom', 'json']) expect(await text(format)).not.toContain('1970');
});

async function answerWith(response: ServerResponse, answer: Promise<Response>): Promise<void> {
  const { status, headers, body } = await answer;
  response.writeHead(status, Object.fromEntries(headers));
  response.end(body && Buffer.from(await new Response(body).arrayBuffer()));
}

test('votes leave a feed unchanged; a listing and a revision of its papers purge it', async () => {
  const before = await (await ask('/feeds/daily.rss')).text();
  await list({
    id: '2503.90002',
    listedOn: '2025-03-17',
    upstreamVotes: 80,
    paper: { title: 'Clocks', abstract: 'Tick.' },
  });
  const after = await ask('/feeds/daily.rss');
  expect(await after.text()).toBe(before);
  expect(after.headers.get('cache-tag')?.split(',')).toEqual([
    'editions',
    'paper-2503.90003',
    'paper-2503.90002',
    'paper-2503.90001',
  ]);
});

test.each([
  ['/feeds/daily', 404],
  ['/feeds/daily.xml', 404],
  ['/feeds/nothing.rss', 404],
  ['/feeds/topics/nothing.rss', 404],
  ['/feeds/authors/Nobody.rss', 404],
  [`/feeds/authors/${'x'.repeat(400)}.rss`, 404],
  ['/feeds/authors/%zz.rss', 400],
  ['/feeds/search.rss', 400],
  ['/feeds/search.rss?q=%20', 400],
  [`/feeds/search.rss?q=${'x'.repeat(251)}`, 400],
  ['/feeds/search.rss?q=a&q=b', 400],
  ['/feeds/trending.rss?window=year', 400],
])('%s is rejected with %i', async (path, status) => {
  const response = await ask(path);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { message: expect.any(String) } });
});

test('the topics are listed as OPML, each with its feed', async () => {
  const { body } = parseOpml(await (await ask('/feeds/topics.opml')).text());
  expect(body?.outlines?.at(-1)?.outlines).toMatchObject([
    {
      text: 'Weather',
      type: 'rss',
      xmlUrl: `${SITE}/feeds/topics/weather.rss`,
      htmlUrl: `${SITE}/topics/weather`,
    },
  ]);
});

test('a reader has a feed of follows, at an address that is revoked with its token', async () => {
  await addReader(db, 'hana', { topics: ['weather'], authors: ['Obi A. Eze'] });
  const input = { name: 'feed', days: null, userId: 'id-of-hana', now: new Date() };
  const made = await createToken(db, { ...input, scopes: ['feed'] });
  const other = await createToken(db, { ...input, scopes: ['votes'] });
  if (!made.ok || !other.ok) throw new Error('no token');
  await list({
    id: '2503.90009',
    listedOn: new Date().toISOString().slice(0, 10),
    paper: { title: 'Fog Today' },
  });
  const path = `/feeds/for-you/${made.token}.rss`;
  const response = await ask(path);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(await response.text()).toContain('Fog Today');
  const followed = await ask(`/feeds/for-you/${made.token}.opml`);
  expect(followed.headers.get('cache-control')).toBe('private, no-store');
  const opml = await followed.text();
  expect(opml).toContain(`xmlUrl="${SITE}/feeds/topics/weather.rss"`);
  expect(opml).toContain(`xmlUrl="${SITE}/feeds/authors/Obi%20A.%20Eze.rss"`);
  expect((await ask(`/feeds/for-you/${other.token}.opml`)).status).toBe(404);
  expect((await ask('/feeds/nothing.opml')).status).toBe(404);
  expect((await ask(`/feeds/for-you/${other.token}.rss`)).status).toBe(404);
  await db.personalToken.deleteMany();
  expect((await ask(path)).status).toBe(404);
  const { headers } = proxy(new NextRequest(new URL(path, SITE)));
  expect(headers.get('cache-control')).toBe('private, no-store');
});
