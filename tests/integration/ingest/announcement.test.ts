/** Editions from arXiv's daily announcement, where INGEST_CATEGORIES names categories. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { periodOf } from '@/lib/calendar';
import { papersOfPeriod } from '@/lib/editions/queries';
import { storeListings, storePapers } from '@/lib/ingest/store/store-commands';
import { runIngest } from '@/lib/ingest/run/run-commands';
import { getPaper } from '@/lib/papers/queries';
import { testDatabase } from '../../support/database';
import { arxivRecord, atomEntry, dailyEntry, listing } from '../../support/factories';
import { readersOf, startSources, type Sources } from '../../support/sources';
import { FIXTURES } from '../../support/upstream-replay';

// Settings are parsed once, at their first import, which comes after this.
vi.hoisted(() => {
  vi.resetModules();
  vi.stubEnv('INGEST_CATEGORIES', 'cs.LG');
});

const { db } = testDatabase();
afterAll(closeDatabase);

/** The fixture announces 2503.99340 as new, and 2503.99012 in a second version. */
const DAY = '2025-03-18';
const NEW = '2503.99340';
const REPLACED = '2503.99012';
let sources: Sources;
let now: Date;

beforeEach(async () => {
  now = new Date(`${DAY}T12:00:00Z`);
  const body = readFileSync(path.join(FIXTURES, 'arxiv/rss/cs.LG-rss.xml'));
  const feed = { status: 200, contentType: 'application/rss+xml', body };
  sources = await startSources({ today: DAY, routes: { '/atom/cs.LG': () => feed } });
});

function ingest(from: ('arxiv' | 'huggingface')[] = ['arxiv']) {
  const clock = () => now;
  return runIngest({ sources: readersOf(sources, clock, from), clock });
}

async function edition() {
  const { papers } = await papersOfPeriod(db, periodOf('day', DAY), 0);
  return papers;
}

test('a new paper is in the edition of the day that announced it', async () => {
  const report = await ingest();
  expect(report.sources[0]).toMatchObject({ state: 'done', created: 1, skipped: 1 });
  expect(await edition()).toMatchObject([{ id: NEW, votes: 0, abstractSource: 'arxiv' }]);
});

test('an announcement read twice is requested by its ETag and changes nothing', async () => {
  await ingest();
  const report = await ingest();
  expect(report.sources[0]).toMatchObject({ read: 0 });
  const feeds = sources.requests.filter(({ url }) => url.startsWith('/atom/'));
  expect(feeds[1]?.headers).toHaveProperty('if-none-match');
});

test('a stored paper that was replaced is requested again; an unknown one is not added', async () => {
  await ingest();
  expect(await db.paper.count({ where: { id: REPLACED } })).toBe(0);
  await storePapers(db, [arxivRecord({ id: REPLACED })], []);
  await db.paper.updateMany({ data: { arxivReadAt: now } });
  await db.upstreamValidator.deleteMany();
  sources.papers.set(REPLACED, atomEntry({ id: REPLACED, version: 2, title: 'Lanterns, again' }));
  await ingest();
  expect(await getPaper(db, REPLACED)).toMatchObject({ version: 2, title: 'Lanterns, again' });
});

test('the day of submission replaces that of the announcement once arXiv reports it', async () => {
  sources.papers.set(NEW, atomEntry({ id: NEW, published: '2025-03-14T06:00:00Z' }));
  await ingest();
  expect((await edition())[0]?.publishedOn).toBe('2025-03-14');
});

test('a paper’s votes from Hugging Face survive its announcement', async () => {
  const readAt = new Date(`${DAY}T10:00:00Z`);
  await storeListings(
    db,
    [listing({ id: NEW, listedOn: DAY, upstreamVotes: 12, upstreamComments: 2, readAt })],
    [],
  );
  await ingest();
  expect(await edition()).toMatchObject([{ id: NEW, votes: 12, upstreamComments: 2 }]);
  now = new Date(`${DAY}T15:00:00Z`);
  sources.days.set(DAY, [dailyEntry({ id: NEW, upvotes: 14 })]);
  await ingest(['huggingface']);
  const signals = (await getPaper(db, NEW)).signals.toReversed();
  const gains = signals.filter(({ kind }) => kind === 'upstream_votes');
  expect(gains.map(({ amount }) => amount)).toEqual([12, 2]);
});

test('a paper’s submitter is stored also where its announcement came first', async () => {
  await ingest();
  now = new Date(`${DAY}T15:00:00Z`);
  const submittedOnDailyAt = `${DAY}T13:00:00.123Z`;
  sources.days.set(DAY, [dailyEntry({ id: NEW, submittedBy: 'adanova', submittedOnDailyAt })]);
  await ingest(['huggingface']);
  expect(await edition()).toMatchObject([{ id: NEW, submittedBy: 'adanova' }]);
});

test('papers submitted to the category two days ago join without an appearance', async () => {
  const yesterday = await import('../../support/upstream-answers').then(({ createAnswers }) =>
    createAnswers({ dir: FIXTURES }),
  );
  now = new Date('2025-03-16T12:00:00Z');
  const query = (url: URL) => yesterday(url)!;
  sources = await startSources({
    today: DAY,
    routes: {
      '/atom/cs.LG': () => ({
        status: 200,
        contentType: 'text/xml',
        body: Buffer.from(EMPTY_FEED),
      }),
      '/api/query': query,
    },
  });
  await ingest();
  expect(await db.paper.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).toEqual([
    { id: REPLACED },
    { id: NEW },
  ]);
  expect(await db.appearance.count()).toBe(0);
});

test('a weekend’s empty announcement is no trouble', async () => {
  sources = await startSources({
    today: DAY,
    routes: {
      '/atom/cs.LG': () => ({
        status: 200,
        contentType: 'text/xml',
        body: Buffer.from(EMPTY_FEED),
      }),
    },
  });
  expect((await ingest()).sources[0]).toMatchObject({ state: 'done', read: 0 });
});

const EMPTY_FEED =
  '<rss version="2.0"><channel><title>cs.LG updates on arXiv.org</title></channel></rss>';
