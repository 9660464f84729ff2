/** Reads a paper's stored votes, and checks that every count agrees. */
import { expect } from 'vitest';
import type { Db } from '@/lib/db/client';
import { massesOf } from '@/lib/ranking/trending';

/** A paper with everything derived from its votes. */
export function standingOf(db: Db, id: string) {
  return db.paper.findUniqueOrThrow({
    where: { id },
    include: { appearances: true, signals: true, upvotesHere: true },
  });
}

/** The invariant: counters and masses equal those of the rows. */
export async function expectVotesInStep(db: Db, id: string): Promise<void> {
  const { upvotesHere, signals, appearances, ...paper } = await standingOf(db, id);
  const weight = upvotesHere.reduce((sum, vote) => sum + vote.weight, 0);
  expect(paper.upvotes).toBe(upvotesHere.length);
  expect(paper.unprovenUpvotes).toBe(upvotesHere.filter(({ isUnproven }) => isUnproven).length);
  expect(paper.countedUpvotes).toBe(weight);
  expect(paper.votes).toBe(weight + paper.upstreamVotes);
  for (const { votes } of appearances) expect(votes).toBe(paper.votes);
  const cast = signals.filter(({ kind }) => kind === 'vote');
  expect(cast.map(({ key, amount }) => [key, amount]).sort()).toEqual(
    upvotesHere.map((vote) => [vote.userId, vote.weight]).sort(),
  );
  expect(paper.massWeek).toBeCloseTo(massesOf(signals)!.week, 9);
}
