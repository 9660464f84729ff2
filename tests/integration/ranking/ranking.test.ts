/** Trending papers: by mass in each window, ties in the edition's order, and ranks. */
import { expect, test } from 'vitest';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { recordSignals, type PaperSignal } from '@/lib/ranking/commands';
import { TRENDING_PAGE_SIZE, trendingPapers } from '@/lib/ranking/queries';
import { massesOf, type TrendingWindow } from '@/lib/ranking/trending';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';

const { db } = testDatabase();

const [A, B, C] = ['2503.90001', '2503.90002', '2503.90003'];
const list = (...listings: Parameters<typeof listing>[0][]) =>
  storeListings(db, listings.map(listing), []);

async function trending(window: TrendingWindow, page = 0) {
  const { papers } = await trendingPapers(db, window, page);
  return papers.map(({ id }) => id);
}

function votes(paperId: string, amount: number, at: string): PaperSignal {
  return { paperId, kind: 'vote', key: `${amount} at ${at}`, amount, at: new Date(at) };
}

test('a day favours what just happened, a month what happened often', async () => {
  await list({ id: A, listedOn: '2025-03-10' }, { id: B, listedOn: '2025-03-17' });
  await db.$transaction((tx) => recordSignals(tx, [votes(A, 40, '2025-03-11T00:00:00Z')]));
  expect(await trending('day')).toEqual([B, A]);
  expect(await trending('month')).toEqual([A, B]);
});

test('papers of equal mass stand by votes, then by id', async () => {
  await list({ id: C }, { id: B }, { id: A });
  await db.paper.update({ where: { id: B }, data: { votes: 3 } });
  for (const window of ['day', 'week', 'month'] as const) {
    expect(await trending(window)).toEqual([B, A, C]);
  }
});

test('a paper without any signal does not trend', async () => {
  await list({ id: A });
  await db.paper.updateMany({ data: { massDay: null, massWeek: null, massMonth: null } });
  expect(await trending('day')).toEqual([]);
});

test('a paper listed twice trends once, as its latest listing has it', async () => {
  await list(
    { id: A, listedOn: '2025-03-10', submittedBy: 'early' },
    { id: A, listedOn: '2025-03-17', submittedBy: 'late' },
  );
  const { papers } = await trendingPapers(db, 'week', 0);
  expect(papers).toMatchObject([{ id: A, submittedBy: 'late' }]);
});

test('a longer list comes in pages that neither repeat nor leave out a paper', async () => {
  const ids = Array.from(
    { length: TRENDING_PAGE_SIZE + 5 },
    (_, number) => `2503.${10_000 + number}`,
  );
  await list(...ids.map((id) => ({ id })));
  expect((await trendingPapers(db, 'day', 0)).hasNext).toBe(true);
  expect([...(await trending('day')), ...(await trending('day', 1))]).toEqual(ids);
  expect(await trending('day', 2)).toEqual([]);
});

test('a repeated event counts once, in one call or in two', async () => {
  await list({ id: A });
  const vote = votes(A, 1, '2025-03-17T09:00:00Z');
  await db.$transaction((tx) => recordSignals(tx, [vote, vote]));
  await db.$transaction((tx) => recordSignals(tx, [vote]));
  const paper = await db.paper.findUniqueOrThrow({ where: { id: A }, include: { signals: true } });
  expect(paper.signals.filter(({ kind }) => kind === 'vote')).toHaveLength(1);
  expect(paper.massDay).toBeCloseTo(massesOf(paper.signals)!.day, 9);
});

test('a signal that weighs nothing leaves no mass', async () => {
  await list({ id: A });
  await db.signal.deleteMany();
  await db.paper.updateMany({ data: { massDay: null, massWeek: null, massMonth: null } });
  await db.$transaction((tx) => recordSignals(tx, [votes(A, 0, '2025-03-17T09:00:00Z')]));
  expect(await db.paper.findUniqueOrThrow({ where: { id: A } })).toMatchObject({ massDay: null });
});
