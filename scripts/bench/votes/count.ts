/** Counts presses as production does: the same rules, their tallies in memory. */
import { lockstepFactor, votesInLockstep } from '@/lib/votes/lockstep';
import { PaperTally, weightOf, type Discount } from '@/lib/votes/weight';
import type { Press } from './crowd';

type Counted = Press & { discounts: Pick<Discount, 'factor'>[] };

/** What each paper's votes come to, in the order in which they were cast. */
export function countedVotes(presses: readonly Press[]): Map<string, number> {
  return sums(weighed(presses));
}

/** The same once the lockstep job has looked at `history`, these votes among it. */
export function countedAfterLockstep(
  presses: readonly Press[],
  history: readonly Press[],
): Map<string, number> {
  const joint = new Map<string, number>();
  for (const { paperId, userIds } of lockstepOf(history)) {
    for (const userId of userIds) joint.set(`${paperId} ${userId}`, userIds.length);
  }
  return sums(
    weighed(presses).map((press) => {
      const together = joint.get(`${press.paperId} ${press.userId}`);
      if (together === undefined) return press;
      return { ...press, discounts: [...press.discounts, { factor: lockstepFactor(together) }] };
    }),
  );
}

export function lockstepOf(history: readonly Press[]) {
  return votesInLockstep(
    history.map(({ paperId, userId, atMs }) => ({ paperId, userId, at: new Date(atMs) })),
  );
}

function weighed(presses: readonly Press[]): Counted[] {
  const tallies = new Map<string, PaperTally>();
  const counted: Counted[] = [];
  for (const press of presses.toSorted((a, b) => a.atMs - b.atMs)) {
    const { paperId, network } = press;
    const tally = tallies.get(paperId) ?? new PaperTally({ established: 0, new: 0 });
    tallies.set(paperId, tally);
    const { discounts, closesRing } = tally.add(press);
    if (closesRing) {
      const ring = counted.filter(
        (cast) => cast.isNew && cast.network === network && cast.paperId === paperId,
      );
      for (const cast of ring) cast.discounts = [{ factor: 0 }];
    }
    counted.push({ ...press, discounts });
  }
  return counted;
}

function sums(counted: readonly Counted[]): Map<string, number> {
  const votes = new Map<string, number>();
  for (const { paperId, discounts } of counted) {
    votes.set(paperId, (votes.get(paperId) ?? 0) + weightOf(discounts));
  }
  return votes;
}
