/** Reads of what the WebSub hub is still to be told. */
import type { Db } from '@/lib/db/client';

/** Three addresses each make a form of some kilobytes. */
const FEEDS_AT_ONCE = 25;

export type DueFeed = { feed: string; fingerprint: string; attempts: number };

export async function dueFeeds(db: Db, now: Date): Promise<DueFeed[]> {
  return db.$queryRaw<DueFeed[]>`
    SELECT "feed", "fingerprint", "attempts" FROM "HubFeed"
    WHERE "fingerprint" IS DISTINCT FROM "toldFingerprint" AND "tryAt" <= ${now}
    ORDER BY "tryAt", "feed" LIMIT ${FEEDS_AT_ONCE}`;
}

/** How many feeds the hub didn't take when it was last told, and why; null if it took all. */
export async function findHubTrouble(db: Db): Promise<{ feeds: number; error: string } | null> {
  const failed = await db.hubFeed.findMany({ where: { attempts: { gt: 0 } } });
  const [first] = failed;
  return first ? { feeds: failed.length, error: first.lastError ?? '' } : null;
}
