/** Amazon SES by SNS: https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html */
import { z } from 'zod';
import type { MailEventKind, ReportedEvent } from '../reports/events';
import { withoutAddresses } from '../reports/redact';
import { parseJson, type WebhookContext, type WebhookRequest } from './request';
import { confirmTopic, readSnsMessage } from './sns';

const notification = z.object({
  /** In older notifications; event publishing has eventType. */
  notificationType: z.string().nullish(),
  eventType: z.string().nullish(),
  mail: z
    .object({ commonHeaders: z.object({ messageId: z.string().nullish() }).nullish() })
    .nullish(),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().nullish(),
      bouncedRecipients: z
        .array(z.object({ emailAddress: z.string(), diagnosticCode: z.string().nullish() }))
        .max(100),
      timestamp: z.coerce.date(),
      feedbackId: z.string().max(200),
    })
    .nullish(),
  complaint: z
    .object({
      complaintFeedbackType: z.string().nullish(),
      complainedRecipients: z.array(z.object({ emailAddress: z.string() })).max(100),
      timestamp: z.coerce.date(),
      feedbackId: z.string().max(200),
    })
    .nullish(),
});
type Notification = z.infer<typeof notification>;

export async function readSes(
  request: WebhookRequest,
  context: WebhookContext,
): Promise<ReportedEvent[]> {
  const message = await readSnsMessage(request, context);
  if (message.Type === 'SubscriptionConfirmation') {
    await confirmTopic(message, context);
    return [];
  }
  if (message.Type === 'UnsubscribeConfirmation' || !message.Message.startsWith('{')) return [];
  const event = parseJson(notification, message.Message);
  const type = event.eventType ?? event.notificationType;
  if (type === 'Bounce') return bouncesOf(event);
  return type === 'Complaint' ? complaintsOf(event) : [];
}

function bouncesOf({ bounce, mail }: Notification): ReportedEvent[] {
  if (!bounce) return [];
  const kind: MailEventKind = bounce.bounceType === 'Permanent' ? 'bounce' : 'soft_bounce';
  const why = `${bounce.bounceType} ${bounce.bounceSubType ?? ''}`;
  return bounce.bouncedRecipients.map(({ emailAddress, diagnosticCode }, n) => ({
    key: `ses:${bounce.feedbackId}:${n}`,
    kind,
    address: emailAddress,
    messageId: mail?.commonHeaders?.messageId ?? null,
    detail: withoutAddresses(`${why}: ${diagnosticCode ?? ''}`),
    at: bounce.timestamp,
  }));
}

function complaintsOf({ complaint, mail }: Notification): ReportedEvent[] {
  // Providers also report mails that readers moved out of the spam folder.
  if (!complaint || complaint.complaintFeedbackType === 'not-spam') return [];
  return complaint.complainedRecipients.map(({ emailAddress }, n) => ({
    key: `ses:${complaint.feedbackId}:${n}`,
    kind: 'complaint',
    address: emailAddress,
    messageId: mail?.commonHeaders?.messageId ?? null,
    detail: complaint.complaintFeedbackType ?? null,
    at: complaint.timestamp,
  }));
}
