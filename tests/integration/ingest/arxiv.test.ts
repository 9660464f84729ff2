/** arXiv's data overrides other sources': text, versions and withdrawals. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { runIngest, type IngestOptions } from '@/lib/ingest/run/run-commands';
import { DEFAULT_TOPICS } from '@/lib/papers/topics/default-topics';
import { getPaper } from '@/lib/papers/queries';
import type { ReadSourceId } from '@/lib/sources/table';
import { testDatabase } from '../../support/database';
import { atomEntry, dailyEntry, links, listing } from '../../support/factories';
import { readersOf, startSources, type Sources } from '../../support/sources';

const { db } = testDatabase();
afterAll(closeDatabase);

const ID = '2503.99001';
let sources: Sources;
let now: Date;

beforeEach(async () => {
  now = new Date('2025-03-17T12:00:00Z');
  sources = await startSources({ today: '2025-03-31', oaiPageSize: 1 });
});

type Options = Omit<IngestOptions, 'sources'> & { from?: ReadSourceId[] };

function ingest({ from = ['arxiv'], ...options }: Options = {}) {
  const clock = () => now;
  return runIngest({ sources: readersOf(sources, clock, from), clock, ...options });
}

function daysLater(days: number) {
  now = new Date(now.getTime() + days * 86_400_000);
}

function putOnList(overrides: Parameters<typeof listing>[0] = {}) {
  return storeListings(db, [listing({ id: ID, ...overrides })], []);
}

const requests = () => sources.requestedUrls().length;

test('the text of arXiv replaces that of Hugging Face, whose links and votes stay', async () => {
  await putOnList({
    upstreamVotes: 54,
    submittedBy: 'adanova',
    paper: {
      abstract: 'Fog is mostly emptyset.',
      authors: [{ name: 'Hana Ito', handle: 'hanaito' }],
      links: links({ codeUrl: 'https://github.com/example/fog', codeStars: 3 }),
    },
  });
  sources.papers.set(ID, atomEntry({ version: 2, category: 'cs.LG' }));
  await ingest();
  expect(await getPaper(db, ID)).toMatchObject({
    abstract: 'Fog is mostly $\\emptyset$.',
    abstractSource: 'arxiv',
    version: 2,
    categories: ['cs.LG'],
    primaryCategory: 'cs.LG',
    authors: [{ name: 'Hana Ito', handle: 'hanaito' }],
    codeUrl: 'https://github.com/example/fog',
    codeStars: 3,
    votes: 54,
    appearances: [{ submittedBy: 'adanova', votes: 54 }],
  });
});

test('a paper gets topics by its arXiv categories', async () => {
  await db.topic.createMany({
    data: DEFAULT_TOPICS.map((topic, position) => ({ ...topic, position })),
  });
  await putOnList();
  const [topic] = DEFAULT_TOPICS.filter(({ categories }) => categories.length > 0);
  sources.papers.set(ID, atomEntry({ category: topic!.categories[0] }));
  await ingest();
  expect((await getPaper(db, ID)).topics).toContain(topic!.slug);
});

test('Hugging Face telling of the paper again does not undo the text of arXiv', async () => {
  await putOnList();
  sources.papers.set(ID, atomEntry({ title: 'Weighing Fog, Carefully' }));
  await ingest();
  await putOnList({ readAt: new Date('2025-03-18T12:00:00Z'), upstreamVotes: 3 });
  expect(await getPaper(db, ID)).toMatchObject({
    title: 'Weighing Fog, Carefully',
    abstractSource: 'arxiv',
    votes: 3,
  });
});

test('a paper unknown to arXiv is not requested again at once', async () => {
  await putOnList();
  await ingest();
  await ingest();
  expect(requests()).toBe(1);
});

test('papers with a site’s own id are never requested', async () => {
  await putOnList({ id: 'x-a-paper-without-an-arxiv-id' });
  await ingest();
  expect(requests()).toBe(0);
});

test('a recent paper is requested again a day later, an old one is not', async () => {
  await putOnList();
  sources.papers.set(ID, atomEntry());
  await ingest();
  daysLater(1.5);
  await ingest();
  expect(requests()).toBe(2);
  daysLater(20);
  await ingest();
  expect(requests()).toBe(2);
});

test('a new version replaces the one before', async () => {
  await putOnList();
  sources.papers.set(ID, atomEntry({ version: 1, title: 'Weighing Fog' }));
  await ingest();
  daysLater(2);
  const updated = '2025-03-18T09:00:00Z';
  sources.papers.set(ID, atomEntry({ version: 2, title: 'Weighing Mist', updated }));
  await ingest();
  expect(await getPaper(db, ID)).toMatchObject({
    title: 'Weighing Mist',
    version: 2,
    updatedAt: new Date(updated),
    publishedOn: new Date('2025-03-14'),
  });
});

test('a late older version changes nothing', async () => {
  await putOnList();
  sources.papers.set(ID, atomEntry({ version: 2, title: 'Weighing Mist' }));
  await ingest();
  daysLater(2);
  sources.papers.set(ID, atomEntry({ version: 1, title: 'Weighing Fog' }));
  await ingest();
  expect(await getPaper(db, ID)).toMatchObject({ title: 'Weighing Mist', version: 2 });
});

test('a withdrawal marks the paper, and a later version lifts it', async () => {
  await putOnList();
  const comment = 'This paper has been withdrawn by the author';
  sources.papers.set(ID, atomEntry({ version: 2, comment }));
  await ingest();
  expect(await getPaper(db, ID)).toMatchObject({ withdrawn: true, comment });
  daysLater(2);
  sources.papers.set(ID, atomEntry({ version: 3 }));
  await ingest();
  expect(await getPaper(db, ID)).toMatchObject({ withdrawn: false, comment: null });
});

test('damaged answers cost their papers this run, not the run its end', async () => {
  await putOnList();
  sources.papers.set(ID, atomEntry());
  sources.fail({ times: 1_000, damaged: 'web_page' });
  const deadline = new Date(now.getTime() + 1_000);
  const report = await ingest({ deadline });
  expect(report.sources[0]).toMatchObject({ state: 'done', skipped: 1 });
  expect(await getPaper(db, ID)).toMatchObject({ arxivReadAt: null });
});

test('more papers than fit in one request are requested a hundred at a time', async () => {
  const ids = Array.from({ length: 130 }, (_, number) => `2503.${90_000 + number}`);
  await storeListings(
    db,
    ids.map((id) => listing({ id })),
    [],
  );
  await ingest();
  expect(requests()).toBe(2);
  expect(await db.paper.count({ where: { arxivReadAt: null } })).toBe(0);
});

test('what arXiv refuses fails the run with its own words', async () => {
  await putOnList();
  sources.fail({
    times: 9,
    status: 400,
    body: '<feed><entry><id>http://arxiv.org/api/errors#x</id><summary>too many ids</summary></entry></feed>',
  });
  const report = await ingest();
  expect(report.sources[0]).toMatchObject({
    state: 'failed',
    problem: 'arXiv refuses: too many ids.',
  });
});

test('a run over both sources reads the day first, then its papers at arXiv', async () => {
  sources.days.set('2025-03-17', [dailyEntry()]);
  sources.papers.set(ID, atomEntry());
  const report = await ingest({ from: ['huggingface', 'arxiv'] });
  expect(report.sources).toMatchObject([{ created: 1 }, { updated: 1 }]);
});
