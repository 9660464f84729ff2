/** Sends one message, signed by Standard Webhooks. */
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { postOutside, type Posted, type Reach } from '@/lib/http/public-post';

type Message = { id: string; webhookId: string; url: string; body: string; now: Date };

/** Made from AUTH_SECRET and the webhook's id, so that no table holds one. */
export function webhookSecret(webhookId: string): string {
  if (!env.AUTH_SECRET) {
    throw new AppError('unavailable', 'AUTH_SECRET is not set; npm start makes one.');
  }
  const key = createHmac('sha256', env.AUTH_SECRET).update(`webhook:${webhookId}`);
  return `whsec_${key.digest('base64')}`;
}

export function send(message: Message, reach?: Reach): Promise<Posted> {
  const { url, body } = message;
  return postOutside({ url, body, headers: headersOf(message) }, reach);
}

function headersOf({ id, webhookId, body, now }: Message) {
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Broadsheet-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(webhookSecret(webhookId)).sign(id, now, body),
  };
}
