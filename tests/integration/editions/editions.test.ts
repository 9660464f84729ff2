/** Editions of a day, week and month: their papers, order and neighbours. */
import { expect, test } from 'vitest';
import { parsePeriod, periodOf, type PeriodKind } from '@/lib/calendar';
import { findLatestDay, neighboursOf, papersOfPeriod, recentDays } from '@/lib/editions/queries';
import { COUNT_LIMIT, LAST_PAGE, PAGE_SIZE } from '@/lib/editions/rules';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';

const { db } = testDatabase();

const list = (...listings: Parameters<typeof listing>[0][]) =>
  storeListings(db, listings.map(listing), []);
const period = (kind: PeriodKind, key: string) => parsePeriod(kind, key)!;

async function idsOf(kind: PeriodKind, key: string, page = 0) {
  const { papers } = await papersOfPeriod(db, period(kind, key), page);
  return papers.map(({ id }) => id);
}

function manyOn(listedOn: string, count: number) {
  return Array.from({ length: count }, (_, number) => ({
    id: `2503.${10_000 + number}`,
    listedOn,
    upstreamVotes: count - number,
  }));
}

test('a week shows a paper that was listed on two of its days once, with its latest listing', async () => {
  await list(
    { id: '2503.90001', listedOn: '2025-03-10', submittedBy: 'early', upstreamVotes: 3 },
    { id: '2503.90002', listedOn: '2025-03-12', upstreamVotes: 9 },
    { id: '2503.90001', listedOn: '2025-03-13', submittedBy: 'late', upstreamVotes: 4 },
  );
  const week = await papersOfPeriod(db, period('week', '2025-W11'), 0);
  expect(week.papers).toMatchObject([
    { id: '2503.90002', votes: 9 },
    { id: '2503.90001', votes: 4, submittedBy: 'late' },
  ]);
  expect(week.total).toBe(2);
});

test('a paper listed in two weeks of a month is in both weeks and once in the month', async () => {
  await list(
    { id: '2503.90001', listedOn: '2025-03-10' },
    { id: '2503.90001', listedOn: '2025-03-19' },
  );
  expect(await idsOf('week', '2025-W11')).toEqual(['2503.90001']);
  expect(await idsOf('week', '2025-W12')).toEqual(['2503.90001']);
  expect(await idsOf('month', '2025-03')).toEqual(['2503.90001']);
});

test('a week goes over the turn of a month and of a year by its days', async () => {
  await list(
    { id: '2501.00001', listedOn: '2024-12-31' },
    { id: '2501.00002', listedOn: '2025-01-01', upstreamVotes: 1 },
  );
  expect(await idsOf('week', '2025-W01')).toEqual(['2501.00002', '2501.00001']);
  expect(await idsOf('month', '2024-12')).toEqual(['2501.00001']);
  expect(await idsOf('month', '2025-01')).toEqual(['2501.00002']);
});

test('a week is ordered by votes alone, regardless of its days’ picks', async () => {
  await list(
    { id: '2503.90001', listedOn: '2025-03-10', upstreamVotes: 1 },
    { id: '2503.90002', listedOn: '2025-03-11', upstreamVotes: 5 },
  );
  await db.appearance.updateMany({ where: { paperId: '2503.90001' }, data: { pickRank: 1 } });
  const { papers } = await papersOfPeriod(db, period('week', '2025-W11'), 0);
  expect(papers.map(({ id, isPick }) => [id, isPick])).toEqual([
    ['2503.90002', false],
    ['2503.90001', true],
  ]);
});

test('picks stand first, in their own order', async () => {
  await list(...manyOn('2025-03-17', 4));
  await db.appearance.updateMany({ where: { paperId: '2503.10003' }, data: { pickRank: 1 } });
  await db.appearance.updateMany({ where: { paperId: '2503.10002' }, data: { pickRank: 2 } });
  expect(await idsOf('day', '2025-03-17')).toEqual([
    '2503.10003',
    '2503.10002',
    '2503.10000',
    '2503.10001',
  ]);
});

test('previous and next skip what is empty, in each kind of period', async () => {
  await list(
    { id: '2501.00001', listedOn: '2025-01-07' },
    { id: '2503.90001', listedOn: '2025-03-14' },
    { id: '2503.90002', listedOn: '2025-03-17' },
  );
  expect(await neighboursOf(db, period('day', '2025-03-16'))).toEqual({
    previous: '2025-03-14',
    next: '2025-03-17',
  });
  expect(await neighboursOf(db, period('week', '2025-W11'))).toEqual({
    previous: '2025-W02',
    next: '2025-W12',
  });
  expect(await neighboursOf(db, period('month', '2025-02'))).toEqual({
    previous: '2025-01',
    next: '2025-03',
  });
  expect(await neighboursOf(db, period('month', '2025-03'))).toEqual({
    previous: '2025-01',
    next: null,
  });
});

test('a day whose papers are all hidden is no edition', async () => {
  await list(
    { id: '2503.90001', listedOn: '2025-03-10' },
    { id: '2503.90002', listedOn: '2025-03-12' },
    { id: '2503.90003', listedOn: '2025-03-17' },
    { id: '2503.90004', listedOn: '2025-03-13' },
  );
  const hidden = ['2503.90002', '2503.90003'];
  await db.appearance.updateMany({
    where: { paperId: { in: hidden } },
    data: { isHidden: true },
  });
  expect(await findLatestDay(db)).toBe('2025-03-13');
  expect(await recentDays(db, 9)).toEqual(['2025-03-13', '2025-03-10']);
  expect(await neighboursOf(db, period('day', '2025-03-13'))).toEqual({
    previous: '2025-03-10',
    next: null,
  });
});

test('a longer list comes in pages that neither repeat nor leave out a paper', async () => {
  const size = PAGE_SIZE.week;
  await list(...manyOn('2025-03-17', size + 7));
  const first = await papersOfPeriod(db, period('week', '2025-W12'), 0);
  const second = await papersOfPeriod(db, period('week', '2025-W12'), 1);
  expect(first).toMatchObject({ hasNext: true, total: size + 7 });
  expect(second).toMatchObject({ hasNext: false, total: size + 7 });
  const all = [...first.papers, ...second.papers].map(({ id }) => id);
  expect(all).toEqual(manyOn('', size + 7).map(({ id }) => id));
});

test('a page past the end is empty, and still has the count', async () => {
  await list(...manyOn('2025-03-17', 3));
  expect(await papersOfPeriod(db, period('day', '2025-03-17'), 5)).toMatchObject({
    papers: [],
    hasNext: false,
    total: 3,
  });
});

test('a list exactly as long as a page has no next one', async () => {
  await list(...manyOn('2025-03-17', PAGE_SIZE.week));
  const week = await papersOfPeriod(db, period('week', '2025-W12'), 0);
  expect(week).toMatchObject({ hasNext: false });
});

test('counting stops at its limit', async () => {
  await list(...manyOn('2025-03-17', COUNT_LIMIT + 5));
  const month = await papersOfPeriod(db, period('month', '2025-03'), 0);
  expect(month.total).toBe(COUNT_LIMIT);
});

test('a paper that is listed again counts once, however near the count is to its limit', async () => {
  await list(...manyOn('2025-03-17', COUNT_LIMIT - 2), ...manyOn('2025-03-18', 1));
  const week = await papersOfPeriod(db, period('week', '2025-W12'), 0);
  expect(week.total).toBe(COUNT_LIMIT - 2);
});

test('a list that is too long ends on its last page, with a note', async () => {
  const last = LAST_PAGE.day;
  await list(...manyOn('2025-03-17', (last + 1) * PAGE_SIZE.day + 1));
  const day = period('day', '2025-03-17');
  expect(await papersOfPeriod(db, day, last - 1)).toMatchObject({ hasNext: true, isCut: false });
  const end = await papersOfPeriod(db, day, last);
  expect(end).toMatchObject({ hasNext: false, isCut: true });
  expect(end.papers).toHaveLength(PAGE_SIZE.day);
  expect(await papersOfPeriod(db, day, last + 1)).toMatchObject({ papers: [], hasNext: false });
});

test('an empty period is empty, not an error', async () => {
  expect(await papersOfPeriod(db, period('week', '2025-W12'), 0)).toMatchObject({
    papers: [],
    hasNext: false,
    total: 0,
  });
  expect(await neighboursOf(db, period('day', '2025-03-17'))).toEqual({
    previous: null,
    next: null,
  });
  expect(await findLatestDay(db)).toBeNull();
});

test('the newest days are listed once each, newest first', async () => {
  await list(
    ...manyOn('2025-03-17', 3),
    { id: '2503.90001', listedOn: '2025-03-14' },
    { id: '2503.90002', listedOn: '2025-03-19' },
  );
  expect(await recentDays(db, 2)).toEqual(['2025-03-19', '2025-03-17']);
  expect(await recentDays(db, 9)).toHaveLength(3);
});

test('the database refuses an appearance whose week or month is not that of its day', async () => {
  await list({ id: '2503.90001', listedOn: '2025-03-17' });
  const moved = db.appearance.updateMany({ data: { weekOf: new Date('2025-03-10') } });
  await expect(moved).rejects.toThrow('Appearance_periods_check');
});

test('every day of years that turn within a week is stored under its own week and month', async () => {
  const days = ['2020-12-31', '2021-01-01', '2021-01-03', '2021-01-04', '2024-02-29', '2026-12-31'];
  await list(...days.map((listedOn, number) => ({ id: `2503.${10_000 + number}`, listedOn })));
  for (const [number, day] of days.entries()) {
    const week = periodOf('week', day);
    expect(await idsOf('week', week.key)).toContain(`2503.${10_000 + number}`);
  }
});
