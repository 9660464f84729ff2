/** Suppresses addresses, and ends planned mail to them. */
import type { Database, Transaction } from '@/lib/db/client';
import type { SubscriptionState, SuppressionReason } from '@/lib/db/generated/client';
import { normaliseAddress } from '@/lib/mail/address';
import { addressHash } from '@/lib/secrets';
import { parseReport } from './reports/dsn';
import type { ReportedEvent } from './reports/events';
import {
  deliveryIdOf,
  eventsOfReport,
  SOFT_BOUNCE_DAYS,
  SOFT_BOUNCES_TO_SUPPRESS,
} from './reports/delivery-reports';

const DAY_MS = 86_400_000;

/** Suppresses all mail to a normalised address. Keeps the first reason. Safe to repeat. */
export async function suppressAddress(
  db: Database,
  email: string,
  reason: SuppressionReason,
  at: Date,
): Promise<void> {
  await db.$transaction((tx) => suppress(tx, email, reason, at));
}

/**
 * Stores providers' events and applies them: a dead address or a complaint suppresses all mail.
 * Ignores known events. Returns the number of new ones.
 */
export async function recordMailEvents(
  db: Database,
  events: readonly ReportedEvent[],
): Promise<number> {
  let recorded = 0;
  for (const event of events) {
    const email = normaliseAddress(event.address);
    const isNew = email !== null && (await db.$transaction((tx) => record(tx, email, event)));
    if (isNew) recorded += 1;
  }
  return recorded;
}

/**
 * Stores a delivery report or complaint that came by mail. The mail's Message-ID, which others
 * don't know, decides the subscriber, not the address in the report. Returns the number of new
 * events.
 */
export async function recordMailReport(db: Database, raw: Buffer, now: Date): Promise<number> {
  const report = await parseReport(raw);
  const deliveryId = report && deliveryIdOf(report.originalMessageId);
  if (!report || !deliveryId) return 0;
  const delivery = await db.delivery.findUnique({
    where: { id: deliveryId },
    select: { messageId: true, subscription: { select: { email: true } } },
  });
  if (!delivery || delivery.messageId !== report.originalMessageId) return 0;
  const { email } = delivery.subscription;
  return recordMailEvents(db, eventsOfReport(report, { address: email, deliveryId, now }));
}

async function record(tx: Transaction, email: string, event: ReportedEvent): Promise<boolean> {
  const { key, kind, messageId, detail, at } = event;
  const hash = addressHash(email);
  const { count } = await tx.mailEvent.createMany({
    data: [{ key, kind, addressHash: hash, deliveryId: deliveryIdOf(messageId), detail, at }],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  switch (kind) {
    case 'bounce':
    case 'complaint':
      await suppress(tx, email, kind, at);
      break;
    case 'soft_bounce': {
      const since = new Date(at.getTime() - SOFT_BOUNCE_DAYS * DAY_MS);
      const where = { addressHash: hash, kind, at: { gt: since, lte: at } };
      const bounces = await tx.mailEvent.count({ where });
      if (bounces >= SOFT_BOUNCES_TO_SUPPRESS) await suppress(tx, email, 'bounce', at);
      break;
    }
    case 'unsubscribe':
      await stop(tx, email, { state: 'ended', why: 'unsubscribed' });
      await tx.subscription.updateMany({ where: { email, endedAt: null }, data: { endedAt: at } });
      break;
  }
  return true;
}

/** Suppresses an address within the caller's transaction. */
export async function suppress(
  tx: Transaction,
  email: string,
  reason: SuppressionReason,
  at: Date,
): Promise<void> {
  await tx.suppression.createMany({
    data: [{ addressHash: addressHash(email), reason, since: at }],
    skipDuplicates: true,
  });
  await stop(tx, email, { state: 'suppressed', why: 'suppressed' });
  // Other accounts may be changing to this address.
  await tx.subscription.updateMany({
    where: { newEmail: email },
    data: { newEmail: null, confirmTokenHash: null, confirmExpiresAt: null },
  });
}

/** Ends the due mail of an address, including planned and claimed mail. */
async function stop(
  tx: Transaction,
  email: string,
  { state, why }: { state: SubscriptionState; why: string },
): Promise<void> {
  await tx.subscription.updateMany({
    where: { email, state: { not: 'suppressed' } },
    // A pending confirmation would end the suppression.
    data: { state, nextDueAt: null, confirmTokenHash: null, newEmail: null },
  });
  await tx.delivery.updateMany({
    where: { subscription: { email }, state: { in: ['planned', 'deferred', 'claimed'] } },
    data: { state: 'skipped', leaseUntil: null, lastError: why },
  });
}
