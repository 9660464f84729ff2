/** Postmark's webhooks: https://postmarkapp.com/developer/webhooks/bounce-webhook */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import type { MailEventKind, ReportedEvent } from '../reports/events';
import { withoutAddresses } from '../reports/redact';
import { isSameSecret, parseJson, type WebhookContext, type WebhookRequest } from './request';

/** Header for operators who don't use a password in the address. */
const TOKEN_HEADER = 'x-webhook-token';

const bounce = z.object({
  RecordType: z.literal('Bounce'),
  ID: z.union([z.number(), z.string()]),
  Type: z.string(),
  Email: z.string(),
  BouncedAt: z.coerce.date(),
  Description: z.string().nullish(),
  Details: z.string().nullish(),
});
const complaint = bounce.extend({ RecordType: z.literal('SpamComplaint') });
const change = z.object({
  RecordType: z.literal('SubscriptionChange'),
  Recipient: z.string(),
  ChangedAt: z.coerce.date(),
  SuppressSending: z.boolean(),
  SuppressionReason: z.string().nullish(),
  Origin: z.string().nullish(),
});
/** Opens, clicks and deliveries, where they are enabled. */
const other = z.object({
  RecordType: z.string().regex(/^(?!(Bounce|SpamComplaint|SubscriptionChange)$)/),
});
const body = z.union([bounce, complaint, change, other]);

const BY_TYPE: Record<string, MailEventKind> = {
  HardBounce: 'bounce',
  BadEmailAddress: 'bounce',
  ManuallyDeactivated: 'bounce',
  SoftBounce: 'soft_bounce',
  Blocked: 'soft_bounce',
  DnsError: 'soft_bounce',
  SpamNotification: 'soft_bounce',
  SpamComplaint: 'complaint',
  Unsubscribe: 'unsubscribe',
};

const BY_REASON: Record<string, MailEventKind> = {
  HardBounce: 'bounce',
  SpamComplaint: 'complaint',
};

export async function readPostmark(
  { headers, rawBody }: WebhookRequest,
  { secret }: WebhookContext,
): Promise<ReportedEvent[]> {
  if (!tokensOf(headers).some((token) => isSameSecret(token, secret))) {
    throw new AppError('unauthorized');
  }
  const event = parseJson(body, rawBody);
  if ('ChangedAt' in event) return eventsOfChange(event, rawBody);
  if (!('ID' in event)) return [];
  const kind = BY_TYPE[event.RecordType === 'SpamComplaint' ? 'SpamComplaint' : event.Type];
  if (!kind) return [];
  return [
    {
      key: `postmark:${event.ID}`,
      kind,
      address: event.Email,
      // Postmark has its own ids of mails, and doesn't report the Message-ID.
      messageId: null,
      detail: withoutAddresses(event.Details ?? event.Description ?? event.Type),
      at: event.BouncedAt,
    },
  ];
}

/** Unsubscribed by Postmark's link; the operator's own suppressions are ignored. */
function eventsOfChange(event: z.infer<typeof change>, rawBody: Buffer): ReportedEvent[] {
  if (!event.SuppressSending) return [];
  const reason = event.SuppressionReason ?? '';
  const kind = BY_REASON[reason] ?? (event.Origin === 'Recipient' ? 'unsubscribe' : null);
  if (!kind) return [];
  return [
    {
      // A change has no id; a repeat has the same content.
      key: `postmark:${createHash('sha256').update(rawBody).digest('hex')}`,
      kind,
      address: event.Recipient,
      messageId: null,
      detail: reason,
      at: event.ChangedAt,
    },
  ];
}

/** The password in the webhook's address, a bearer token, or a custom header. */
function tokensOf(headers: Headers): string[] {
  const authorization = headers.get('authorization') ?? '';
  const [, scheme = '', credentials = ''] = /^(\w+) (.+)$/.exec(authorization) ?? [];
  const tokens = [headers.get(TOKEN_HEADER) ?? ''];
  if (/^bearer$/i.test(scheme)) tokens.push(credentials.trim());
  if (/^basic$/i.test(scheme)) {
    tokens.push(
      Buffer.from(credentials, 'base64')
        .toString()
        .replace(/^[^:]*:/, ''),
    );
  }
  return tokens.filter(Boolean);
}
