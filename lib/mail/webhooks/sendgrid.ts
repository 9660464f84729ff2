/** SendGrid's event webhook: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import type { MailEventKind, ReportedEvent } from '../reports/events';
import { withoutAddresses } from '../reports/redact';
import { isDeadAddress } from '../smtp/status';
import { parseJson, type WebhookContext, type WebhookRequest } from './request';

const SIGNATURE_HEADER = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP_HEADER = 'x-twilio-email-event-webhook-timestamp';

const body = z.array(
  z.object({
    event: z.string(),
    email: z.string(),
    timestamp: z.number().nonnegative().max(1e11),
    sg_event_id: z.string().max(200),
    'smtp-id': z.string().nullish(),
    /** For bounces: bounce or blocked. */
    type: z.string().nullish(),
    status: z.string().nullish(),
    reason: z.string().nullish(),
  }),
);
type SendgridEvent = z.infer<typeof body>[number];

/** Reasons why SendGrid didn't try. */
const BY_DROP_REASON: [RegExp, MailEventKind][] = [
  [/^bounced address/i, 'bounce'],
  [/^invalid/i, 'bounce'],
  [/^spam reporting address/i, 'complaint'],
  [/^unsubscribed address/i, 'unsubscribe'],
];

export async function readSendgrid(
  { headers, rawBody }: WebhookRequest,
  { secret }: WebhookContext,
): Promise<ReportedEvent[]> {
  const signature = Buffer.from(headers.get(SIGNATURE_HEADER) ?? '', 'base64');
  const signed = Buffer.concat([Buffer.from(headers.get(TIMESTAMP_HEADER) ?? ''), rawBody]);
  if (!verify('sha256', signed, publicKey(secret), signature)) throw new AppError('unauthorized');
  return parseJson(body, rawBody).flatMap((event) => {
    const kind = kindOf(event);
    if (!kind) return [];
    return [
      {
        key: `sendgrid:${event.sg_event_id}`,
        kind,
        address: event.email,
        messageId: event['smtp-id'] ?? null,
        detail: withoutAddresses(event.reason ?? event.event),
        at: new Date(event.timestamp * 1_000),
      },
    ];
  });
}

function kindOf({ event, type, status, reason }: SendgridEvent): MailEventKind | null {
  switch (event) {
    case 'spamreport':
      return 'complaint';
    case 'unsubscribe':
    case 'group_unsubscribe':
      return 'unsubscribe';
    case 'dropped':
      return BY_DROP_REASON.find(([words]) => words.test(reason ?? ''))?.[1] ?? null;
    case 'bounce':
      return type !== 'blocked' && isDeadAddress(status ?? null, reason ?? '')
        ? 'bounce'
        : 'soft_bounce';
    default:
      return null;
  }
}

/** SendGrid shows the key as one line of base64. */
function publicKey(setting: string): KeyObject {
  const der = setting.replace(/-----[A-Z ]+-----|\s|\\n/g, '');
  return createPublicKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'spki' });
}
