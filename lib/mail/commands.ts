/** What must not be mailed again: written down, and obeyed by whatever is planned already. */
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

/** Never mails a normalised address again. The first reason stays. Safe to repeat. */
export async function suppressAddress(
  db: Database,
  email: string,
  reason: SuppressionReason,
  at: Date,
): Promise<void> {
  await db.$transaction((tx) => suppress(tx, email, reason, at));
}

/**
 * Writes down what providers tell, and obeys it: a dead address or a complaint ends all mail to
 * it. What was told before changes nothing. Returns how many were new.
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
 * Takes a delivery report or a complaint that came by mail. It counts for the subscriber whose
 * mail it is about, whatever address it names: only they and we know the mail's Message-ID.
 * Returns how many events were new.
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

/** As suppressAddress, in a transaction that does more. */
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
  // Others may be waiting to move to this address.
  await tx.subscription.updateMany({
    where: { newEmail: email },
    data: { newEmail: null, confirmTokenHash: null, confirmExpiresAt: null },
  });
}

/** Ends what is due to an address, also what is planned or claimed already. */
async function stop(
  tx: Transaction,
  email: string,
  { state, why }: { state: SubscriptionState; why: string },
): Promise<void> {
  await tx.subscription.updateMany({
    where: { email, state: { not: 'suppressed' } },
    // A confirmation that still waits would bring it back.
    data: { state, nextDueAt: null, confirmTokenHash: null, newEmail: null },
  });
  await tx.delivery.updateMany({
    where: { subscription: { email }, state: { in: ['planned', 'deferred', 'claimed'] } },
    data: { state: 'skipped', leaseUntil: null, lastError: why },
  });
}
