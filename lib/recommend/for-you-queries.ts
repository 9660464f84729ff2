/** Lists papers for For you: those of the reader's next digest, and then more. */
import { databasePool, type Database } from '@/lib/db/client';
import type { Day } from '@/lib/calendar';
import { DEFAULT_PREFERENCES } from '@/lib/subscriptions/rules';
import { historyBefore, type History } from './candidate-queries';
import { recommendedCards, type Recommended } from './card-queries';
import { choose } from './diversity';
import { personalOfAccount } from './reader-queries';
import { slotOf } from './slot-queries';

const NO_HISTORY: History = { delivered: new Set(), since: null };

/**
 * The first `limit` papers for a reader. Begins with the papers of the digest of `today`, then
 * lists papers that the digest leaves out: sent before, or older than the last digest. Empty for a
 * reader with neither interests nor a digest.
 */
export async function papersForYou(
  db: Database,
  userId: string,
  { today, limit }: { today: Day; limit: number },
): Promise<Recommended[]> {
  const subscription = await db.subscription.findFirst({
    where: { userId, state: { in: ['active', 'paused'] } },
  });
  const interests = subscription ?? DEFAULT_PREFERENCES;
  const slot = await slotOf(db, subscription?.cadence ?? 'daily', today);
  const [personal, history] = await Promise.all([
    personalOfAccount(db, userId, slot),
    subscription
      ? historyBefore(databasePool(), subscription.id, { day: today, paperIds: slot.paperIds })
      : NO_HISTORY,
  ]);
  if (!subscription && personal.matches.length === 0) return [];
  const digest = choose(slot.ranked(interests, personal), { ...history, maxPapers: limit });
  const others = choose(slot.ranked({ ...interests, onlyTrending: false }, personal), {
    delivered: new Set(digest.map(({ paper }) => paper.id)),
    maxPapers: limit - digest.length,
  });
  return recommendedCards(
    db,
    [...digest, ...others].map(({ paper, reason }) => ({ id: paper.id, reason })),
  );
}
