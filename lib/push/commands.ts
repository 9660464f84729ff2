/** Subscribes browsers to trending notifications, and updates and deletes subscriptions. */
import type { Database, Db, Transaction } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { isKnownTimeZone } from '@/lib/subscriptions/queries';
import { networkHash } from '@/lib/secrets';
import { subscribedLeaders, leadersOf } from './queries';
import { subscriptionId } from './schema';
import type { Browser } from './send';
import { words } from '@/lib/words';

const DAY_MS = 86_400_000;
const NOTICE_KEPT_DAYS = 180;
/** A reader's devices. */
const MAX_OF_READER = 20;
/** Leaves room for a university, which may be one network. */
const MAX_OF_NETWORK = 300;

type Wish = Browser & {
  topics: readonly string[];
  timeZone: string;
  /** Null without an account. */
  userId: string | null;
  network: string;
  now: Date;
};

/**
 * Subscribes a browser to papers that start to trend; those that already do are skipped, because
 * the reader sees them. Safe to repeat; also changes topics. Throws not_found for an unknown topic,
 * conflict for one browser too many.
 */
export async function keepPushSubscription(db: Database, wish: Wish): Promise<void> {
  const { network, now, timeZone, ...browser } = wish;
  const topics = [...new Set(wish.topics)];
  if ((await db.topic.count({ where: { slug: { in: topics } } })) < topics.length) {
    throw new AppError('not_found', words.refusals.noTopic);
  }
  const id = subscriptionId(wish.endpoint);
  const kept = {
    ...browser,
    topics,
    timeZone: (await isKnownTimeZone(db, timeZone)) ? timeZone : 'UTC',
    networkHash: networkHash(network),
    failures: 0,
  };
  const leaders = await leadersOf(db, topics.length > 0 ? topics : [null]);
  const known = leaders.map((leader) => ({
    ...leader,
    subscriptionId: id,
    state: 'known' as const,
    createdAt: now,
    dueAt: now,
  }));
  await db.$transaction(async (tx) => {
    await requireRoom(tx, { ...kept, id });
    await tx.pushSubscription.upsert({
      where: { id },
      create: { id, ...kept, createdAt: now },
      update: kept,
    });
    await tx.pushNotice.createMany({ data: known, skipDuplicates: true });
  });
}

async function requireRoom(
  tx: Transaction,
  { id, userId, networkHash: hash }: { id: string; userId: string | null; networkHash: string },
): Promise<void> {
  // Locks network and reader, because concurrent requests would all pass the limit.
  for (const whose of userId === null ? [hash] : [hash, userId])
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`push:${whose}`}))::text`;
  const others = { id: { not: id } };
  const ofNetwork = await tx.pushSubscription.count({ where: { ...others, networkHash: hash } });
  const ofReader =
    userId === null ? 0 : await tx.pushSubscription.count({ where: { ...others, userId } });
  if (ofReader >= MAX_OF_READER) {
    throw new AppError('conflict', words.refusals.browserLimit(MAX_OF_READER));
  }
  if (ofNetwork >= MAX_OF_NETWORK) {
    throw new AppError('conflict', words.refusals.networkBrowsers);
  }
}

/** Keeps the history of notifications. Throws not_found for an unknown subscription. */
export async function movePushSubscription(
  db: Database,
  from: string,
  { endpoint, p256dh, auth }: Browser,
): Promise<void> {
  const [id, newId] = [subscriptionId(from), subscriptionId(endpoint)];
  await db.$transaction(async (tx) => {
    if (newId !== id) await tx.pushSubscription.deleteMany({ where: { id: newId } });
    const { count } = await tx.pushSubscription.updateMany({
      where: { id },
      data: { id: newId, endpoint, p256dh, auth, failures: 0 },
    });
    if (count === 0) throw new AppError('not_found', words.refusals.noBrowser);
  });
}

/** Safe to repeat. */
export async function endPushSubscription(db: Db, id: string): Promise<void> {
  await db.pushSubscription.deleteMany({ where: { id } });
}

/** All browsers of a reader, including ones no longer in use. */
export async function endPushSubscriptionsOf(db: Db, userId: string): Promise<void> {
  await db.pushSubscription.deleteMany({ where: { userId } });
}

/** Deletes old notices except of papers that still trend: their rows prevent a second notice. */
export async function forgetNotices(db: Db, now: Date): Promise<number> {
  const leading = (await subscribedLeaders(db)).map(({ paperId }) => paperId);
  const createdAt = { lt: new Date(now.getTime() - NOTICE_KEPT_DAYS * DAY_MS) };
  const { count } = await db.pushNotice.deleteMany({
    where: { createdAt, paperId: { notIn: leading } },
  });
  return count;
}
