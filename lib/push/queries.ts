/** Reads browsers' subscriptions to trending papers, and the notices that are due. */
import type { Db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { leadingPapers } from '@/lib/ranking/leading-queries';
import { words } from '@/lib/words';

/** Throws not_found for an unknown subscription. */
export async function getPushSubscription(db: Db, id: string): Promise<{ topics: string[] }> {
  const found = await db.pushSubscription.findUnique({ where: { id }, select: { topics: true } });
  if (!found) throw new AppError('not_found', words.refusals.noBrowser);
  return found;
}

export async function countPushSubscriptions(db: Db, userId: string): Promise<number> {
  return db.pushSubscription.count({ where: { userId } });
}

export type Leader = { topic: string | null; paperId: string; place: number };

/** Top papers of all topics with subscribed browsers. */
export async function subscribedLeaders(db: Db): Promise<Leader[]> {
  const subscribed = await db.$queryRaw<{ topic: string | null }[]>`
    SELECT DISTINCT topic FROM "PushSubscription" s
    LEFT JOIN unnest(s."topics") AS topic ON TRUE`;
  return leadersOf(
    db,
    subscribed.map(({ topic }) => topic),
  );
}

/** Top papers of each topic; null is the list of all papers. */
export async function leadersOf(db: Db, topics: readonly (string | null)[]): Promise<Leader[]> {
  const leaders: Leader[] = [];
  for (const topic of topics) {
    const leading = await leadingPapers(db, topic);
    leaders.push(...leading.map(({ id }, index) => ({ topic, paperId: id, place: index + 1 })));
  }
  return leaders;
}
