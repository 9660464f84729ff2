/** Harvests by OAI-PMH update known papers, page after page. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { storeListings, storePapers } from '@/lib/ingest/store/store-commands';
import { runIngest, type IngestOptions } from '@/lib/ingest/run/run-commands';
import { getPaper } from '@/lib/papers/queries';
import { testDatabase } from '../../support/database';
import { arxivRecord, listing } from '../../support/factories';
import { readersOf, startSources, type Sources } from '../../support/sources';

const { db } = testDatabase();
afterAll(closeDatabase);

/** The fixture's window: two papers, one deleted record and one without a day, one per page. */
const WINDOW = { from: '2025-03-17', to: '2025-03-18' };
const now = new Date('2025-03-20T12:00:00Z');
let sources: Sources;

beforeEach(async () => {
  sources = await startSources({ today: '2025-03-31', oaiPageSize: 1 });
});

function harvest(options: IngestOptions = {}) {
  const clock = () => now;
  return runIngest({
    sources: readersOf(sources, clock, ['arxiv']),
    window: WINDOW,
    clock,
    ...options,
  });
}

const know = (id: string) => storeListings(db, [listing({ id })], []);

test('known papers get what arXiv changed, unknown ones stay out where no category is chosen', async () => {
  await know('2503.99012');
  const report = await harvest();
  expect(report.sources[0]).toMatchObject({
    source: 'arxiv',
    state: 'done',
    updated: 1,
    created: 0,
    skipped: 1,
  });
  expect(await getPaper(db, '2503.99012')).toMatchObject({
    abstractSource: 'arxiv',
    categories: ['cs.CL', 'cs.LG'],
    abstract: 'Small language models answer when they should ask: $x < y$.',
  });
  expect(await db.paper.count()).toBe(1);
});

test('a paper that a harvest changed is requested again, because only the query API has versions', async () => {
  await know('2503.99012');
  await db.paper.updateMany({ data: { arxivReadAt: now } });
  await harvest();
  expect(await getPaper(db, '2503.99012')).toMatchObject({ arxivReadAt: null });
});

test('a harvest does not undo a later version of the same day', async () => {
  const updatedAt = new Date('2025-03-17T09:00:00Z');
  const record = arxivRecord({ id: '2503.99012', version: 2, title: 'Lanterns', updatedAt });
  await storePapers(db, [record], []);
  await harvest();
  expect(await getPaper(db, '2503.99012')).toMatchObject({ title: 'Lanterns', version: 2 });
});

test('a harvest that stopped goes on with its token', async () => {
  await know('2503.99012');
  await know('hep-th/0503999');
  let pages = 0;
  const stop = new AbortController();
  const onProgress = () => {
    pages += 1;
    if (pages === 1) stop.abort();
  };
  const first = await harvest({ signal: stop.signal, onProgress });
  expect(first.sources[0]).toMatchObject({ state: 'stopped', updated: 1 });
  sources.requests.length = 0;
  const second = await harvest();
  expect(second.sources[0]).toMatchObject({ state: 'done' });
  expect(sources.requestedUrls()[0]).toContain('resumptionToken=');
  expect(await db.paper.count({ where: { abstractSource: 'arxiv' } })).toBe(2);
});

test('a token that died overnight restarts its window', async () => {
  await know('2503.99012');
  await db.ingestRun.create({
    data: {
      source: 'arxiv',
      kind: 'window',
      window: '2025-03-17..2025-03-18',
      state: 'failed',
      cursor: 'died-at-midnight',
      startedAt: new Date('2025-03-19T23:00:00Z'),
    },
  });
  const report = await harvest();
  expect(report.sources[0]).toMatchObject({ state: 'done', updated: 1 });
  expect(sources.requestedUrls()[1]).toContain('from=2025-03-17');
});

test('a window in which nothing changed is done', async () => {
  const report = await harvest({ window: { from: '2025-01-01', to: '2025-01-02' } });
  expect(report.sources[0]).toMatchObject({ state: 'done', read: 0 });
});

test('a damaged page fails the harvest, which goes on at that page another time', async () => {
  await know('hep-th/0503999');
  const onProgress = () => sources.fail({ damaged: 'cut_off' });
  const first = await harvest({ onProgress });
  expect(first.sources[0]).toMatchObject({ state: 'failed' });
  expect((await harvest()).sources[0]).toMatchObject({ state: 'done' });
  expect(await getPaper(db, 'hep-th/0503999')).toMatchObject({ abstractSource: 'arxiv' });
});
