/** Editions from Hugging Face's daily lists. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { periodOf } from '@/lib/calendar';
import { papersOfPeriod } from '@/lib/editions/queries';
import { runIngest } from '@/lib/ingest/run/run-commands';
import { getPaper } from '@/lib/papers/queries';
import { testDatabase } from '../../support/database';
import { dailyEntry } from '../../support/factories';
import { everyRow, readersOf, startSources, type Sources } from '../../support/sources';
import { FIXTURES } from '../../support/upstream-replay';

const { db } = testDatabase();
afterAll(closeDatabase);

const DAY = '2025-03-17';
let sources: Sources;
let now: Date;

beforeEach(async () => {
  now = new Date('2025-03-17T12:00:00Z');
  sources = await startSources({ today: DAY });
});

function ingest(window = { from: DAY, to: DAY }) {
  const clock = () => now;
  return runIngest({ sources: readersOf(sources, clock, ['huggingface']), window, clock });
}

function hoursLater(hours: number) {
  now = new Date(now.getTime() + hours * 3_600_000);
}

async function edition(day = DAY) {
  const { papers } = await papersOfPeriod(db, periodOf('day', day), 0);
  return papers;
}

const fixture = (day: string) => readFileSync(path.join(FIXTURES, `hf/raw/${day}.json`));

test('an edition is ordered by picks, then votes, then earlier submission, then id', async () => {
  const at = (time: string) => `2025-03-17T${time}:00.123Z`;
  sources.days.set(DAY, [
    dailyEntry({ id: '2503.90005', upvotes: 7 }),
    dailyEntry({ id: '2503.90004', upvotes: 7 }),
    dailyEntry({ id: '2503.90003', upvotes: 7, submittedOnDailyAt: at('05:00') }),
    dailyEntry({ id: '2503.90002', upvotes: 7, submittedOnDailyAt: at('04:00') }),
    dailyEntry({ id: '2503.90001', upvotes: 9 }),
    dailyEntry({ id: '2503.90006', upvotes: 0 }),
  ]);
  await ingest();
  await db.appearance.updateMany({ where: { paperId: '2503.90006' }, data: { pickRank: 1 } });
  expect((await edition()).map(({ id }) => id)).toEqual([
    '2503.90006',
    '2503.90001',
    '2503.90002',
    '2503.90003',
    '2503.90004',
    '2503.90005',
  ]);
});

test('a paper keeps its submitter, its links, and upstream votes apart from readers’ votes', async () => {
  sources.days.set(DAY, fixture(DAY));
  await ingest();
  const [first] = await edition();
  expect(first).toMatchObject({
    id: '2503.99012',
    title: 'Lanterns in the Loop: Teaching Small Models to Ask Before They Answer',
    submittedBy: 'adanova',
    votes: 54,
    upstreamVotes: 54,
    upvotes: 0,
    upstreamComments: 3,
    commentCount: 0,
    codeUrl: 'https://github.com/example/lantern',
    codeStars: 312,
    organization: 'North Lab',
    authors: ['Ada Nováková', 'Ben Okonjo', 'Cleo Withheld'],
  });
});

test('the times of publication are stored to the second, of the paper and of its listing', async () => {
  sources.days.set(DAY, fixture(DAY));
  await ingest();
  const where = { id: '2503.99012' };
  expect(await db.paper.findUnique({ where, include: { appearances: true } })).toMatchObject({
    publishedAt: new Date('2025-03-14T17:59:47Z'),
    appearances: [{ publishedAt: new Date('2025-03-14T13:59:47Z') }],
  });
});

test('a day stored without its times gets them when it is read again', async () => {
  sources.days.set(DAY, fixture(DAY));
  await ingest();
  const before = await everyRow(db);
  await db.paper.updateMany({ data: { publishedAt: null } });
  await db.appearance.updateMany({ data: { publishedAt: null } });
  await db.upstreamValidator.deleteMany();
  await ingest();
  expect(await everyRow(db)).toEqual(before);
});

test('reading a day again changes no row and counts no signal twice', async () => {
  sources.days.set(DAY, fixture(DAY));
  await ingest();
  const before = await everyRow(db);
  // Without its validators the day is sent, parsed and merged again.
  await db.upstreamValidator.deleteMany();
  const report = await ingest();
  expect(report.sources[0]).toMatchObject({ read: 3, created: 0, updated: 0, unchanged: 3 });
  expect(await everyRow(db)).toEqual(before);
});

test('votes that rose give one more signal, of the gain only, and reorder the edition', async () => {
  sources.days.set(DAY, [
    dailyEntry({ id: '2503.90001', upvotes: 5 }),
    dailyEntry({ id: '2503.90002', upvotes: 4 }),
  ]);
  await ingest();
  hoursLater(3);
  sources.days.set(DAY, [
    dailyEntry({ id: '2503.90001', upvotes: 5 }),
    dailyEntry({ id: '2503.90002', upvotes: 9 }),
  ]);
  await ingest();
  const signals = (await getPaper(db, '2503.90002')).signals.toReversed();
  expect(
    signals.filter(({ kind }) => kind === 'upstream_votes').map(({ amount }) => amount),
  ).toEqual([4, 5]);
  expect(await edition()).toMatchObject([
    { id: '2503.90002', votes: 9 },
    { id: '2503.90001', votes: 5 },
  ]);
});

test('a vote gained counts when it was seen, within a day of the last look', async () => {
  sources.days.set(DAY, [dailyEntry({ upvotes: 5 })]);
  await ingest();
  hoursLater(48);
  sources.days.set(DAY, [dailyEntry({ upvotes: 6 })]);
  await ingest();
  const signals = (await getPaper(db, '2503.99001')).signals.toReversed();
  expect(signals.map(({ kind, at }) => [kind, at.toISOString()])).toEqual([
    ['listing', '2025-03-17T00:00:00.000Z'],
    ['upstream_votes', '2025-03-17T12:00:00.000Z'],
    ['upstream_votes', '2025-03-18T12:00:00.000Z'],
  ]);
});

test('a paper listed on two days is in both editions with the same votes, and once in the database', async () => {
  sources.days.set('2025-03-14', [dailyEntry({ upvotes: 5 })]);
  sources.days.set(DAY, [dailyEntry({ upvotes: 8 })]);
  await ingest({ from: '2025-03-14', to: '2025-03-14' });
  hoursLater(1);
  await ingest();
  expect(await db.paper.count()).toBe(1);
  expect(await db.appearance.findMany({ select: { votes: true } })).toEqual([
    { votes: 8 },
    { votes: 8 },
  ]);
});

test('an unchanged day is requested by its ETag and costs nothing', async () => {
  sources.days.set(DAY, fixture(DAY));
  await ingest();
  const before = await everyRow(db);
  const report = await ingest();
  expect(report.sources[0]).toMatchObject({ state: 'done', read: 0 });
  expect(sources.requests.at(-1)?.headers).toHaveProperty('if-none-match');
  expect(await everyRow(db)).toEqual(before);
});

test('a day not published yet is requested again, without a validator', async () => {
  const window = { from: '2025-03-18', to: '2025-03-18' };
  expect((await ingest(window)).sources[0]).toMatchObject({ state: 'done', read: 0 });
  await ingest(window);
  expect(sources.requests).toHaveLength(2);
  expect(sources.requests[1]?.headers).not.toHaveProperty('if-none-match');
});

test('a weekend without papers is read and leaves nothing', async () => {
  const report = await ingest({ from: '2025-03-15', to: '2025-03-16' });
  expect(report.sources[0]).toMatchObject({ state: 'done', read: 0 });
  expect(await db.paper.count()).toBe(0);
});

test('a bad entry is skipped and named, and the others are stored', async () => {
  sources.days.set(DAY, fixture('2025-03-18'));
  const report = await ingest();
  expect(report.sources[0]).toMatchObject({ state: 'done', read: 3, created: 1, skipped: 2 });
  const run = await db.ingestRun.findFirstOrThrow();
  expect(run).toMatchObject({ read: 3, created: 1, skipped: 2 });
  expect(run.errors).toMatchObject([{ ref: 'not-a-paper' }, { ref: '2503.99777' }]);
});

test('an entry whose title is nothing once it is cleaned is skipped too', async () => {
  sources.days.set(DAY, [dailyEntry({ id: '2503.90001', title: '\u200b' }), dailyEntry()]);
  await ingest();
  expect(await db.paper.findMany({ select: { id: true } })).toEqual([{ id: '2503.99001' }]);
  expect((await db.ingestRun.findFirstOrThrow()).errors).toEqual([
    { ref: '2503.90001', reason: 'has no title' },
  ]);
});

test('half a character in a bad entry’s id costs that entry only', async () => {
  const halved = JSON.stringify([dailyEntry({ id: 'HALF' }), dailyEntry()]);
  sources.days.set(DAY, Buffer.from(halved.replace('HALF', 'half-\\ud83d')));
  const report = await ingest();
  expect(report.sources[0]).toMatchObject({ state: 'done', created: 1, skipped: 1 });
});

test('half a character at the end of a text is stored once and never seen as news', async () => {
  const cut = JSON.stringify([dailyEntry({ paper: { ai_summary: 'A cut HALF' } })]);
  sources.days.set(DAY, Buffer.from(cut.replace('HALF', '\\ud83d')));
  await ingest();
  await db.upstreamValidator.deleteMany();
  expect((await ingest()).sources[0]).toMatchObject({ updated: 0, unchanged: 1 });
});

test.each([
  ['quoted Python objects', () => fixture('2025-03-19')],
  [
    'UTF-8 that was read as Latin-1',
    () => Buffer.from(fixture('2025-03-17').toString('latin1'), 'utf8'),
  ],
  ['half of its bytes', () => fixture('2025-03-17').subarray(0, 900)],
])('a day of %s is refused whole, and the run goes on to the next', async (_what, damaged) => {
  sources.days.set('2025-03-14', damaged());
  sources.days.set(DAY, [dailyEntry()]);
  const report = await ingest({ from: '2025-03-14', to: DAY });
  expect(report.sources[0]).toMatchObject({ state: 'incomplete', created: 1, skipped: 1 });
  expect(await edition('2025-03-14')).toEqual([]);
  expect(await edition()).toHaveLength(1);
  expect((await db.ingestRun.findFirstOrThrow()).errors).toEqual([
    { ref: '2025-03-14', reason: expect.stringContaining('damaged') },
  ]);
});

test('a day that was refused is read once it is whole', async () => {
  sources.days.set(DAY, fixture('2025-03-19'));
  await ingest();
  sources.days.set(DAY, [dailyEntry()]);
  await ingest();
  expect(await edition()).toHaveLength(1);
});
