/** Mailgun's webhooks: https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import type { MailEventKind, ReportedEvent } from '../reports/events';
import { withoutAddresses } from '../reports/redact';
import { isDeadAddress } from '../smtp/status';
import { isSameSecret, parseJson, type WebhookContext, type WebhookRequest } from './request';
import { words } from '@/lib/words';

/** Limits replays of older requests, and allows for clock differences. */
const REPLAY_WINDOW_MS = 15 * 60_000;

const body = z.object({
  signature: z.object({
    timestamp: z.coerce.string().regex(/^\d{1,12}$/),
    token: z.string().min(16).max(100),
    signature: z.string(),
  }),
  'event-data': z.object({
    event: z.string(),
    severity: z.string().nullish(),
    reason: z.string().nullish(),
    timestamp: z.number().nonnegative().max(1e11),
    recipient: z.string(),
    'delivery-status': z
      .object({
        code: z.coerce.number().nullish(),
        'enhanced-code': z.string().nullish(),
        message: z.string().nullish(),
        description: z.string().nullish(),
      })
      .nullish(),
    message: z
      .object({ headers: z.object({ 'message-id': z.string().nullish() }).nullish() })
      .nullish(),
  }),
});
type EventData = z.infer<typeof body>['event-data'];

/** Reasons why Mailgun didn't try: it remembers earlier failures of an address. */
const BY_REASON: Record<string, MailEventKind> = {
  'suppress-bounce': 'bounce',
  'suppress-complaint': 'complaint',
  'suppress-unsubscribe': 'unsubscribe',
};

export async function readMailgun(
  { rawBody }: WebhookRequest,
  { secret, now }: WebhookContext,
): Promise<ReportedEvent[]> {
  const { signature, 'event-data': event } = parseJson(body, rawBody);
  const { timestamp, token } = signature;
  const expected = createHmac('sha256', secret).update(`${timestamp}${token}`).digest('hex');
  if (!isSameSecret(signature.signature, expected)) throw new AppError('unauthorized');
  if (Math.abs(now.getTime() - Number(timestamp) * 1_000) > REPLAY_WINDOW_MS) {
    throw new AppError('unauthorized', words.refusals.webhookOld);
  }
  const kind = kindOf(event);
  if (!kind) return [];
  const status = event['delivery-status'];
  const messageId = event.message?.headers?.['message-id'];
  return [
    {
      // Only timestamp and token are signed, so a repeated token is ignored with any body.
      key: `mailgun:${token}`,
      kind,
      address: event.recipient,
      messageId: messageId ? `<${messageId.replace(/^<|>$/g, '')}>` : null,
      detail: withoutAddresses(status?.message || status?.description || (event.reason ?? '')),
      at: new Date(event.timestamp * 1_000),
    },
  ];
}

function kindOf(event: EventData): MailEventKind | null {
  if (event.event === 'complained') return 'complaint';
  if (event.event === 'unsubscribed') return 'unsubscribe';
  // Mailgun retries a temporary failure, and reports a permanent one later.
  if (event.event !== 'failed' || event.severity !== 'permanent') return null;
  const suppressed = BY_REASON[event.reason ?? ''];
  if (suppressed) return suppressed;
  const status = event['delivery-status'];
  const words = `${status?.code ?? 550} ${status?.message || status?.description || ''}`;
  return isDeadAddress(status?.['enhanced-code'] ?? null, words) ? 'bounce' : 'soft_bounce';
}
