/** Runs of ingest that stop, fail, are killed or overlap lose and repeat nothing. */
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { closeDatabase, databasePool } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { PURGE_CHANNEL } from '@/lib/site/purge';
import { findUpstreamTrouble } from '@/lib/ingest/queries';
import { runIngest, type IngestOptions } from '@/lib/ingest/run/run-commands';
import type { ReadSourceId } from '@/lib/sources/table';
import { testDatabase } from '../../support/database';
import { atomEntry, dailyEntry, listing } from '../../support/factories';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { readersOf, startSources, type Sources } from '../../support/sources';

const { db, pool } = testDatabase();
afterAll(closeDatabase);

const TODAY = '2025-03-20';
const WINDOW = { from: '2025-03-17', to: TODAY };
let sources: Sources;
let now: Date;

beforeEach(async () => {
  now = new Date(`${TODAY}T12:00:00Z`);
  sources = await startSources({ today: TODAY });
  for (const [number, day] of ['17', '18', '19', '20'].entries()) {
    sources.days.set(`2025-03-${day}`, [dailyEntry({ id: `2503.9000${number}` })]);
  }
});

type Options = Omit<IngestOptions, 'sources'> & { from?: ReadSourceId[] };

function ingest(options: Options & { timeoutMs?: number } = {}) {
  const { from = ['huggingface'], timeoutMs, ...rest } = options;
  const clock = () => now;
  return runIngest({ sources: readersOf(sources, clock, from, timeoutMs), clock, ...rest });
}

const requestedDays = () =>
  sources.requestedUrls().map((url) => new URL(url, 'http://replay').searchParams.get('date'));

test('a first run reads a week, newest day first', async () => {
  const report = await ingest();
  expect(requestedDays()).toEqual([
    '2025-03-20',
    '2025-03-19',
    '2025-03-18',
    '2025-03-17',
    '2025-03-16',
    '2025-03-15',
    '2025-03-14',
  ]);
  expect(report).toMatchObject({ busy: false, sources: [{ state: 'done', created: 4 }] });
});

test('a day’s first run reads the last two weeks, the next ones only today and yesterday', async () => {
  now = new Date('2025-03-19T12:00:00Z');
  await ingest();
  now = new Date(`${TODAY}T12:00:00Z`);
  sources.requests.length = 0;
  await ingest();
  expect(requestedDays()).toHaveLength(14);
  sources.requests.length = 0;
  await ingest();
  expect(requestedDays()).toEqual(['2025-03-20', '2025-03-19']);
});

test('a server that was down for three weeks reads every day that it missed', async () => {
  now = new Date('2025-02-27T12:00:00Z');
  await ingest();
  now = new Date(`${TODAY}T12:00:00Z`);
  sources.requests.length = 0;
  await ingest();
  expect(requestedDays()[0]).toBe(TODAY);
  expect(requestedDays().at(-1)).toBe('2025-02-27');
});

test('old days read by hand do not hide that recent ones were missed', async () => {
  now = new Date('2025-02-27T12:00:00Z');
  await ingest();
  now = new Date(`${TODAY}T12:00:00Z`);
  await ingest({ window: { from: '2024-06-03', to: '2024-06-07' } });
  sources.requests.length = 0;
  await ingest();
  expect(requestedDays().at(-1)).toBe('2025-02-27');
});

test.each([
  ['answers 503 again and again', { status: 503 }, 'Hugging Face did not answer (HTTP 503)'],
  ['wants to be left alone', { status: 429, retryAfter: '7200' }, 'asks to be left alone until'],
  ['refuses', { status: 403 }, 'Hugging Face refused the request (HTTP 403).'],
  ['never answers', { hang: true }, 'nothing within 0.2 s'],
] as const)('a source that %s fails the run in a plain sentence', async (_how, failure, words) => {
  sources.fail({ times: 99, ...failure });
  const report = await ingest({ timeoutMs: 200 });
  expect(report.sources[0]).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining(words),
  });
  const run = await db.ingestRun.findFirstOrThrow();
  expect(run).toMatchObject({
    state: 'failed',
    errors: [{ ref: 'huggingface', reason: expect.stringContaining(words) }],
  });
  expect(run.finishedAt).not.toBeNull();
});

test('a source that only hesitates costs nothing but time', async () => {
  sources.fail({ times: 2, status: 503 });
  const report = await ingest({ window: WINDOW });
  expect(report.sources[0]).toMatchObject({ state: 'done', created: 4 });
});

test('readers see which source is unavailable since when, until it responds again', async () => {
  expect(await findUpstreamTrouble(db)).toBeNull();
  sources.fail({ times: 12, status: 503 });
  await ingest();
  expect(await findUpstreamTrouble(db)).toEqual({
    source: 'Hugging Face',
    since: '20 March 2025 at 12:00 UTC',
    days: [],
    papers: [],
  });
  await ingest();
  expect(await findUpstreamTrouble(db)).toBeNull();
});

test('pages are purged when a source goes away, and when it is back', async () => {
  const purges = await listenForPurges();
  sources.days.clear();
  sources.fail({ times: 12, status: 503 });
  await ingest();
  expect(await purges()).toHaveLength(1);
  await ingest();
  expect(await purges()).toHaveLength(1);
});

test('a failed run keeps what it stored and goes on from there', async () => {
  const report = await ingestTwoDays();
  expect(report.sources[0]).toMatchObject({ state: 'failed', remaining: 3 });
  sources.requests.length = 0;
  await ingest({ window: { ...WINDOW, from: '2025-03-16' } });
  expect(requestedDays()).toEqual(['2025-03-18', '2025-03-19', '2025-03-20']);
  expect(await db.ingestRun.findMany({ select: { state: true, cursor: true } })).toEqual([
    { state: 'done', cursor: TODAY },
  ]);
});

test('a run that was killed goes on from its cursor', async () => {
  const startedAt = new Date('2025-03-20T11:00:00Z');
  await db.ingestRun.create({
    data: {
      source: 'huggingface',
      kind: 'window',
      window: '2025-03-17..2025-03-20',
      state: 'running',
      cursor: '2025-03-18',
      startedAt,
    },
  });
  await ingest({ window: WINDOW });
  expect(requestedDays()).toEqual(['2025-03-19', '2025-03-20']);
  expect(await db.ingestRun.findMany({ select: { state: true } })).toEqual([{ state: 'done' }]);
});

test('a finished window is read again on request', async () => {
  await ingest({ window: WINDOW });
  await ingest({ window: WINDOW });
  expect(requestedDays()).toHaveLength(8);
  expect(await db.ingestRun.count({ where: { state: 'done' } })).toBe(2);
});

test('past its deadline a run stops with what remains, and the next one does that', async () => {
  const deadline = new Date(now.getTime() + 90_000);
  const onProgress = () => {
    now = new Date(now.getTime() + 60_000);
  };
  const first = await ingest({ window: WINDOW, deadline, onProgress });
  expect(first.sources[0]).toMatchObject({ state: 'stopped', created: 2, remaining: 2 });
  const second = await ingest({ window: WINDOW });
  expect(second.sources[0]).toMatchObject({ state: 'done', created: 2, remaining: 0 });
  expect(requestedDays()).toEqual(['2025-03-17', '2025-03-18', '2025-03-19', '2025-03-20']);
});

test('a source that lets us wait does not make a run miss its deadline', async () => {
  sources.fail({ times: 9, hang: true });
  const deadline = new Date(now.getTime() + 300);
  const report = await ingest({ window: WINDOW, deadline, timeoutMs: 30_000 });
  expect(report.sources[0]).toMatchObject({ state: 'stopped', remaining: 4 });
});

test('an aborted run stops at once, also while it waits for a response', async () => {
  sources.fail({ hang: true });
  const stop = new AbortController();
  const run = ingest({ window: WINDOW, signal: stop.signal });
  await expect.poll(() => sources.requests.length).toBe(1);
  stop.abort();
  expect((await run).sources[0]).toMatchObject({ state: 'stopped', remaining: 4 });
});

test('of two concurrent runs, one works and the other reports that it is busy', async () => {
  const reports = await Promise.all([ingest({ window: WINDOW }), ingest({ window: WINDOW })]);
  expect(reports.filter(({ busy }) => busy)).toEqual([{ busy: true, sources: [] }]);
  expect(requestedDays()).toHaveLength(4);
});

test('a run leaves no lock behind, whether it ended well or not', async () => {
  const broken = { clock: () => new Date(Number.NaN) };
  await expect(ingest(broken)).rejects.toThrow();
  expect((await ingest({ window: WINDOW })).busy).toBe(false);
});

test('a run whose lock is lost stops instead of taking the process with it', async () => {
  sources.fail({ hang: true });
  const run = ingest({ window: WINDOW });
  await expect.poll(() => sources.requests.length).toBe(1);
  // Other tests use other databases of this server.
  await pool.query(`
    SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database d ON d.oid = database
    WHERE locktype = 'advisory' AND datname = current_database()`);
  expect((await run).sources[0]).toMatchObject({ state: 'stopped' });
  expect((await ingest({ window: WINDOW })).sources[0]).toMatchObject({ state: 'done' });
});

test('a window that ends before it begins is refused, and leaves no run', async () => {
  const backwards = ingest({ window: { from: TODAY, to: '2025-03-17' } });
  await expect(backwards).rejects.toThrow('ends before it starts');
  await expect(ingest()).resolves.toMatchObject({ sources: [{ state: 'done' }] });
});

test('one source being away does not keep the other from being read', async () => {
  await storeListings(db, [listing({ id: '2503.90009' })], []);
  sources.papers.set('2503.90009', atomEntry({ id: '2503.90009' }));
  sources.fail({ times: 12, path: '/api/daily_papers', status: 503 });
  const report = await ingest({ from: ['huggingface', 'arxiv'] });
  expect(report.sources).toMatchObject([
    { source: 'huggingface', state: 'failed' },
    { source: 'arxiv', state: 'done', updated: 1 },
  ]);
});

test('the latest day is today’s as soon as it has a paper', async () => {
  await ingest();
  expect(await findLatestDay(db)).toBe(TODAY);
});

/** The source is unavailable from the third of five days on. */
function ingestTwoDays() {
  let steps = 0;
  const onProgress = () => {
    steps += 1;
    if (steps === 2) sources.fail({ times: 12, status: 503 });
  };
  return ingest({ window: { ...WINDOW, from: '2025-03-16' }, onProgress });
}

/** Purges sent to fronts since the last call. */
async function listenForPurges() {
  const client = await databasePool().connect();
  const heard: string[] = [];
  client.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await client.query(`LISTEN ${PURGE_CHANNEL}`);
  onTestFinished(() => client.release(true));
  return async () => {
    await client.query('SELECT 1');
    return heard.splice(0);
  };
}
