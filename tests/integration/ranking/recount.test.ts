/** Counters and masses kept event by event equal those rebuilt from the rows. */
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addComment } from '@/lib/comments/commands';
import { storeListings } from '@/lib/ingest/store/store-commands';
import type { ListingRecord } from '@/lib/ingest/types';
import {
  recordSignals,
  recountPapers,
  recountWithin,
  type PaperSignal,
} from '@/lib/ranking/commands';
import { massesOf } from '@/lib/ranking/trending';
import { castVote } from '@/lib/votes/commands';
import { testDatabase } from '../../support/database';
import { links, listing } from '../../support/factories';
import { addReaders } from '../../support/readers';

const { db } = testDatabase();

const IDS = ['2503.90001', '2503.90002', '2503.90003'];
const START = Date.UTC(2025, 2, 10);
const HOUR_MS = 3_600_000;
/** A double's sixteen digits, less the first three of a mass years past the epoch. */
const DIGITS = 9;

const instant = fc.nat(24 * 400).map((hours) => new Date(START + hours * HOUR_MS));
const reading: fc.Arbitrary<ListingRecord> = fc
  .record({
    id: fc.constantFrom(...IDS),
    day: fc.nat(20),
    upstreamVotes: fc.option(fc.nat(60)),
    codeStars: fc.option(fc.nat(3_000)),
    readAt: instant,
  })
  .map(({ id, day, codeStars, ...facts }) =>
    listing({
      id,
      listedOn: new Date(START + day * 24 * HOUR_MS).toISOString().slice(0, 10),
      paper: { links: links({ codeStars }) },
      ...facts,
    }),
  );
/** Kinds without rows, which a recount keeps. */
const event: fc.Arbitrary<PaperSignal> = fc.record({
  paperId: fc.constantFrom(...IDS),
  kind: fc.constantFrom('listing', 'upstream_votes'),
  key: fc.nat(30).map(String),
  amount: fc.double({ min: 0, max: 100, noNaN: true }),
  at: instant,
});
const step = fc.oneof(
  fc.array(reading, { minLength: 1, maxLength: 4 }),
  fc.array(event, { minLength: 1, maxLength: 6 }),
);

const isListing = (one: ListingRecord | PaperSignal): one is ListingRecord => 'paper' in one;

async function happen(history: (ListingRecord | PaperSignal)[][]) {
  await db.paper.deleteMany();
  await storeListings(
    db,
    IDS.map((id) => listing({ id, listedOn: '2025-03-10' })),
    [],
  );
  for (const batch of history) {
    const listings = batch.filter(isListing);
    await storeListings(db, listings, []);
    const events = batch.filter((one): one is PaperSignal => !isListing(one));
    await db.$transaction((tx) => recordSignals(tx, events));
  }
}

async function standings() {
  const papers = await db.paper.findMany({
    orderBy: { id: 'asc' },
    include: { signals: true, appearances: true },
  });
  return papers.map(({ massDay, massWeek, massMonth, votes, signals, appearances }) => ({
    masses: [massDay, massWeek, massMonth],
    replayed: massesOf(signals),
    votes,
    copies: appearances.map((appearance) => appearance.votes),
  }));
}

function expectClose(masses: (number | null)[], others: (number | null)[]) {
  for (const [at, mass] of masses.entries()) expect(mass).toBeCloseTo(others[at]!, DIGITS);
}

test('after any events, stored masses equal a replay of all signals and a recount', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (history) => {
      await happen(history);
      const kept = await standings();
      for (const { masses, replayed, votes, copies } of kept) {
        expectClose(masses, [replayed!.day, replayed!.week, replayed!.month]);
        expect(new Set(copies)).toEqual(new Set([votes]));
      }
      expect(await recountPapers(db)).toBe(IDS.length);
      const recounted = await standings();
      for (const [at, { masses, votes, copies }] of recounted.entries()) {
        expectClose(masses, kept[at]!.masses);
        expect({ votes, copies }).toEqual({ votes: kept[at]!.votes, copies: kept[at]!.copies });
      }
    }),
    { numRuns: 12 },
  );
});

test('reading the same listings again, in one batch or one by one, adds nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(reading, { minLength: 1, maxLength: 8 }), async (readings) => {
      const inTime = readings.toSorted((a, b) => a.readAt.getTime() - b.readAt.getTime());
      await happen([]);
      for (const one of inTime) await storeListings(db, [one], []);
      const before = await standings();
      await storeListings(db, inTime, []);
      expect(await standings()).toEqual(before);
    }),
    { numRuns: 12 },
  );
});

test('a recount mends counters and masses that were lost', async () => {
  await happen([[listing({ id: IDS[0], upstreamVotes: 7, readAt: new Date('2025-03-20') })]]);
  const before = await standings();
  await db.paper.updateMany({
    data: { massDay: 1, massWeek: null, massMonth: 99, votes: 1, authorCount: 5 },
  });
  await db.appearance.updateMany({ data: { votes: 77 } });
  const facts: number[] = [];
  await recountPapers(db, (done) => facts.push(done));
  const after = await standings();
  expect(after.map(({ votes, copies }) => ({ votes, copies }))).toEqual(
    before.map(({ votes, copies }) => ({ votes, copies })),
  );
  for (const [at, { masses }] of after.entries()) expectClose(masses, before[at]!.masses);
  expect(await db.paper.findMany({ select: { authorCount: true } })).toEqual(
    IDS.map(() => ({ authorCount: 1 })),
  );
  expect(facts).toEqual([IDS.length]);
});

test('a recount counts the comments that stand, and neither deleted nor hidden ones', async () => {
  await happen([]);
  const [reader] = await addReaders(db, 1);
  const paperId = IDS[0]!;
  const written = { paperId, userId: reader!.id, body: 'Fog.' };
  const at = new Date(START);
  await db.comment.createMany({
    data: [written, written, { ...written, deletedAt: at }, { ...written, hiddenAt: at }],
  });
  await db.paper.updateMany({ data: { commentCount: 9, authorCount: 9 } });
  await recountPapers(db);
  const papers = await db.paper.findMany({
    orderBy: { id: 'asc' },
    select: { commentCount: true, authorCount: true },
  });
  expect(papers.map(({ commentCount }) => commentCount)).toEqual([2, 0, 0]);
  expect(papers.map(({ authorCount }) => authorCount)).toEqual([1, 1, 1]);
});

test('a recount hides the listings of hidden papers and shows those of all others', async () => {
  await happen([]);
  const hidden = IDS[1]!;
  await db.paper.update({ where: { id: hidden }, data: { hiddenAt: new Date(START) } });
  const shown = async () => {
    const listings = await db.appearance.findMany({ where: { isHidden: false } });
    return listings.map(({ paperId }) => paperId).toSorted();
  };
  await db.$transaction((tx) => recountWithin(tx, [hidden]));
  expect(await shown()).toEqual([IDS[0], IDS[2]]);
  await db.appearance.updateMany({ data: { isHidden: true } });
  await recountPapers(db);
  expect(await shown()).toEqual([IDS[0], IDS[2]]);
  await db.paper.update({ where: { id: hidden }, data: { hiddenAt: null } });
  await db.$transaction((tx) => recountWithin(tx, [hidden]));
  expect(await shown()).toEqual(IDS);
});

test('a recount sums again what stars each signal came after', async () => {
  await happen([]);
  const paperId = IDS[0]!;
  const stars = (key: string, amount: number, hour: number) => ({
    ...{ paperId, kind: 'code_stars' as const, key, amount },
    at: new Date(START + hour * HOUR_MS),
  });
  // Before the merge, two duplicates had these signals.
  await db.signal.createMany({ data: [stars('30', 20, 3), stars('15', 5, 1), stars('40', 7, 5)] });
  await recountPapers(db);
  const signals = await db.signal.findMany({
    where: { kind: 'code_stars' },
    orderBy: { at: 'asc' },
    select: { amount: true, before: true },
  });
  expect(signals).toEqual([
    { amount: 5, before: 0 },
    { amount: 20, before: 5 },
    { amount: 7, before: 25 },
  ]);
  const [{ masses, replayed } = { masses: [], replayed: null }] = await standings();
  expectClose(masses, [replayed!.day, replayed!.week, replayed!.month]);
});

test('a paper that lost its last signal has no mass after a recount', async () => {
  await happen([]);
  await db.signal.deleteMany({ where: { paperId: IDS[0] } });
  await recountPapers(db);
  const paper = await db.paper.findUniqueOrThrow({ where: { id: IDS[0] } });
  expect(paper).toMatchObject({ massDay: null, massWeek: null, massMonth: null });
});

test('signals of votes and comments that are gone are removed, those of others stay', async () => {
  await happen([]);
  const [gone, staying] = await addReaders(db, 2);
  const paperId = IDS[0]!;
  const before = await standings();
  for (const reader of [gone!, staying!]) {
    await castVote(db, { reader, paperId, networkHash: null, now: new Date(START) });
    const comment = { paperId, userId: reader.id, parentId: null, body: 'Fog.' };
    await addComment(db, { ...comment, now: new Date(START) });
  }
  const standing = await standings();
  // Rows lost by versions that didn't lock accounts for deletion.
  await db.signal.updateMany({ where: { key: gone!.id }, data: { userId: null } });
  await db.vote.deleteMany({ where: { userId: gone!.id } });
  await db.comment.deleteMany({ where: { userId: gone!.id } });
  await recountPapers(db);
  const signals = await db.signal.findMany({ where: { kind: { in: ['vote', 'comment'] } } });
  expect(signals.map(({ userId }) => userId)).toEqual([staying!.id, staying!.id]);
  const after = await standings();
  expect(after[0]!.masses[2]).toBeLessThan(standing[0]!.masses[2]!);
  expect(after[0]!.masses[2]).toBeGreaterThan(before[0]!.masses[2]!);
  for (const { masses, replayed } of after) {
    expectClose(masses, [replayed!.day, replayed!.week, replayed!.month]);
  }
});

test('recounts while votes come in wait for each other, and lose no vote', async () => {
  await happen([]);
  const votes = Array.from({ length: 60 }, (_, voter) => ({
    paperId: IDS[voter % 3]!,
    kind: 'upstream_votes' as const,
    key: `reading ${voter}`,
    amount: 1,
    at: new Date(START + voter * HOUR_MS),
  }));
  const casting = votes.map((vote) =>
    db.$transaction((tx) => recordSignals(tx, [vote]), { maxWait: 20_000 }),
  );
  const recounts = Array.from({ length: 4 }, () => recountPapers(db));
  await Promise.all([...casting, ...recounts]);
  for (const { masses, replayed } of await standings()) {
    expectClose(masses, [replayed!.day, replayed!.week, replayed!.month]);
  }
});

test('a recount waits for a long import instead of giving up', async () => {
  await happen([]);
  const importing = db.$transaction(
    async (tx) => {
      await tx.paper.updateMany({ data: { upstreamComments: 1 } });
      await setTimeout(5_500);
    },
    { timeout: 20_000 },
  );
  await expect(recountPapers(db)).resolves.toBe(IDS.length);
  await importing;
});
