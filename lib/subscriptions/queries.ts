/** Reads subscriptions by their links. */
import type { Db } from '@/lib/db/client';
import type { Subscription } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { tokenHash } from './tokens';
import { words } from '@/lib/words';

export type { Subscription };

/** The subscription that a manage link opens. Throws not_found for any other text. */
export async function getSubscriptionByLink(db: Db, token: string): Promise<Subscription> {
  const hash = tokenHash(token);
  const found = hash && (await db.subscription.findUnique({ where: { manageTokenHash: hash } }));
  if (!found) throw new AppError('not_found', words.refusals.manageLink);
  return found;
}

/** Whether a confirmation link is still valid; clicking its button redeems it. */
export async function findPendingConfirmation(
  db: Db,
  token: string,
  now: Date,
): Promise<{ email: string; isChange: boolean } | null> {
  const hash = tokenHash(token);
  if (!hash) return null;
  const found = await db.subscription.findFirst({
    where: { confirmTokenHash: hash, confirmExpiresAt: { gt: now } },
    select: { email: true, newEmail: true },
  });
  return found && { email: found.newEmail ?? found.email, isChange: found.newEmail !== null };
}

/** Whether Postgres has the zone: its list and the browser's differ. */
export async function isKnownTimeZone(db: Db, name: string): Promise<boolean> {
  const [row] = await db.$queryRaw<[{ known: boolean }]>`SELECT is_time_zone(${name}) AS known`;
  return row.known;
}

const INTERESTS = { topics: true, authors: true, wordsIn: true, wordsOut: true } as const;
export type FollowedInterests = Pick<Subscription, keyof typeof INTERESTS>;

/** Interests of the account's digest. Throws not_found without a subscription. */
export async function getInterests(db: Db, userId: string): Promise<FollowedInterests> {
  const found = await db.subscription.findUnique({ where: { userId }, select: INTERESTS });
  if (!found) throw new AppError('not_found', words.refusals.noSubscription);
  return found;
}
