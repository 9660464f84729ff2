/** Subscriptions: subscribe, confirm, choose, pause, move, stop, export, delete. */
import type { Database, Transaction } from '@/lib/db/client';
import { toUtcDate } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { isSuppressed } from '@/lib/mail/queries';
import { enqueue } from '@/lib/queue/commands';
import {
  getInterests,
  getSubscriptionByLink,
  isKnownTimeZone,
  type FollowedInterests,
  type Subscription,
} from './queries';
import { confirmationAllowed, confirmationExpiry, type Preferences } from './rules';
import { networkHash } from '@/lib/secrets';
import { confirmToken, manageToken, tokenHash } from './tokens';
import { words } from '@/lib/words';

type Request = { email: string; network: string; timeZone?: string; now: Date };

/**
 * Mails a confirmation to an address. The caller learns nothing of the address's state (known,
 * subscribed, rate-limited, suppressed), which only its inbox may reveal.
 */
export async function requestSubscription(db: Database, request: Request): Promise<void> {
  const { email, network, now } = request;
  const timeZone = await knownZone(db, request.timeZone);
  if (await isSuppressed(db, email)) return;
  await db.$transaction(async (tx) => {
    const known = await lockOrCreate(tx, email, timeZone);
    const { confirmMailedAt: lastAt, confirmMailsToday: today } = known;
    const mailing = confirmationAllowed({ lastAt, today }, now);
    if (!mailing.allowed) return;
    await tx.subscription.update({
      where: { id: known.id },
      data: {
        // A stranger must not change confirmed preferences.
        ...(!isSubscribed(known) && {
          state: 'pending' as const,
          newEmail: null,
          consentNetworkHash: networkHash(network),
          ...confirmationColumns(known.id, now),
        }),
        confirmMailedAt: now,
        confirmMailsToday: mailing.ofToday,
      },
    });
    await enqueue(tx, 'mail-confirmation', { subscriptionId: known.id });
  });
}

function isSubscribed({ state }: Subscription): boolean {
  return state === 'active' || state === 'paused';
}

async function knownZone(db: Database, name: string | undefined): Promise<string> {
  return name && (await isKnownTimeZone(db, name)) ? name : 'UTC';
}

/** The row of an address, locked, so that simultaneous requests for it run in turn. */
async function lockOrCreate(tx: Transaction, email: string, timeZone: string) {
  const id = crypto.randomUUID();
  const manageTokenHash = hashOf(manageToken(id, 1));
  await tx.subscription.createMany({
    data: [{ id, email, state: 'pending', timeZone, manageTokenHash }],
    skipDuplicates: true,
  });
  await tx.$queryRaw`SELECT "id" FROM "Subscription" WHERE "email" = ${email} FOR UPDATE`;
  return tx.subscription.findUniqueOrThrow({ where: { email } });
}

function confirmationColumns(id: string, mailedAt: Date) {
  return {
    confirmTokenHash: hashOf(confirmToken(id, mailedAt)),
    confirmExpiresAt: confirmationExpiry(mailedAt),
  };
}

function hashOf(token: string): string {
  const hash = tokenHash(token);
  if (!hash) throw new Error('a token of our own making must be one');
  return hash;
}

export type Confirmation =
  { ok: true; subscription: Subscription } | { ok: false; reason: 'link_spent' };
const LINK_SPENT = { ok: false, reason: 'link_spent' } as const;

/** Redeems a confirmation link in one statement, so that only one of two clicks has an effect. */
export async function confirmSubscription(
  db: Database,
  token: string,
  now: Date,
): Promise<Confirmation> {
  const hash = tokenHash(token);
  if (!hash) return LINK_SPENT;
  return db.$transaction(async (tx) => {
    const waiting = await tx.subscription.findUnique({ where: { confirmTokenHash: hash } });
    const isChange = waiting?.newEmail != null;
    if (!waiting || (await isSuppressed(tx, waiting.newEmail ?? waiting.email))) return LINK_SPENT;
    const [confirmed] = await tx.$queryRaw<{ id: string }[]>`
      UPDATE "Subscription" SET
        "confirmTokenHash" = NULL, "confirmExpiresAt" = NULL, "confirmMailsToday" = 0,
        "email" = coalesce("newEmail", "email"), "newEmail" = NULL,
        -- A new address changes nothing else: a pause goes on.
        "state" = CASE WHEN ${isChange} THEN "state" ELSE 'active' END,
        "pausedUntil" = CASE WHEN ${isChange} THEN "pausedUntil" END,
        "endedAt" = NULL,
        -- An account of this address has proven it, too; it has one subscription.
        "userId" = coalesce("userId", (
          SELECT u."id" FROM "User" u
          WHERE u."email" = coalesce("newEmail", "Subscription"."email") AND u."emailVerified"
            AND NOT EXISTS (SELECT 1 FROM "Subscription" own WHERE own."userId" = u."id")
        )),
        "confirmedAt" = coalesce("confirmedAt", ${now}), "consentAt" = ${now},
        "consentWording" = ${words.subscribe.consentRecord}
      WHERE "confirmTokenHash" = ${hash} AND "confirmExpiresAt" > ${now}
        AND "newEmail" IS NOT DISTINCT FROM ${waiting.newEmail}
        AND ("newEmail" IS NULL OR "state" IN ('active', 'paused'))
        AND NOT EXISTS (SELECT 1 FROM "Subscription" taken WHERE taken."email" = "Subscription"."newEmail")
      RETURNING "id"`;
    if (!confirmed) return LINK_SPENT;
    if (!isChange) await schedule(tx, confirmed.id, now);
    const subscription = await tx.subscription.findUniqueOrThrow({ where: { id: confirmed.id } });
    return { ok: true, subscription };
  });
}

/** Stops the digest, including a planned or leased one. Idempotent. */
export async function endSubscription(db: Database, token: string, now: Date): Promise<void> {
  const { id } = await getSubscriptionByLink(db, token);
  await db.$transaction(async (tx) => {
    await tx.subscription.updateMany({
      where: { id, state: { not: 'suppressed' } },
      data: { state: 'ended', nextDueAt: null, confirmTokenHash: null, newEmail: null },
    });
    await tx.subscription.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } });
    await tx.delivery.updateMany({
      where: { subscriptionId: id, state: { in: ['planned', 'deferred', 'claimed'] } },
      data: { state: 'skipped', leaseUntil: null, lastError: 'unsubscribed' },
    });
  });
}

/** Saves preferences and reschedules the next digest. Throws bad_request for an unknown zone. */
export async function choosePreferences(
  db: Database,
  token: string,
  chosen: Preferences,
  now: Date,
): Promise<void> {
  const { id } = await getSubscriptionByLink(db, token);
  if (!(await isKnownTimeZone(db, chosen.timeZone))) {
    throw new AppError('bad_request', words.refusals.noTimeZone(chosen.timeZone));
  }
  await db.$transaction(async (tx) => {
    await tx.subscription.update({ where: { id }, data: chosen });
    await schedule(tx, id, now);
  });
}

/** choosePreferences for interests only, by account. Throws not_found without a subscription. */
export async function followInterests(
  db: Database,
  userId: string,
  interests: FollowedInterests,
): Promise<void> {
  await getInterests(db, userId);
  await db.subscription.updateMany({ where: { userId }, data: interests });
}

/** Pauses until `until`, a day in the subscriber's own zone; a past day resumes. */
export async function pauseSubscription(
  db: Database,
  token: string,
  until: string,
  now: Date,
): Promise<void> {
  const { id } = await getSubscriptionByLink(db, token);
  await db.$transaction(async (tx) => {
    await tx.subscription.updateMany({
      where: { id, state: { in: ['active', 'paused'] } },
      data: { state: 'paused', pausedUntil: toUtcDate(until) },
    });
    await schedule(tx, id, now);
  });
}

export async function resumeSubscription(db: Database, token: string, now: Date): Promise<void> {
  const { id } = await getSubscriptionByLink(db, token);
  await db.$transaction(async (tx) => {
    await tx.subscription.updateMany({
      where: { id, state: 'paused' },
      data: { state: 'active', pausedUntil: null },
    });
    await schedule(tx, id, now);
  });
}

/**
 * Schedules the next digest: after now, after a pause, and after the local day of the latest
 * digest, so that a new cadence or hour never causes two on one day.
 */
async function schedule(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Subscription" s SET "nextDueAt" = next_due(
      s."cadence", s."weekday", s."hour", s."timeZone",
      greatest(
        ${now},
        (s."pausedUntil"::timestamp AT TIME ZONE s."timeZone") - interval '1 second',
        ((
          SELECT i."localDay" + 1 FROM "Delivery" d JOIN "Issue" i ON i."id" = d."issueId"
          WHERE d."subscriptionId" = s."id" AND d."state" NOT IN ('skipped', 'failed')
            -- Later ones were planned by a clock that was wrong.
            AND d."createdAt" <= ${now}
          ORDER BY d."createdAt" DESC LIMIT 1
        )::timestamp AT TIME ZONE s."timeZone") - interval '1 second'
      )
    ) WHERE s."id" = ${id} AND s."state" IN ('active', 'paused')`;
}

/**
 * Mails a confirmation to the new address; the old one stays until confirmed. Throws conflict
 * unless the subscription is active or paused: moving must not revive an ended one.
 */
export async function requestAddressChange(
  db: Database,
  token: string,
  newEmail: string,
  now: Date,
): Promise<void> {
  const { id, email } = await getSubscriptionByLink(db, token);
  if (newEmail === email || (await isSuppressed(db, newEmail))) return;
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Subscription" WHERE "id" = ${id} FOR UPDATE`;
    const known = await tx.subscription.findUniqueOrThrow({ where: { id } });
    if (!isSubscribed(known)) {
      throw new AppError('conflict', words.refusals.subscriptionEnded);
    }
    const { confirmMailedAt: lastAt, confirmMailsToday: today } = known;
    const mailing = confirmationAllowed({ lastAt, today }, now);
    if (!mailing.allowed) {
      throw new AppError('rate_limited', words.refusals.confirmationSent);
    }
    await tx.subscription.update({
      where: { id },
      data: {
        newEmail,
        ...confirmationColumns(id, now),
        confirmMailedAt: now,
        confirmMailsToday: mailing.ofToday,
      },
    });
    await enqueue(tx, 'mail-confirmation', { subscriptionId: id });
  });
}

/** Deletes the subscription and all dependent rows, including the sent digests. */
export async function deleteSubscription(db: Database, token: string): Promise<void> {
  const { id } = await getSubscriptionByLink(db, token);
  await db.subscription.delete({ where: { id } });
}

/** A subscriber's stored data, for export. */
export async function exportSubscription(db: Database, token: string) {
  const { id } = await getSubscriptionByLink(db, token);
  const { manageTokenHash, confirmTokenHash, ...kept } = await db.subscription.findUniqueOrThrow({
    where: { id },
    include: {
      deliveries: {
        orderBy: { createdAt: 'asc' },
        select: { state: true, dueAt: true, sentAt: true, papers: true },
      },
    },
  });
  return kept;
}
