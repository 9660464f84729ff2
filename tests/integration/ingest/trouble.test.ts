/**
 * Days and papers that a source fails to deliver don't affect others, are shown, and are retried.
 */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { troubleInWords } from '@/lib/ingest/run/failure-rules';
import { unreadPapers } from '@/lib/ingest/arxiv/unread-queries';
import { findUpstreamTrouble } from '@/lib/ingest/queries';
import { runIngest, type IngestOptions } from '@/lib/ingest/run/run-commands';
import type { ReadSourceId } from '@/lib/sources/table';
import { testDatabase } from '../../support/database';
import { atomEntry, dailyEntry, listing } from '../../support/factories';
import { readersOf, startSources, type Sources } from '../../support/sources';

const { db } = testDatabase();
afterAll(closeDatabase);

const TODAY = '2025-03-20';
const BAD_DAY = '2025-03-17';
let sources: Sources;
let now: Date;

beforeEach(async () => {
  now = new Date(`${TODAY}T12:00:00Z`);
  sources = await startSources({ today: '2025-05-01' });
  for (const [number, day] of ['16', '17', '18', '19', '20'].entries()) {
    sources.days.set(`2025-03-${day}`, [dailyEntry({ id: `2503.9000${number}` })]);
  }
});

type Options = Omit<IngestOptions, 'sources'> & { from?: ReadSourceId[] };

function ingest({ from = ['huggingface'], ...options }: Options = {}) {
  const clock = () => now;
  return runIngest({
    sources: readersOf(sources, clock, from),
    clock,
    ...options,
  });
}

/** The days requested since the last call, each once, in order. */
function requestedDays(): string[] {
  const days = sources
    .requestedUrls()
    .map((url) => new URL(url, 'http://replay').searchParams.get('date') ?? '');
  sources.requests.length = 0;
  return [...new Set(days)];
}

function minutesLater(minutes: number) {
  now = new Date(now.getTime() + minutes * 60_000);
}

const BAD_ANSWERS = [
  ['503', { status: 503 }],
  ['403', { status: 403 }],
  ['a web page', { damaged: 'web_page' }],
  ['truncated JSON', { damaged: 'cut_off' }],
  ['a broken connection', { closeEarly: true }],
] as const;

test.each(BAD_ANSWERS)(
  'a past day answered with %s costs only itself, and is trouble until it is delivered',
  async (_what, failure) => {
    sources.fail({ times: 99, query: BAD_DAY, ...failure });
    const report = await ingest();
    expect(report.sources[0]).toMatchObject({
      state: 'incomplete',
      created: 4,
      remaining: 1,
      problem: expect.stringContaining(BAD_DAY),
    });
    expect(await findUpstreamTrouble(db)).toMatchObject({
      source: 'Hugging Face',
      days: [BAD_DAY],
    });
    const { errors } = await db.ingestRun.findFirstOrThrow();
    expect(errors).toEqual([{ ref: BAD_DAY, reason: expect.any(String) }]);
  },
);

test('every scheduled run begins with today and yesterday, after a failure of any day', async () => {
  sources.fail({ times: 9_999, query: BAD_DAY, status: 503 });
  for (let run = 0; run < 6; run += 1) {
    sources.days.set(TODAY, [dailyEntry({ id: `2503.9100${run}` })]);
    await ingest();
    expect(requestedDays().slice(0, 2)).toEqual([TODAY, '2025-03-19']);
    expect(await db.paper.count({ where: { id: `2503.9100${run}` } })).toBe(1);
    minutesLater(15);
  }
});

test('a run that was stopped among old days begins with today again, then goes on', async () => {
  const deadline = new Date(now.getTime() + 600_000);
  let steps = 0;
  const onProgress = () => {
    steps += 1;
    if (steps === 4) now = deadline;
  };
  await ingest({ deadline, onProgress });
  expect(requestedDays()).toEqual([TODAY, '2025-03-19', '2025-03-18', BAD_DAY]);
  await ingest();
  expect(requestedDays()).toEqual([TODAY, '2025-03-19', '2025-03-16', '2025-03-15', '2025-03-14']);
});

test('a day that failed is retried after 15 minutes, then 1, 4 and 16 hours, then a day', async () => {
  sources.fail({ times: 9_999, query: BAD_DAY, status: 403 });
  await ingest();
  expect(requestedDays()).toContain(BAD_DAY);
  // A retry that came too early would happen in the run a minute before.
  for (const wait of [15, 60, 4 * 60, 16 * 60, 24 * 60]) {
    minutesLater(wait - 1);
    await ingest();
    expect(requestedDays(), `before ${wait} minutes`).not.toContain(BAD_DAY);
    minutesLater(1);
    await ingest();
    expect(requestedDays(), `after ${wait} minutes`).toContain(BAD_DAY);
  }
});

test('a day that is delivered at last is stored, and no trouble any more', async () => {
  sources.fail({ times: 1, query: BAD_DAY, status: 403 });
  await ingest();
  minutesLater(15);
  expect((await ingest()).sources[0]).toMatchObject({ state: 'done', created: 1 });
  expect(await findUpstreamTrouble(db)).toBeNull();
});

test('a day that never comes is given up after a month', async () => {
  sources.fail({ times: 9_999, query: BAD_DAY, status: 403 });
  await ingest();
  expect(requestedDays()).toContain(BAD_DAY);
  minutesLater(60 * 24 * 29);
  await ingest();
  expect(await db.upstreamFailure.count()).toBe(0);
  expect(requestedDays()).not.toContain(BAD_DAY);
});

test('a source that is away does not blame its days', async () => {
  sources.fail({ times: 12, status: 503 });
  expect((await ingest()).sources[0]).toMatchObject({ state: 'failed' });
  expect(requestedDays()).toEqual([TODAY, '2025-03-19', '2025-03-18']);
  expect(await db.upstreamFailure.count()).toBe(0);
});

test('days that fail one after the other do not keep older ones unread for long', async () => {
  for (const day of ['2025-03-17', '2025-03-18', '2025-03-16']) {
    sources.fail({ times: 9_999, query: day, status: 403 });
  }
  await ingest();
  expect(requestedDays()).not.toContain('2025-03-15');
  await ingest();
  expect(requestedDays()).toContain('2025-03-15');
});

/** A hundred papers of arXiv; requests with any of `bad` in them fail. */
async function hundredPapers(bad: readonly string[], failure: { status: number } | 'damaged') {
  const ids = Array.from({ length: 100 }, (_, number) => `2503.${90_100 + number}`);
  await storeListings(
    db,
    ids.map((id) => listing({ id })),
    [],
  );
  for (const id of ids) sources.papers.set(id, atomEntry({ id }));
  for (const id of bad) {
    const how = failure === 'damaged' ? { damaged: 'cut_off' as const } : failure;
    sources.fail({ times: 9_999, path: '/api/query', query: id, ...how });
  }
}

test.each([
  ['damaged answer', ['2503.90142'], 'damaged'],
  ['damaged answer of two', ['2503.90100', '2503.90101'], 'damaged'],
  ['refusal', ['2503.90199'], { status: 400 }],
  ['internal error', ['2503.90100'], { status: 500 }],
] as const)(
  'one %s keeps no other paper unread: it is found, marked and reported',
  async (_what, bad, failure) => {
    await hundredPapers(bad, failure);
    const report = await ingest({ from: ['arxiv'] });
    expect(report.sources[0]).toMatchObject({ state: 'done', skipped: bad.length });
    const unread = await db.paper.findMany({
      where: { arxivReadAt: null },
      orderBy: { id: 'asc' },
      select: { id: true },
    });
    expect(unread.map(({ id }) => id)).toEqual(bad);
    const { errors } = await db.ingestRun.findFirstOrThrow();
    expect(errors).toEqual(bad.map((ref) => ({ ref, reason: expect.any(String) })));
    const trouble = await findUpstreamTrouble(db);
    expect(trouble && troubleInWords(trouble)).toContain(bad[0]);
  },
);

test('a paper that damages answers is requested again after a pause, and is whole then', async () => {
  await hundredPapers(['2503.90142'], 'damaged');
  await ingest({ from: ['arxiv'] });
  expect(await unreadPapers(db, now)).toEqual([]);
  minutesLater(15);
  expect(await unreadPapers(db, now)).toEqual(['2503.90142']);
});

test('where every answer is damaged the source is in trouble, not a hundred papers', async () => {
  await hundredPapers(['2503.'], 'damaged');
  const report = await ingest({ from: ['arxiv'] });
  expect(report.sources[0]).toMatchObject({ state: 'failed' });
  expect(sources.requests.length).toBeLessThan(20);
});
