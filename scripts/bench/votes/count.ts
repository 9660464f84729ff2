/** Counts votes as production does: the same rules, with tallies in memory. */
import { lockstepFactor, votesInLockstep } from '@/lib/votes/lockstep';
import { PaperTally, ringDiscount, weightOf, type Discount } from '@/lib/votes/weight';
import type { Press } from './crowd';

type Counted = Press & { discounts: Pick<Discount, 'factor' | 'reason'>[] };

/** Weighted votes of each paper, in the order cast. */
export function countedVotes(presses: readonly Press[]): Map<string, number> {
  return sums(weighed(presses));
}

/** Weighted votes after the lockstep job has read `history`, which includes these votes. */
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
      const discount = { reason: 'lockstep' as const, factor: lockstepFactor(together) };
      return { ...press, discounts: [...press.discounts, discount] };
    }),
  );
}

export function lockstepOf(history: readonly Press[]) {
  return votesInLockstep(
    history.map(({ paperId, userId, atMs }) => ({ paperId, userId, at: new Date(atMs) })),
  );
}

export function weighed(presses: readonly Press[]): Counted[] {
  const tallies = new Map<string, PaperTally>();
  const counted: Counted[] = [];
  for (const press of presses.toSorted((a, b) => a.atMs - b.atMs)) {
    const { paperId } = press;
    const tally = tallies.get(paperId) ?? new PaperTally({ proven: 0, unproven: 0 });
    tallies.set(paperId, tally);
    const { discounts, closesRings } = tally.add(press);
    for (const place of closesRings) {
      const ring = counted.filter(
        (cast) =>
          cast.paperId === paperId &&
          cast[place] === press[place] &&
          (cast.isNew || place === 'mailbox'),
      );
      for (const cast of ring) cast.discounts = [ringDiscount(place)];
    }
    counted.push({ ...press, discounts });
  }
  return counted;
}

export function sums(counted: readonly Counted[]): Map<string, number> {
  const votes = new Map<string, number>();
  for (const { paperId, discounts } of counted) {
    votes.set(paperId, (votes.get(paperId) ?? 0) + weightOf(discounts));
  }
  return votes;
}
