/** Discounts: found by the lockstep job, undone and restored by curators, recounted at any time. */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import type { User } from '@/lib/db/generated/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { recountPapers } from '@/lib/ranking/commands';
import { castVote, withdrawVote } from '@/lib/votes/commands';
import { restoreDiscount, undoDiscount } from '@/lib/votes/discount-commands';
import { discountLockstep } from '@/lib/votes/lockstep-commands';
import { discountsOfPaper } from '@/lib/votes/queries';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReaders } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const IDS = ['2503.90001', '2503.90002', '2503.90003', '2503.90004', '2503.90005'];
const now = new Date('2025-03-20T13:00:00Z');
const HOUR_MS = 3_600_000;
const curator = { id: 'id-of-the-curator', handle: 'curator' };

const listed = () =>
  storeListings(
    db,
    IDS.map((id) => listing({ id })),
    [],
  );

/**
 * All accounts vote for the same papers, hours apart for each paper and minutes for each account.
 */
async function march(readers: User[], papers: readonly string[]): Promise<void> {
  for (const [place, paperId] of papers.entries()) {
    await Promise.all(
      readers.map((reader, number) =>
        castVote(db, {
          reader,
          paperId,
          networkHash: `of ${reader.id}`,
          now: new Date(now.getTime() - (48 - place) * HOUR_MS + (number % 9) * 60_000),
        }),
      ),
    );
  }
}

async function counters() {
  const papers = await db.paper.findMany({
    orderBy: { id: 'asc' },
    select: {
      id: true,
      upvotes: true,
      unprovenUpvotes: true,
      countedUpvotes: true,
      votes: true,
      massDay: true,
      massMonth: true,
      appearances: { select: { votes: true } },
    },
  });
  return papers.map(({ massDay, massMonth, ...exact }) => ({
    ...exact,
    // Sums of logarithms in another order differ in the last digits.
    masses: [massDay, massMonth].map((mass) => mass?.toFixed(8)),
  }));
}

test('fifty accounts in lockstep come to one vote on each paper that they pushed', async () => {
  await listed();
  const ring = await addReaders(db, 50);
  const [honest] = await addReaders(db, 1, {}, 'honest');
  await march(ring, IDS);
  await march([honest!], IDS.slice(0, 1));
  expect(await discountLockstep(now)).toBe(250);
  const papers = await db.paper.findMany({ orderBy: { id: 'asc' } });
  expect(papers.map(({ upvotes }) => upvotes)).toEqual([51, 50, 50, 50, 50]);
  for (const { countedUpvotes } of papers.slice(1)) expect(countedUpvotes).toBeCloseTo(1, 0);
  expect(papers[0]!.countedUpvotes - papers[1]!.countedUpvotes).toBe(1);
  expect(await discountsOfPaper(db, IDS[0]!)).toEqual([{ reason: 'lockstep', votes: 50 }]);
  const before = await counters();
  await recountPapers(db);
  expect(await counters()).toEqual(before);
});

test('votes of more than thirty days ago are not compared', async () => {
  await listed();
  await march(await addReaders(db, 10), IDS);
  // The first two papers were voted for 48 and 47 hours before `now`, the last 44 hours before.
  const after = (hours: number) => new Date(now.getTime() + 30 * 24 * HOUR_MS - hours * HOUR_MS);
  expect(await discountLockstep(after(44))).toBe(0);
  expect(await discountLockstep(after(47.5))).toBe(40);
  expect(await discountLockstep(after(48.5))).toBe(50);
});

test('the lockstep job finds the same when it runs again, and writes nothing', async () => {
  await listed();
  await march(await addReaders(db, 10), IDS);
  await discountLockstep(now);
  const written = await db.voteDiscount.findMany({
    orderBy: [{ paperId: 'asc' }, { userId: 'asc' }],
  });
  await discountLockstep(now);
  expect(
    await db.voteDiscount.findMany({ orderBy: [{ paperId: 'asc' }, { userId: 'asc' }] }),
  ).toEqual(written);
});

test('what a curator has undone stays undone, and is counted', async () => {
  await listed();
  const ring = await addReaders(db, 10);
  await march(ring, IDS);
  await discountLockstep(now);
  const which = { paperId: IDS[0]!, userId: ring[0]!.id, reason: 'lockstep' as const };
  const discounted = await counters();
  await db.$transaction((tx) => undoDiscount(tx, which, { curator, now }));
  const vote = { paperId_userId: { paperId: which.paperId, userId: which.userId } };
  expect(await db.vote.findUniqueOrThrow({ where: vote })).toMatchObject({ weight: 1 });
  await discountLockstep(now);
  expect(await db.vote.findUniqueOrThrow({ where: vote })).toMatchObject({ weight: 1 });
  expect(await db.voteDiscount.findMany({ where: { undoneAt: { not: null } } })).toMatchObject([
    { ...which, undoneById: curator.id },
  ]);
  await db.$transaction((tx) => restoreDiscount(tx, which, curator));
  expect(await counters()).toEqual(discounted);
  const facts = { actor: 'curator', target: `paper:${which.paperId}` };
  expect(await db.auditEntry.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    {
      ...facts,
      action: 'vote.undo_discount',
      detail: { reader: which.userId, reason: 'lockstep' },
    },
    { ...facts, action: 'vote.restore_discount' },
  ]);
});

test('a discount that is not there can’t be undone', async () => {
  await listed();
  const which = { paperId: IDS[0]!, userId: 'nobody', reason: 'network' as const };
  const undone = db.$transaction((tx) => undoDiscount(tx, which, { curator, now }));
  await expect(undone).rejects.toMatchObject({ code: 'not_found' });
});

const act = fc.oneof(
  fc.record({
    kind: fc.constant('press' as const),
    reader: fc.nat(19),
    paper: fc.nat(1),
    network: fc.nat(2),
  }),
  fc.record({ kind: fc.constant('withdraw' as const), reader: fc.nat(19), paper: fc.nat(1) }),
  fc.record({ kind: fc.constant('undo' as const), place: fc.nat(30) }),
  fc.record({ kind: fc.constant('restore' as const), place: fc.nat(30) }),
);

test('counters and masses kept act by act equal those rebuilt from the rows', async () => {
  await listed();
  const readers = [
    ...(await addReaders(db, 6)),
    ...(await addReaders(db, 14, { createdAt: new Date('2025-03-19T00:00:00Z') }, 'new')),
  ];
  const happen = async (one: typeof act extends fc.Arbitrary<infer T> ? T : never, at: Date) => {
    if (one.kind === 'press') {
      const reader = readers[one.reader]!;
      const ballot = { reader, paperId: IDS[one.paper]!, networkHash: `net ${one.network}` };
      await castVote(db, { ...ballot, now: at });
    } else if (one.kind === 'withdraw') {
      await withdrawVote(db, { userId: readers[one.reader]!.id, paperId: IDS[one.paper]! });
    } else {
      const all = await db.voteDiscount.findMany({
        orderBy: [{ paperId: 'asc' }, { userId: 'asc' }],
      });
      const which = all[one.place % Math.max(1, all.length)];
      if (!which) return;
      const { paperId, userId, reason } = which;
      await db.$transaction((tx) =>
        one.kind === 'undo'
          ? undoDiscount(tx, { paperId, userId, reason }, { curator, now: at })
          : restoreDiscount(tx, { paperId, userId, reason }, curator),
      );
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      await db.vote.deleteMany();
      await db.signal.deleteMany({ where: { kind: 'vote' } });
      await recountPapers(db);
      for (const [place, one] of acts.entries()) {
        await happen(one, new Date(now.getTime() + place * 60_000));
      }
      const kept = await counters();
      await recountPapers(db);
      expect(await counters()).toEqual(kept);
    }),
    { numRuns: 15 },
  );
});
