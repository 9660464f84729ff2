/** Chooses the papers of leased deliveries, a whole batch with a fixed number of queries. */
import { databasePool, type Database } from '@/lib/db/client';
import { deliveredAmong } from '@/lib/recommend/candidate-queries';
import { choose } from '@/lib/recommend/diversity';
import { personalOfSubscriptions } from '@/lib/recommend/reader-queries';
import type { Choice, Personal } from '@/lib/recommend/types';
import type { Claim } from '../deliver/leases';
import { digestSlot, type DigestSlot } from './slot';

export type Chosen = { slot: DigestSlot; choices: Choice[] };

/** By delivery. */
export async function chooseAll(db: Database, claims: Claim[]): Promise<Map<string, Chosen>> {
  const chosen = new Map<string, Chosen>();
  const bySlot = Map.groupBy(claims, ({ cadence, day }) => `${cadence}:${day}`);
  for (const group of bySlot.values()) {
    const { cadence, day } = group[0]!;
    const slot = await digestSlot(db, cadence, day);
    const subscribers = group.map(({ subscriptionId }) => subscriptionId);
    const [delivered, personal] = await Promise.all([
      deliveredAmong(databasePool(), subscribers, slot.paperIds),
      personalOfSubscriptions(db, subscribers, slot),
    ]);
    for (const claim of group) {
      const own = {
        delivered: delivered.get(claim.subscriptionId) ?? new Set<string>(),
        personal: personal.get(claim.subscriptionId),
      };
      chosen.set(claim.id, { slot, choices: choicesOf(claim, slot, own) });
    }
  }
  return chosen;
}

function choicesOf(
  claim: Claim,
  slot: DigestSlot,
  { delivered, personal }: { delivered: Set<string>; personal: Personal | undefined },
): Choice[] {
  // A retry must send the same mail, in case the first one arrived.
  const kept = claim.papers.flatMap(({ id, reason, votes }) => {
    const paper = slot.paperWith(id, votes);
    return paper ? [{ paper, reason }] : [];
  });
  if (kept.length > 0) return kept;
  return choose(slot.ranked(claim, personal), {
    delivered,
    maxPapers: claim.maxPapers,
    since: claim.since,
  });
}
