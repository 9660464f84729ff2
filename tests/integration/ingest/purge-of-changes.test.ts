/** Every change of a paper by a source purges every page, feed and list that shows the paper. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import * as feeds from '@/app/feeds/[...feed]/route';
import { closeDatabase } from '@/lib/db/client';
import { storeListings, storePapers } from '@/lib/ingest/store/store-commands';
import { EDITIONS_TAG } from '@/lib/site/tags';
import { proxy } from '@/proxy';
import { callApi, callRoute, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { arxivRecord, links, listing } from '../../support/factories';
import { heardPurges } from '../../support/purges';

const { db, pool } = testDatabase();
afterAll(closeDatabase);

const ID = '2503.90001';
const TOPICS = [{ slug: 'weather', name: 'Weather', categories: ['none'], words: ['fog'] }];
const PAPER = { id: ID, title: 'Fog at Sea', authors: [{ name: 'Hana Itō' }] };
const READ = new Date('2025-03-17T12:00:00Z');
const LATER = new Date('2025-03-17T18:00:00Z');

const facts = (changes: Parameters<typeof listing>[0] = {}) =>
  listing({
    listedOn: '2025-03-17',
    upstreamVotes: 9,
    upstreamComments: 2,
    readAt: READ,
    ...changes,
    paper: { ...PAPER, ...changes?.paper },
  });
const hear = (changes: Parameters<typeof listing>[0]) =>
  storeListings(db, [facts({ readAt: LATER, ...changes })], TOPICS);

/** A paper on a day of last month too, which no source mentions again. */
beforeEach(async () => {
  await db.topic.createMany({ data: TOPICS.map((topic, position) => ({ ...topic, position })) });
  const before = facts({ listedOn: '2025-02-20', readAt: new Date('2025-02-20T12:00:00Z') });
  await storeListings(db, [before, facts()], TOPICS);
  await storeListings(db, [listing({ id: '2503.90002', listedOn: '2025-03-10' })], TOPICS);
});

const CARDS = [
  `/papers/${ID}`,
  `/papers/${ID}.md`,
  `/papers/${ID}.bib`,
  '/papers/date/2025-03-17',
  '/papers/date/2025-02-20',
  '/papers/date/2025-02-20.md',
  '/papers/week/2025-W08',
  '/papers/month/2025-02',
  '/papers/month/2025-02.csl.json',
  '/papers',
  '/papers/trending',
  '/topics/weather',
  '/digests/2025-03-17',
];
const TEXTS = [
  ...CARDS,
  `/og/papers/${ID}`,
  '/authors/Hana%20It%C5%8D',
  '/feeds/daily.rss',
  '/feeds/trending.atom',
  '/feeds/topics/weather.json',
  '/feeds/authors/Hana%20It%C5%8D.rss',
  '/feeds/search.rss?q=fog',
  `/feeds/papers/${ID}/comments.rss`,
  '/api/daily_papers?date=2025-02-20',
  '/api/daily_papers?month=2025-02',
  '/api/daily_papers',
  '/api/papers',
  '/api/papers/search?q=fog',
];

/** Tags under which an address is stored. */
async function tagsOf(address: string): Promise<string[]> {
  const { pathname } = new URL(address, SITE);
  const [, kind, ...rest] = pathname.split('/');
  const { headers } =
    kind === 'feeds'
      ? await callRoute(feeds.GET, address, { params: { feed: rest } })
      : kind === 'api'
        ? await callApi(address)
        : proxy(new NextRequest(new URL(address, SITE)));
  const tags = headers.get('cache-tag')?.split(',') ?? [];
  expect(tags, address).not.toEqual([]);
  return tags;
}

/** Addresses that a change doesn't purge. */
async function missedBy(change: () => Promise<unknown>, addresses: readonly string[]) {
  const kept = await Promise.all(addresses.map(async (it) => [it, await tagsOf(it)] as const));
  const heard = await heardPurges(pool);
  await change();
  const purged = new Set(await heard());
  if (purged.has('all')) return [];
  return kept.filter(([, tags]) => !tags.some((tag) => purged.has(tag))).map(([it]) => it);
}

describe.each([
  ['fewer votes', { upstreamVotes: 8 }],
  ['more votes', { upstreamVotes: 10 }],
  ['more comments', { upstreamComments: 3 }],
  ['fewer comments', { upstreamComments: 0 }],
])('%s on the source’s list', (_name, changes) => {
  test('purge every page with the paper’s card, and no other day', async () => {
    expect(await missedBy(() => hear(changes), CARDS)).toEqual([]);
  });

  test('leave another day as it was kept', async () => {
    const other = ['/papers/date/2025-03-10', '/papers/2503.90002'];
    expect(await missedBy(() => hear(changes), other)).toEqual(other);
  });
});

const AUTHORED = { authors: [{ name: 'Obi Eze' }] };
describe.each([
  ['a new abstract on the list', () => hear({ paper: { abstract: 'Fog, weighed anew.' } })],
  ['a new title on the list', () => hear({ paper: { title: 'Fog on Land' } })],
  ['a link that came to the list', () => hear({ paper: { links: links({ codeStars: 7 }) } })],
  ['other authors on the list', () => hear({ paper: AUTHORED })],
  ['a withdrawal', () => storePapers(db, [arxivRecord({ ...PAPER, withdrawn: true })], TOPICS)],
  ['arXiv’s abstract', () => storePapers(db, [arxivRecord({ ...PAPER, abstract: 'A' })], TOPICS)],
])('%s', (_name, change: () => Promise<unknown>) => {
  test('purges every page, feed and list that shows the paper', async () => {
    expect(await missedBy(change, TEXTS)).toEqual([]);
  });
});

test('a paper that changes hands is purged from its new topic and its new author, too', async () => {
  const [clocks, wind] = ['clocks', 'wind'].map((word) => ({
    ...TOPICS[0]!,
    slug: word,
    words: [word],
  }));
  const change = () =>
    storePapers(
      db,
      [arxivRecord({ id: ID, title: 'Clocks', ...AUTHORED })],
      [clocks!, wind!, ...TOPICS],
    );
  const shown = [
    '/topics/clocks',
    '/topics/weather',
    '/authors/Obi%20Eze',
    '/authors/Hana%20It%C5%8D',
  ];
  expect(await missedBy(change, shown)).toEqual([]);
});

test('a paper of no edition purges its topic and author, and no edition', async () => {
  const change = () => storePapers(db, [arxivRecord({ ...PAPER, id: '2503.90003' })], TOPICS);
  const editions = ['/papers/date/2025-03-17', '/papers/month/2025-02', '/feeds/daily.rss'];
  const missed = await missedBy(change, [...editions, '/authors/Hana%20It%C5%8D']);
  expect(missed).toEqual(editions);
});

test('an unchanged list purges nothing', async () => {
  const heard = await heardPurges(pool);
  await hear({});
  await storeListings(db, [facts()], TOPICS);
  expect(await heard()).toEqual([]);
});

test('a paper’s first listing on a day purges what names the days that exist', async () => {
  const heard = await heardPurges(pool);
  await storeListings(db, [facts({ listedOn: '2025-03-18', readAt: LATER })], TOPICS);
  expect(await heard()).toContain(EDITIONS_TAG);
});
