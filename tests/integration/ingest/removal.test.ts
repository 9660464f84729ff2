/** Papers that Hugging Face removes from a day are removed here, unless readers or curators use them. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { periodOf } from '@/lib/calendar';
import { papersOfPeriod } from '@/lib/editions/queries';
import { runIngest } from '@/lib/ingest/run/run-commands';
import { recountPapers } from '@/lib/ranking/commands';
import { castVote } from '@/lib/votes/commands';
import { testDatabase } from '../../support/database';
import { dailyEntry } from '../../support/factories';
import { addReaders } from '../../support/readers';
import { everyRow, readersOf, startSources, type Sources } from '../../support/sources';

const { db } = testDatabase();
afterAll(closeDatabase);

const DAY = '2025-03-17';
const GONE = '2503.90003';
const now = new Date('2025-03-17T12:00:00Z');
let sources: Sources;

beforeEach(async () => {
  sources = await startSources({ today: DAY });
});

const entries = (...ids: string[]) => ids.map((id) => dailyEntry({ id, upvotes: 5 }));

/** Reads the days as they are now listed. */
async function read(days: Record<string, unknown[]>) {
  for (const [day, list] of Object.entries(days)) sources.days.set(day, list);
  const clock = () => now;
  const window = { from: '2025-03-14', to: DAY };
  return runIngest({ sources: readersOf(sources, clock, ['huggingface']), window, clock });
}

async function idsOf(day: string): Promise<string[]> {
  const { papers } = await papersOfPeriod(db, periodOf('day', day), 0);
  return papers.map(({ id }) => id).toSorted();
}

type Reader = Awaited<ReturnType<typeof addReaders>>[number];

const ALL = ['2503.90001', '2503.90002', GONE];
const KEPT = ['2503.90001', '2503.90002'];

test('a paper that left the list leaves the day and trending, and keeps its page', async () => {
  await read({ [DAY]: entries(...ALL) });
  await read({ [DAY]: entries(...KEPT) });
  expect(await idsOf(DAY)).toEqual(KEPT);
  expect(await db.paper.findUnique({ where: { id: GONE } })).toMatchObject({
    votes: 0,
    upstreamVotes: 0,
    massDay: null,
  });
  const before = await everyRow(db);
  await recountPapers(db);
  expect(await everyRow(db)).toEqual(before);
});

test('a paper that left one of its two days stays on the other with its votes', async () => {
  await read({ '2025-03-14': entries(GONE), [DAY]: entries(...ALL) });
  await read({ [DAY]: entries(...KEPT) });
  expect(await idsOf(DAY)).toEqual(KEPT);
  expect(await idsOf('2025-03-14')).toEqual([GONE]);
  expect(await db.paper.findUnique({ where: { id: GONE } })).toMatchObject({ votes: 5 });
});

test('a paper that comes back is listed and counted again', async () => {
  await read({ [DAY]: entries(...ALL) });
  const masses = { massDay: true, massWeek: true, votes: true };
  const first = await db.paper.findUnique({ where: { id: GONE }, select: masses });
  await read({ [DAY]: entries(...KEPT) });
  await read({ [DAY]: entries(...ALL) });
  expect(await idsOf(DAY)).toEqual(ALL);
  expect(await db.paper.findUnique({ where: { id: GONE }, select: masses })).toEqual(first);
});

test.each([
  [
    'voted for',
    async (reader: Reader) => castVote(db, { reader, paperId: GONE, networkHash: null, now }),
  ],
  [
    'saved',
    async ({ id: userId }: Reader) => db.bookmark.create({ data: { userId, paperId: GONE } }),
  ],
  [
    'commented on',
    async ({ id: userId }: Reader) =>
      db.comment.create({ data: { userId, paperId: GONE, body: 'Fog?', createdAt: now } }),
  ],
  [
    'a curator picked',
    async () => db.appearance.updateMany({ where: { paperId: GONE }, data: { pickRank: 1 } }),
  ],
])('a paper that somebody %s stays', async (_what, act) => {
  await read({ [DAY]: entries(...ALL) });
  const [reader] = await addReaders(db, 1);
  await act(reader!);
  await read({ [DAY]: entries(...KEPT) });
  expect(await idsOf(DAY)).toEqual(ALL);
});

test.each([
  ['is empty', []],
  ['lost more than it kept', entries('2503.90001')],
  ['has an entry that could not be read', [...entries(...KEPT), { paper: { id: GONE } }]],
])('a list that %s removes nothing', async (_how, list) => {
  await read({ [DAY]: entries(...ALL) });
  await read({ [DAY]: list });
  expect(await idsOf(DAY)).toEqual(ALL);
});
