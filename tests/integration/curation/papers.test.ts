/** Curators order the day, hide papers and merge duplicates; each action is logged. */
import { expect, test } from 'vitest';
import { getApiPaper } from '@/lib/api/queries';
import { orderEdition } from '@/lib/curation/edition-commands';
import { mergePapers } from '@/lib/curation/merge-commands';
import { hidePaper, showPaper } from '@/lib/curation/paper-commands';
import { orderVersion } from '@/lib/curation/picks';
import { periodOf } from '@/lib/calendar';
import { papersOfPeriod } from '@/lib/editions/queries';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { getPaper } from '@/lib/papers/queries';
import { trendingPapers } from '@/lib/ranking/queries';
import { searchPapers } from '@/lib/search/query/search-queries';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader } from '../../support/readers';

const { db } = testDatabase();

const DAY = '2025-03-17';
const NOW = new Date('2025-03-17T15:00:00Z');
const [A, B, C] = ['2503.90001', '2503.90002', '2503.90003'] as const;
const curator = { id: 'id-of-cleo', handle: 'cleo' };

const list = (...listings: Parameters<typeof listing>[0][]) =>
  storeListings(db, listings.map(listing), []);
const order = (seen: string[], picks: string[], actor = curator) =>
  orderEdition(db, actor, { day: DAY, seen: orderVersion(seen), picks });

async function edition() {
  const { papers } = await papersOfPeriod(db, periodOf('day', DAY), 0);
  return papers.map(({ id, isPick }) => (isPick ? `${id} pick` : id));
}

async function log() {
  const entries = await db.auditEntry.findMany({ orderBy: { id: 'asc' } });
  return entries.map(({ actor, action, target }) => `${actor} ${action} ${target}`);
}

test('picks are first, in the curator’s order, and the action is logged', async () => {
  await list({ id: A, upstreamVotes: 9 }, { id: B, upstreamVotes: 5 }, { id: C });
  expect(await order([], [C, B])).toEqual({ ok: true });
  expect(await edition()).toEqual([`${C} pick`, `${B} pick`, A]);
  await order([C, B], [B]);
  expect(await edition()).toEqual([`${B} pick`, A, C]);
  expect(await log()).toEqual(Array(2).fill(`cleo edition.order edition:${DAY}`));
});

test('of two curators who order at once, one gets a conflict and changes nothing', async () => {
  await list({ id: A }, { id: B }, { id: C });
  const dana = { id: 'id-of-dana', handle: 'dana' };
  const answers = await Promise.all([order([], [A, B]), order([], [C], dana)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers).toContainEqual({ ok: false, reason: 'changed' });
  const picks = (await edition()).filter((line) => line.endsWith('pick'));
  expect(picks).toEqual(answers[0]?.ok ? [`${A} pick`, `${B} pick`] : [`${C} pick`]);
  expect(await log()).toHaveLength(1);
});

test.each([
  ['a paper of another day', [B]],
  ['a paper that nobody knows', ['2503.00000']],
  ['a paper twice', [A, A]],
])('%s can’t be picked', async (_, picks) => {
  await list({ id: A }, { id: B, listedOn: '2025-03-14' });
  await expect(order([], picks)).rejects.toThrow('only papers of this edition');
  expect(await log()).toEqual([]);
});

test('a hidden paper is on no list and in no search, and is restored to its place', async () => {
  await list({ id: A, paper: { title: 'Weighing Fog' } }, { id: B, paper: { title: 'Maps' } });
  const lists = async () => [
    (await edition()).length,
    (await trendingPapers(db, 'day', 0)).papers.length,
    (await searchPapers(db, { query: 'fog', page: 0, today: '2025-03-20' })).papers.filter(
      ({ id }) => id === A,
    ).length,
  ];
  expect(await lists()).toEqual([2, 2, 1]);
  await hidePaper(db, curator, { paperId: A, reason: 'An advertisement.', now: NOW });
  expect(await lists()).toEqual([1, 1, 0]);
  await showPaper(db, curator, A);
  expect(await lists()).toEqual([2, 2, 1]);
  expect(await log()).toEqual([`cleo paper.hide paper:${A}`, `cleo paper.show paper:${A}`]);
});

test('a hidden paper that is listed again stays hidden', async () => {
  await list({ id: A, listedOn: '2025-03-14' });
  await hidePaper(db, curator, { paperId: A, reason: 'An advertisement.', now: NOW });
  await list({ id: A, listedOn: DAY });
  expect(await edition()).toEqual([]);
});

test('an unknown paper can’t be hidden', async () => {
  await expect(hidePaper(db, curator, { paperId: A, reason: 'x', now: NOW })).rejects.toMatchObject(
    { code: 'not_found' },
  );
});

test('merging moves readers’ data, with one vote each', async () => {
  await list({ id: A, upstreamVotes: 3 }, { id: 'x-weighing-fog', listedOn: '2025-03-14' });
  const [double, kept] = ['x-weighing-fog', A];
  const [ada, ben] = [await addReader(db, 'ada'), await addReader(db, 'ben')];
  for (const paperId of [double, kept]) {
    await db.vote.create({ data: { paperId, userId: ada.id } });
    await db.bookmark.create({ data: { paperId, userId: ada.id, note: `at ${paperId}` } });
  }
  await db.vote.create({
    data: {
      paperId: double,
      userId: ben.id,
      weight: 0.5,
      discounts: { create: { reason: 'network', factor: 0.5, detail: 'Five from one network.' } },
    },
  });
  const comment = { paperId: double, userId: ben.id, body: 'Is this not the other one?' };
  await db.comment.create({ data: comment });

  await mergePapers(db, curator, { doubleId: double, keptId: kept, now: NOW });

  expect(await getPaper(db, kept)).toMatchObject({
    upvotes: 2,
    countedUpvotes: 1.5,
    votes: 4.5,
    commentCount: 1,
    appearances: [{ listedOn: new Date(DAY) }, { listedOn: new Date('2025-03-14') }],
  });
  expect(await db.bookmark.findMany()).toMatchObject([
    { userId: ada.id, paperId: kept, note: `at ${kept}\n\nat ${double}` },
  ]);
  expect(await db.voteDiscount.count({ where: { paperId: kept, userId: ben.id } })).toBe(1);
  expect(await getPaper(db, double)).toMatchObject({
    mergedIntoId: kept,
    upvotes: 0,
    massDay: null,
    appearances: [],
  });
  expect(await log()).toEqual([`cleo paper.merge paper:${kept}`]);
});

test('merging moves pending messages and the record of notifications', async () => {
  await list({ id: A }, { id: B });
  await addReader(db, 'ada');
  const draft = { userId: 'id-of-ada', paperId: A, place: 'paper', body: 'Hm.', keptAt: NOW };
  await db.commentDraft.create({ data: draft });
  const keys = { p256dh: 'x', auth: 'x', networkHash: 'x', timeZone: 'UTC' };
  await db.pushSubscription.create({
    data: { id: 'one', endpoint: 'https://push.example', ...keys },
  });
  const notice = {
    subscriptionId: 'one',
    state: 'notified',
    place: 1,
    createdAt: NOW,
    dueAt: NOW,
  } as const;
  await db.pushNotice.createMany({ data: [A, B].map((paperId) => ({ ...notice, paperId })) });
  await mergePapers(db, curator, { doubleId: A, keptId: B, now: NOW });
  const where = { select: { paperId: true } };
  expect(await db.commentDraft.findMany(where)).toEqual([{ paperId: B }]);
  expect(await db.pushNotice.findMany(where)).toEqual([{ paperId: B }]);
});

test('a chain of merges leads to its end', async () => {
  await list({ id: A }, { id: B }, { id: C });
  await mergePapers(db, curator, { doubleId: A, keptId: B, now: NOW });
  await mergePapers(db, curator, { doubleId: B, keptId: C, now: NOW });
  expect(await getPaper(db, A)).toMatchObject({ mergedIntoId: C });
  expect(await edition()).toEqual([C]);
  expect((await getApiPaper(db, A)).paper.id).toBe(C);
});

test.each([
  ['itself', A, A, 'same paper'],
  ['one that is not here', A, C, 'has no paper'],
  ['one that was merged itself', A, 'x-double', 'merged into'],
])('a paper can’t be merged into %s', async (_, doubleId, keptId, words) => {
  await list({ id: A }, { id: B }, { id: 'x-double' });
  await mergePapers(db, curator, { doubleId: 'x-double', keptId: B, now: NOW });
  await expect(mergePapers(db, curator, { doubleId, keptId, now: NOW })).rejects.toThrow(words);
});
