/** Sends one message, signed by Standard Webhooks. */
import { Webhook } from 'standardwebhooks';
import { postOutside, type Posted, type Reach } from '@/lib/http/outgoing/public-post';
import { keyed } from '@/lib/secrets';

type Message = { id: string; webhookId: string; url: string; body: string; now: Date };

/** Derived from AUTH_SECRET and the webhook's id, so that no table stores a secret. */
export function webhookSecret(webhookId: string): string {
  return `whsec_${keyed(`webhook:${webhookId}`).digest('base64')}`;
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
