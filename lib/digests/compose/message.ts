/** A reader's digest as an outgoing message. */
import { fromUtcDate, type Day } from '@/lib/calendar';
import { env, publicUrl } from '@/lib/env';
import { mailHost } from '@/lib/mail/mailer';
import type { MailMessage } from '@/lib/mail/message';
import { cadenceInWords, type Preferences } from '@/lib/subscriptions/rules';
import { digestLink, manageToken } from '@/lib/subscriptions/tokens';
import { digestPath, subscriptionPath, unsubscribePath } from '@/lib/site/paths';
import { composeDigest } from './compose';
import type { DigestSlot } from '../choose/slot';
import type { Choice } from '@/lib/recommend/types';

export type Addressee = Pick<Preferences, 'cadence' | 'weekday' | 'hour' | 'timeZone'> & {
  subscriptionId: string;
  manageTokenVersion: number;
  email: string;
  confirmedAt: Date | null;
};

type DigestToSend = { deliveryId: string; day: Day; slot: DigestSlot; choices: Choice[] };

/** Derived from the row, so that a retry has the same id. */
export function digestMessageId(deliveryId: string): string {
  return `<${deliveryId}@${mailHost()}>`;
}

/** A delivery's mail. */
export function digestMessage(to: Addressee, digest: DigestToSend): MailMessage {
  const { deliveryId, day, slot, choices } = digest;
  const token = manageToken(to.subscriptionId, to.manageTokenVersion);
  const unsubscribeUrl = `${publicUrl}${unsubscribePath(token)}`;
  const { subject, html, text, quoted } = composeDigest(slot.prepared, {
    choices,
    confirmedOn: to.confirmedAt ? fromUtcDate(to.confirmedAt) : day,
    cadence: cadenceInWords(to),
    manageUrl: `${publicUrl}${subscriptionPath(token)}`,
    unsubscribeUrl,
    webUrl: `${publicUrl}${digestPath(day)}?d=${digestLink(deliveryId)}`,
  });
  const list = { unsubscribeUrl, id: `digest.${mailHost()}`, name: env.SITE_NAME };
  const messageId = digestMessageId(deliveryId);
  return { to: to.email, subject, html, text, quoted, messageId, list };
}
