/** Deleting an account deletes its votes, including votes cast during the deletion. */
import { expect, test } from 'vitest';
import { deleteAccount } from '@/lib/accounts/commands';
import { addComment } from '@/lib/comments/commands';
import type { User } from '@/lib/db/generated/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { castVote, withdrawVotesOf } from '@/lib/votes/commands';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReaders } from '../../support/readers';
import { expectVotesInStep, standingOf } from '../../support/votes';

const { db } = testDatabase();

const [PAPER, OTHER, THIRD] = ['2503.90001', '2503.90002', '2503.90003'] as const;
const now = new Date('2025-03-17T13:00:00Z');
const standing = (id: string) => standingOf(db, id);
const expectInStep = (id: string) => expectVotesInStep(db, id);
const listed = () =>
  storeListings(
    db,
    [PAPER, OTHER, THIRD].map((id) => listing({ id })),
    [],
  );

function press(reader: User, { paperId = PAPER as string } = {}) {
  return castVote(db, { reader, paperId, networkHash: `of ${reader.id}`, now });
}

test('votes cast while an account is deleted leave nothing behind, in thirty rounds', async () => {
  await listed();
  const stays = (await addReaders(db, 1, {}, 'staying'))[0]!;
  await press(stays);
  const leaving = await addReaders(db, 30, {}, 'leaving');
  for (const [round, reader] of leaving.entries()) {
    await press(reader, { paperId: OTHER });
    const acts = [
      () => press(reader),
      () => deleteAccount(db, reader.id),
      () => press(reader, { paperId: THIRD }),
      () =>
        addComment(db, { paperId: PAPER, userId: reader.id, parentId: null, body: 'Fog.', now }),
      () => press(stays, { paperId: THIRD }),
    ];
    const turned = [...acts.slice(round % acts.length), ...acts.slice(0, round % acts.length)];
    const ended = await Promise.allSettled(turned.map((act) => act()));
    for (const one of ended) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'unauthorized' });
    }
  }
  expect(await db.user.count()).toBe(1);
  const cast = await db.signal.findMany({ where: { kind: { in: ['vote', 'comment'] } } });
  expect(new Set(cast.map(({ key }) => key))).toEqual(new Set([stays.id]));
  for (const id of [PAPER, OTHER, THIRD]) await expectInStep(id);
});

test('an account’s votes go with it, and its papers are counted again', async () => {
  await listed();
  const [leaving, staying] = await addReaders(db, 2);
  for (const paperId of [PAPER, OTHER]) {
    await press(leaving!, { paperId });
    await press(staying!, { paperId });
  }
  await db.$transaction(async (tx) => {
    await withdrawVotesOf(tx, leaving!.id);
    await tx.user.delete({ where: { id: leaving!.id } });
  });
  for (const id of [PAPER, OTHER]) {
    expect(await standing(id)).toMatchObject({ upvotes: 1 });
    await expectInStep(id);
  }
});
