/**
 * Listings that arrive late, out of order or at once, as from a backfill during the daily ingest.
 */
import { expect, onTestFinished, test } from 'vitest';
import { createDatabase } from '@/lib/db/client';
import { periodOf } from '@/lib/calendar';
import { papersOfPeriod } from '@/lib/editions/queries';
import { storeListings, storePapers } from '@/lib/ingest/store/store-commands';
import { parseDailyPapers } from '@/lib/ingest/huggingface/parse';
import type { ListingRecord } from '@/lib/ingest/types';
import { getPaper } from '@/lib/papers/queries';
import { trendingPapers } from '@/lib/ranking/queries';
import { castVote } from '@/lib/votes/commands';
import { testDatabase } from '../../support/database';
import { arxivRecord, dailyEntry, links, listing, paperRecord } from '../../support/factories';
import { addReaders } from '../../support/readers';
import { everyRow } from '../../support/sources';

const { db } = testDatabase();

const ID = '2503.99001';
const at = (hour: number) => new Date(Date.UTC(2025, 2, 17, hour));
const store = (...listings: ListingRecord[]) => storeListings(db, listings, []);

/** Random letters, so that compression doesn't fit them into an index's page. */
function incompressible(length: number): string {
  return Array.from({ length }, (_, at) =>
    String.fromCharCode(0x4e00 + ((at * 7_919) % 19_997)),
  ).join('');
}

async function amountsOf(kind: string, id = ID): Promise<number[]> {
  const signals = (await getPaper(db, id)).signals.toReversed();
  return signals.filter((signal) => signal.kind === kind).map(({ amount }) => amount);
}

test('an older reading that comes late changes neither counts nor links nor signals', async () => {
  const codeUrl = 'https://github.com/example/fog';
  await store(
    listing({
      upstreamVotes: 9,
      readAt: at(12),
      paper: { links: links({ codeUrl, codeStars: 30 }) },
    }),
  );
  const before = await everyRow(db);
  const older = links({ codeUrl: 'https://github.com/example/fog-draft', codeStars: 10 });
  await store(listing({ upstreamVotes: 4, readAt: at(3), paper: { title: 'Fog', links: older } }));
  expect(await everyRow(db)).toEqual(before);
});

test('an older reading still adds unknown facts', async () => {
  await store(listing({ readAt: at(12) }));
  const news = links({ organization: 'North Lab' });
  await store(listing({ readAt: at(3), listedOn: '2025-03-14', paper: { links: news } }));
  expect(await getPaper(db, ID)).toMatchObject({
    organization: 'North Lab',
    appearances: [{}, {}],
  });
});

test('two readings in one batch count in the order of their reading', async () => {
  await store(
    listing({ upstreamVotes: 9, readAt: at(12), codeStars: 12 }),
    listing({ upstreamVotes: 4, readAt: at(3), listedOn: '2025-03-14', codeStars: 2 }),
  );
  expect(await getPaper(db, ID)).toMatchObject({ votes: 9, codeStars: 12 });
  expect(await amountsOf('upstream_votes')).toEqual([4, 5]);
  expect(await amountsOf('code_stars')).toEqual([10]);
});

test('stars from before the first reading are no news, those gained later are', async () => {
  await store(listing({ readAt: at(1), codeStars: 5_000 }));
  await store(listing({ readAt: at(2), codeStars: 5_010 }));
  expect(await amountsOf('code_stars')).toEqual([10]);
});

test('one bad record costs itself only, also where the same paper comes whole', async () => {
  const result = await store(
    listing({ id: '2503.90001', paper: { title: '$$' } }),
    listing({ id: '2503.90002', paper: { title: ' ' } }),
    listing({ id: '2503.90003' }),
  );
  expect(result.rejected).toEqual([{ ref: '2503.90002', reason: 'has no title' }]);
  expect(result).toMatchObject({ created: 2 });
});

test.each([
  ['a count beyond an integer', { upstreamVotes: 2 ** 40 }],
  ['a name beyond an index', { paper: { authors: [{ name: incompressible(9_000) }] } }],
  ['a character that it has no place for', { paper: { doi: '10.1000/a\0b' } }],
])('Postgres refusing %s costs that listing only', async (_what, refused) => {
  const ids = Array.from({ length: 9 }, (_, number) => `2503.9000${number}`);
  const listings = ids.map((id) => listing({ id, upstreamVotes: 2 }));
  const result = await store(...listings.with(4, listing({ id: ids[4], ...refused })));
  expect(result).toMatchObject({ created: 8, updated: 0, unchanged: 0 });
  expect(result.rejected).toEqual([
    { ref: ids[4], reason: expect.stringMatching(/^can't be stored: ./) },
  ]);
  const stored = await db.appearance.findMany({ orderBy: { paperId: 'asc' } });
  expect(stored.map(({ paperId }) => paperId)).toEqual(ids.toSpliced(4, 1));
  expect(await db.paper.count()).toBe(8);
});

test('Postgres refusing a paper costs that paper only', async () => {
  const result = await storePapers(
    db,
    [arxivRecord({ id: '2503.90001' }), arxivRecord({ id: '2503.90002', doi: 'a\0b' })],
    [],
  );
  expect(result).toMatchObject({ created: 1, rejected: [{ ref: '2503.90002' }] });
});

test('an unavailable database is no refusal: nothing is reported as stored', async () => {
  const { db: away, pool } = createDatabase('postgresql://localhost:1/nowhere');
  onTestFinished(() => pool.end());
  await expect(storeListings(away, [listing()], [])).rejects.toThrow();
});

test('authors are compared with those stored whole and in order, so the same news changes nothing', async () => {
  const authors = [
    { name: 'Hana Ito', affiliation: 'North Lab', handle: 'hanaito' },
    { name: 'Ivo Prat', affiliation: 'South Lab' },
    { name: 'Jo Quill', handle: 'joquill' },
  ];
  const news = arxivRecord({ id: ID, authors });
  await storePapers(db, [news], []);
  // Moves the first author's row behind the others in the table.
  await db.paperAuthor.updateMany({ where: { position: 0 }, data: { name: 'Hana Ito' } });
  expect(await storePapers(db, [news], [])).toMatchObject({ updated: 0, unchanged: 1 });
  const weaker = paperRecord({ id: ID, authors: [{ name: 'Ivo Prat', handle: 'ivoprat' }] });
  await storePapers(db, [weaker], []);
  const stored = await db.paperAuthor.findMany({
    orderBy: { position: 'asc' },
    select: { name: true, affiliation: true, handle: true },
  });
  expect(stored).toEqual([
    { name: 'Hana Ito', affiliation: 'North Lab', handle: 'hanaito' },
    { name: 'Ivo Prat', affiliation: 'South Lab', handle: 'ivoprat' },
    { name: 'Jo Quill', affiliation: null, handle: 'joquill' },
  ]);
});

test('nothing to store is nothing stored', async () => {
  expect(await store()).toEqual({ created: 0, updated: 0, unchanged: 0, rejected: [], cut: [] });
});

test('two concurrent writers of the same new papers have the same result as two in sequence', async () => {
  const ids = Array.from({ length: 40 }, (_, number) => `2503.${90_000 + number}`);
  const short = ids.map((id) => listing({ id, upstreamVotes: 2, readAt: at(1) }));
  const authors = ['Hana Ito', 'Ivo Prat', 'Jo Quill'].map((name) => ({ name }));
  const long = ids
    .map((id) => listing({ id, upstreamVotes: 5, readAt: at(2), paper: { authors } }))
    .toReversed();
  await Promise.all([store(...short), store(...long)]);
  const papers = await db.paper.findMany({
    include: { authors: { orderBy: { position: 'asc' } } },
  });
  expect(papers).toHaveLength(40);
  for (const paper of papers) {
    expect(paper.authors).toHaveLength(paper.authorCount);
    expect(paper).toMatchObject({ authorCount: 3, upstreamVotes: 5, votes: 5 });
    expect((await amountsOf('upstream_votes', paper.id)).reduce((a, b) => a + b)).toBe(5);
  }
});

test('a count that falls and rises again adds nothing to what trends', async () => {
  for (const [hour, upstreamVotes] of [18, 15, 18, 15, 18].entries()) {
    await store(listing({ upstreamVotes, codeStars: 100 + upstreamVotes, readAt: at(hour) }));
  }
  expect(await amountsOf('upstream_votes')).toEqual([18]);
  expect(await amountsOf('code_stars')).toEqual([]);
});

test('the greatest count a source can send and a reader’s vote overflow no list', async () => {
  const entry = dailyEntry({ id: ID, upvotes: 2_147_483_647 });
  const { records } = parseDailyPapers(JSON.stringify([entry]), {
    listedOn: '2025-03-17',
    readAt: at(12),
  });
  await store(...records);
  // Stored by an earlier version.
  const other = '2503.99002';
  await store(listing({ id: other, upstreamVotes: 2_147_483_647 }));
  const [reader] = await addReaders(db, 1);
  for (const paperId of [ID, other]) {
    await castVote(db, { reader: reader!, paperId, networkHash: null, now: at(13) });
  }
  expect(await getPaper(db, ID)).toMatchObject({ votes: 1_000_001, upstreamVotes: 1_000_000 });
  const edition = await papersOfPeriod(db, periodOf('day', '2025-03-17'), 0);
  expect(edition.papers.map(({ votes }) => votes)).toEqual([2_147_483_647, 1_000_001]);
  expect((await trendingPapers(db, 'day', 0)).papers).toHaveLength(2);
});
