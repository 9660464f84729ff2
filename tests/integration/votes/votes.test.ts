/** Votes: one for each reader and paper under concurrency; their weights and effects. */
import { describe, expect, test } from 'vitest';
import { createDatabase } from '@/lib/db/client';
import type { User } from '@/lib/db/generated/client';
import { env } from '@/lib/env';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { castVote, withdrawVote, withdrawVotesOf } from '@/lib/votes/commands';
import { getScore, marksOf, paperIdsVotedFor } from '@/lib/votes/queries';
import { RING } from '@/lib/votes/weight';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { heardPurges } from '../../support/purges';
import { addReaders } from '../../support/readers';
import { expectVotesInStep, standingOf } from '../../support/votes';

const { db, pool } = testDatabase();

const PAPER = '2503.90001';
const OTHER = '2503.90002';
const now = new Date('2025-03-17T13:00:00Z');
const listed = () =>
  storeListings(db, [listing({ id: PAPER, upstreamVotes: 5 }), listing({ id: OTHER })], []);

function press(reader: User, overrides: { paperId?: string; network?: string; at?: Date } = {}) {
  const { paperId = PAPER, network, at = now } = overrides;
  return castVote(db, { reader, paperId, networkHash: network ?? `of ${reader.id}`, now: at });
}

const standing = (id = PAPER) => standingOf(db, id);
const expectInStep = (id = PAPER) => expectVotesInStep(db, id);

describe('a vote', () => {
  test('for a paper that a curator hid is refused, and one cast before can be taken back', async () => {
    await listed();
    const [early, late] = await addReaders(db, 2);
    await press(early!);
    await db.paper.update({ where: { id: PAPER }, data: { hiddenAt: now } });
    await expect(press(late!)).rejects.toThrow('isn’t on any list');
    expect(await withdrawVote(db, { userId: early!.id, paperId: PAPER })).toMatchObject({
      wasCast: true,
    });
    await expectInStep();
  });

  test('counts on the paper, its editions and what trends', async () => {
    await listed();
    const [reader] = await addReaders(db, 1);
    const before = await standing();
    expect(await press(reader!)).toEqual({
      isFirst: true,
      weight: 1,
      discounts: [],
      score: { upvotes: 1, countedUpvotes: 1, votes: 6 },
    });
    const after = await standing();
    expect(after.massWeek).toBeGreaterThan(before.massWeek!);
    expect(after.appearances[0]).toMatchObject({ votes: 6 });
    expect(await getScore(db, PAPER)).toEqual({ title: 'Weighing Fog', votes: 6 });
    await expectInStep();
  });

  test('a repeated vote changes nothing, and reports that', async () => {
    await listed();
    const [reader] = await addReaders(db, 1);
    await press(reader!);
    expect(await press(reader!)).toMatchObject({ isFirst: false, score: { upvotes: 1 } });
    await expectInStep();
  });

  test('purges pages once, and neither when repeated nor when there is none to take back', async () => {
    await listed();
    const [reader] = await addReaders(db, 1);
    const purges = await heardPurges(pool);
    await withdrawVote(db, { userId: reader!.id, paperId: PAPER });
    expect(await purges()).toEqual([]);
    await press(reader!);
    const tags = [...(await purges())];
    expect(tags.length).toBeGreaterThan(0);
    await press(reader!);
    expect(await purges()).toEqual(tags);
  });

  test('is withdrawn with its account from the papers voted for, and from no others', async () => {
    await listed();
    const [one, other] = await addReaders(db, 2);
    await press(one!);
    await press(other!, { paperId: OTHER });
    expect(await paperIdsVotedFor(db, one!.id)).toEqual([PAPER]);
    // The signal still counts where only the vote's row is lost.
    await db.vote.deleteMany({ where: { userId: one!.id } });
    expect(await paperIdsVotedFor(db, one!.id)).toEqual([PAPER]);
  });

  test('taken back leaves the paper as it was', async () => {
    await listed();
    const before = await standing();
    const [reader] = await addReaders(db, 1);
    await press(reader!);
    const { wasCast, score } = await withdrawVote(db, { userId: reader!.id, paperId: PAPER });
    expect({ wasCast, ...score }).toMatchObject({ wasCast: true, upvotes: 0, votes: 5 });
    expect((await standing()).massWeek).toBeCloseTo(before.massWeek!, 9);
    await expectInStep();
  });

  test('that was never cast can’t be taken back', async () => {
    await listed();
    const [reader] = await addReaders(db, 1);
    const { wasCast } = await withdrawVote(db, { userId: reader!.id, paperId: PAPER });
    expect(wasCast).toBe(false);
  });

  test('for a paper that is not there is refused, and so is taking it back', async () => {
    const [reader] = await addReaders(db, 1);
    await expect(press(reader!)).rejects.toMatchObject({ code: 'not_found' });
    const back = withdrawVote(db, { userId: reader!.id, paperId: PAPER });
    await expect(back).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is among its own reader’s marks only', async () => {
    await listed();
    const [one, other] = await addReaders(db, 2);
    await press(one!);
    await db.bookmark.create({ data: { userId: one!.id, paperId: OTHER } });
    const requests = [PAPER, OTHER, '2503.90009'];
    expect(await marksOf(db, one!.id, requests)).toEqual({ votes: [PAPER], bookmarks: [OTHER] });
    expect(await marksOf(db, other!.id, requests)).toEqual({ votes: [], bookmarks: [] });
    expect(await marksOf(db, one!.id, [])).toEqual({ votes: [], bookmarks: [] });
  });
});

describe('at once', () => {
  test('two hundred readers press twice each on one paper, by two processes: 200 votes', async () => {
    await listed();
    const readers = await addReaders(db, 200);
    const second = createDatabase(env.DATABASE_URL!);
    const pressed = readers.flatMap((reader) => {
      const ballot = { reader, paperId: PAPER, networkHash: `of ${reader.id}`, now };
      return [castVote(db, ballot), castVote(second.db, ballot)];
    });
    const cast = await Promise.all(pressed);
    await second.db.$disconnect();
    await second.pool.end();
    expect(cast.filter(({ isFirst }) => isFirst)).toHaveLength(200);
    expect(await standing()).toMatchObject({ upvotes: 200, countedUpvotes: 200, votes: 205 });
    await expectInStep();
  });

  test('presses, withdrawals and deletions on two papers neither lock up nor miscount', async () => {
    await listed();
    const readers = await addReaders(db, 40);
    const acts = readers.flatMap((reader, number) => [
      press(reader),
      press(reader, { paperId: OTHER }),
      withdrawVote(db, { userId: reader.id, paperId: number % 2 === 0 ? PAPER : OTHER }),
    ]);
    const deletions = readers.slice(0, 5).map((reader) =>
      db.$transaction(
        async (tx) => {
          await withdrawVotesOf(tx, reader.id);
        },
        { maxWait: 20_000, timeout: 20_000 },
      ),
    );
    await Promise.all([...acts, ...deletions]);
    await expectInStep(PAPER);
    await expectInStep(OTHER);
  });

  test('a press of an account that has just been deleted fails alone', async () => {
    await listed();
    const readers = await addReaders(db, 6);
    await db.user.delete({ where: { id: readers[3]!.id } });
    const cast = await Promise.allSettled(readers.map((reader) => press(reader)));
    expect(cast.map(({ status }) => status === 'fulfilled')).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
    ]);
    expect(await standing()).toMatchObject({ upvotes: 5 });
    await expectInStep();
  });
});

describe('votes of new accounts', () => {
  const fresh = { createdAt: new Date('2025-03-17T12:00:00Z') };

  test('count in full for the first few, then less, each with its reason', async () => {
    await listed();
    const readers = await addReaders(db, 6, fresh);
    const cast = [];
    for (const reader of readers) cast.push(await press(reader));
    expect(cast.map(({ weight }) => weight)).toEqual([1, 1, 1, 0.28125, 0.1796875, 0.125]);
    expect(cast[5]).toMatchObject({ discounts: [{ reason: 'new_account', factor: 0.125 }] });
    expect(await standing()).toMatchObject({
      upvotes: 6,
      unprovenUpvotes: 6,
      countedUpvotes: 3.5859375,
    });
    await expectInStep();
  });

  test('count the same whether pressed one after another or at once', async () => {
    await listed();
    const readers = await addReaders(db, 30, fresh);
    for (const reader of readers) await press(reader, { paperId: OTHER });
    await Promise.all(readers.map((reader) => press(reader)));
    const [one, other] = [await standing(PAPER), await standing(OTHER)];
    expect(one.countedUpvotes).toBe(other.countedUpvotes);
    await expectInStep();
  });

  test('count in full where older readers vouch for them', async () => {
    await listed();
    for (const reader of await addReaders(db, 10)) await press(reader);
    for (const reader of await addReaders(db, 10, fresh, 'new')) await press(reader);
    expect(await standing()).toMatchObject({ countedUpvotes: 20 });
  });

  test('from one network count nothing once there are five, the first four either', async () => {
    await listed();
    const [neighbour] = await addReaders(db, 1);
    await press(neighbour!, { network: 'lab' });
    const readers = await addReaders(db, RING, fresh, 'new');
    const network = 'lab';
    for (const reader of readers.slice(0, -1)) await press(reader, { network });
    expect((await standing()).countedUpvotes).toBeGreaterThan(3);
    expect(await press(readers.at(-1)!, { network })).toMatchObject({
      weight: 0,
      discounts: [{ reason: 'new_account' }, { reason: 'network', factor: 0 }],
      score: { upvotes: RING + 1, countedUpvotes: 1 },
    });
    await expectInStep();
  });

  test('a ring that is pressed at once comes to nothing as well', async () => {
    await listed();
    const readers = await addReaders(db, 100, fresh, 'new');
    await Promise.all(
      readers.map((reader, number) => press(reader, { network: `net ${number % 5}` })),
    );
    expect(await standing()).toMatchObject({ upvotes: 100, countedUpvotes: 0, votes: 5 });
    await expectInStep();
  });

  test('of unknown origin are only new, not of one network', async () => {
    await listed();
    const readers = await addReaders(db, 8, fresh);
    for (const reader of readers) {
      await castVote(db, { reader, paperId: PAPER, networkHash: null, now });
    }
    expect((await standing()).countedUpvotes).toBeGreaterThan(3.5);
    await expectInStep();
  });
});
