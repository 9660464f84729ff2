/** Reading pages as Markdown, through proxy.ts. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { GET as llms } from '@/app/llms.txt/route';
import { GET } from '@/app/markdown/[...path]/route';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { proxy } from '@/proxy';
import { callThroughProxy, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';

const { db } = testDatabase();
afterAll(closeDatabase);

const TOPICS = [{ slug: 'weather', name: 'Weather', categories: [], words: ['fog'] }];

beforeEach(async () => {
  await db.topic.createMany({ data: TOPICS.map((topic, position) => ({ ...topic, position })) });
  const facts = [
    {
      id: '2503.90001',
      upstreamVotes: 3,
      paper: { title: 'Fog *at* Sea', abstract: 'Fog, fog, fog.' },
    },
    {
      id: 'cs/0112017',
      upstreamVotes: 9,
      paper: { title: 'Tides', authors: [{ name: 'Obi A. Eze' }] },
    },
  ];
  await storeListings(db, facts.map(listing), TOPICS);
});

/** Requests an address through the proxy and its handler. */
async function ask(path: string, accept = '*/*') {
  const response = await callThroughProxy(GET, 'markdown', path, { accept });
  if (!response) return null;
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
  };
}

test.each([
  ['/index.md', '# Papers of Monday 17 March 2025'],
  ['/papers.md', '# Papers of Monday 17 March 2025'],
  ['/papers/date/2025-03-17.md', '# Papers of Monday 17 March 2025'],
  ['/papers/week/2025-W12.md', '# Papers of Week 12 of 2025'],
  ['/papers/month/2025-03.md', '# Papers of March 2025'],
  ['/papers/trending.md?window=week', '# Trending in the week to 17 March 2025'],
  ['/papers.md?q=tides', '# Search: tides'],
  ['/papers/cs/0112017.md', '# Tides'],
  ['/topics.md', '# Topics\n\n- [Weather]'],
  ['/topics/weather.md', '# Weather\n\n1. [Fog \\*at\\* Sea]'],
  ['/authors/Obi%20A.%20Eze.md', '# Papers by Obi A. Eze\n\n1. [Tides]'],
  ['/about/ranking.md', '# How ranking works'],
  ['/digests/2025-03-17.md', '# Digest of Monday 17 March 2025'],
])('%s is Markdown', async (path, beginning) => {
  const answer = await ask(path);
  expect(answer).toMatchObject({ status: 200, type: 'text/markdown; charset=utf-8' });
  expect(answer?.text.slice(0, beginning.length)).toBe(beginning);
});

const READING = [
  '/',
  '/papers',
  '/papers/2503.90001',
  '/topics/weather',
  '/about/ranking',
  '/digests/2025-03-17',
];
test.each(READING)('%s is Markdown on request, and a page otherwise', async (path) => {
  expect((await ask(path, 'text/markdown'))?.text).toMatch(/^# /);
  expect(await ask(path, 'text/html')).toBeNull();
  const { headers } = proxy(new NextRequest(new URL(path, SITE)));
  expect(headers.get('vary')).toBe('accept');
});

test.each(['/sign-in', '/account', '/papers/submit', '/digests/2025-03-17?d=secret'])(
  '%s is a page only',
  async (path) => {
    expect(await ask(path, 'text/markdown')).toBeNull();
  },
);

test('a long list links its next page', async () => {
  const many = Array.from({ length: 60 }, (_, number) => ({
    id: `2504.${10_000 + number}`,
    listedOn: '2025-04-01',
  }));
  await storeListings(db, many.map(listing), TOPICS);
  const first = await ask('/papers/month/2025-04.md');
  const next = /\[Next page\]\((.+)\)\n$/.exec(first?.text ?? '')?.[1];
  expect(next).toBe(`${SITE}/papers/month/2025-04.md?p=1`);
  expect((await ask(next!))?.text).toMatch(/^1\. /m);
});

test.each([
  ['/papers/date/2025-02-30.md', 404],
  ['/papers/date/2999-01-01.md', 404],
  ['/papers/2503.99999.md', 404],
  ['/papers/trending.md?window=year', 404],
  ['/papers.md?p=-1', 404],
  [`/papers.md?q=${'x'.repeat(251)}`, 400],
  ['/topics/nothing.md', 404],
  ['/authors/Nobody.md', 404],
  ['/about/nothing.md', 404],
  ['/digests/yesterday.md', 404],
])('%s is rejected with %i', async (path, status) => {
  expect(await ask(path)).toMatchObject({ status });
});

test('curators’ changes to a paper appear in its Markdown', async () => {
  const hiddenAt = new Date();
  await db.paper.update({
    where: { id: '2503.90001' },
    data: { hiddenAt, hiddenReason: 'Not a paper.' },
  });
  expect((await ask('/papers/2503.90001.md'))?.text).toContain(
    '**A curator hid this paper: Not a paper.**',
  );
  await db.paper.update({
    where: { id: '2503.90001' },
    data: { hiddenAt, mergedIntoId: 'cs/0112017' },
  });
  expect((await ask('/papers/2503.90001.md'))?.text).toMatch(/^# Tides\n/);
});

test('llms.txt links all of it', async () => {
  const text = await llms().text();
  for (const path of ['/papers.md', '/api/openapi.json', '/api/mcp', '/feeds/topics.opml']) {
    expect(text).toContain(`(${SITE}${path})`);
  }
});
