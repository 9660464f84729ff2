/** Composes a digest without sending it, for operators. */
import { randomUUID } from 'node:crypto';
import type { Database } from '@/lib/db/client';
import { fromUtcDate, type Day } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import type { MailMessage } from '@/lib/mail/message';
import { DEFAULT_PREFERENCES } from '@/lib/subscriptions/rules';
import { digestMessage, type Addressee } from './compose/message';
import { previewDigest, type Previewed } from './preview-queries';
import { words } from '@/lib/words';

/** A subscriber without interests or earlier digests. The mail's links are invalid. */
const ANYBODY: Addressee & Previewed = {
  ...DEFAULT_PREFERENCES,
  email: 'reader@example.org',
  subscriptionId: 'nobody',
  manageTokenVersion: 1,
  confirmedAt: null,
  pausedUntil: null,
};

/**
 * The next mail of an address, or of a subscriber without interests; null without papers. Throws
 * not_found for an address without a subscription.
 */
export async function findPreviewMail(
  db: Database,
  email: string | null,
  when: { now: Date; day?: Day },
): Promise<MailMessage | null> {
  const reader = email === null ? ANYBODY : await getReader(db, email);
  const { day, slot, choices } = await previewDigest(db, reader, when);
  if (choices.length === 0) return null;
  return digestMessage(reader, { deliveryId: randomUUID(), day, slot, choices });
}

async function getReader(db: Database, email: string): Promise<Addressee & Previewed> {
  const found = await db.subscription.findUnique({ where: { email } });
  if (!found) throw new AppError('not_found', words.refusals.noSubscriptionFor);
  const { pausedUntil } = found;
  return {
    ...found,
    subscriptionId: found.id,
    pausedUntil: pausedUntil && fromUtcDate(pausedUntil),
  };
}
