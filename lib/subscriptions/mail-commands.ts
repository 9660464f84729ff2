/** Mails of a subscription: requests for consent, to the address in question. */
import { confirmMail, type ConfirmPurpose } from '@/emails/confirm';
import { database } from '@/lib/db/client';
import type { Subscription } from '@/lib/db/generated/client';
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { mailHost } from '@/lib/mail/mailer';
import { isSuppressed } from '@/lib/mail/queries';
import type { Mailer } from '@/lib/mail/smtp/transport';
import { addressInWords } from '@/lib/mail/address';
import { confirmSubscriptionPath, subscriptionPath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { CONFIRM_WITHIN_HOURS } from './rules';
import { confirmToken, manageToken, tokenHash } from './tokens';

/**
 * Sends the mail for a request's current state: a confirmation, or for an existing subscription a
 * link to the preferences. Throws if the server rejects the mail, so that the job retries.
 */
export async function mailConfirmation(
  subscriptionId: string,
  through: Mailer,
  cutOff?: AbortSignal,
): Promise<void> {
  const subscription = await database().subscription.findUnique({ where: { id: subscriptionId } });
  if (!subscription?.confirmMailedAt) return;
  const { confirmMailedAt: mailedAt, email, newEmail, id, manageTokenVersion } = subscription;
  const purpose = purposeOf(subscription, mailedAt);
  if (!purpose) return;
  const address = purpose === 'change' && newEmail ? newEmail : email;
  if (await isSuppressed(database(), address)) return;
  const link =
    purpose === 'known'
      ? `${publicUrl}${subscriptionPath(manageToken(id, manageTokenVersion))}`
      : `${publicUrl}${confirmSubscriptionPath(confirmToken(id, mailedAt))}`;
  const mail = await confirmMail({
    purpose,
    address: addressInWords(address),
    link,
    hours: CONFIRM_WITHIN_HOURS,
    siteName: env.SITE_NAME,
    siteHost: new URL(publicUrl).host,
    senderLine: env.MAIL_SENDER_LINE || null,
  });
  const messageId = `<confirm-${id}-${mailedAt.getTime()}@${mailHost()}>`;
  const outcome = await through.send({ to: address, messageId, ...mail }, cutOff);
  if (outcome.kind === 'sent' || outcome.kind === 'permanent') return;
  throw new AppError('upstream_unavailable', words.mail.notAccepted(outcome.detail));
}

function purposeOf(subscription: Subscription, mailedAt: Date): ConfirmPurpose | null {
  const { id, state, newEmail, confirmTokenHash } = subscription;
  // A change of address may be open during another request.
  const isForChange = confirmTokenHash === tokenHash(confirmToken(id, mailedAt));
  if (newEmail && isForChange) return 'change';
  if (state === 'pending') return 'subscribe';
  return state === 'active' || state === 'paused' ? 'known' : null;
}
