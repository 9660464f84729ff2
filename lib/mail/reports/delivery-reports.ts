/** Interprets reports about sent mails: which delivery they concern, and whether mail must end. */
import type { MailReport } from './dsn';
import type { ReportedEvent } from './events';
import { withoutAddresses } from './redact';
import { isDeadAddress } from '../smtp/status';

/** Rejected mails within this number of days after which an address counts as dead. */
export const SOFT_BOUNCES_TO_SUPPRESS = 5;
export const SOFT_BOUNCE_DAYS = 30;

/** Providers add their own brackets to the Message-ID, or none. */
const DELIVERY_MESSAGE_ID = /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/;

/** The delivery of a Message-ID; null for other mails. */
export function deliveryIdOf(messageId: string | null): string | null {
  return DELIVERY_MESSAGE_ID.exec(messageId?.trim() ?? '')?.[1] ?? null;
}

/** The event of a report about a mail to one address. Ignores delays, which aren't final. */
export function eventsOfReport(
  report: MailReport,
  { address, deliveryId, now }: { address: string; deliveryId: string; now: Date },
): ReportedEvent[] {
  const event = { address, messageId: report.originalMessageId, at: now };
  if (report.kind === 'feedback') {
    if (report.type === 'not-spam') return [];
    const kind = report.type === 'opt-out' ? 'unsubscribe' : 'complaint';
    return [{ ...event, key: `feedback:${deliveryId}`, kind, detail: report.type.slice(0, 40) }];
  }
  const failed = report.recipients.find(({ action }) => action === 'failed');
  if (!failed) return [];
  const words = failed.diagnostic ?? '';
  const kind = isDeadAddress(failed.status, words) ? 'bounce' : 'soft_bounce';
  const detail = withoutAddresses(`${failed.status ?? ''} ${words}`);
  return [{ ...event, key: `bounce:${deliveryId}`, kind, detail }];
}
