/** Sends a notice to one browser: encrypted for it alone (RFC 8291), signed as from us (RFC 8292). */
import { encryptNotification, vapidHeaders } from '@block65/webcrypto-web-push';
import { postOutside, type Posted, type Reach } from '@/lib/http/outgoing/public-post';
import { mailFrom } from '@/lib/mail/mailer';
import { parseSender } from '@/lib/mail/smtp/transport';
import { vapidKeys } from './keys';
import { STALE_AFTER_MS, type Notice } from './rules';

/** A newer notice takes the place of one that waits for a browser that is away. */
const TOPIC = 'trending';

export type Browser = { endpoint: string; p256dh: string; auth: string };

export async function sendNotice(
  { endpoint, ...keys }: Browser,
  notice: Notice,
  reach?: Reach,
): Promise<Posted> {
  const subscription = { endpoint, keys, expirationTime: null };
  const text = new TextEncoder().encode(JSON.stringify(notice));
  // Everybody's words have the same length, so padding would hide nothing; some services refuse 4 kB.
  const body = await encryptNotification(subscription, text, { pad: false });
  const { headers } = await vapidHeaders(subscription, { ...vapidKeys(), subject: contact() });
  return postOutside(
    {
      url: endpoint,
      body,
      headers: {
        ...headers,
        'content-type': 'application/octet-stream',
        'content-encoding': 'aes128gcm',
        'content-length': body.byteLength,
        ttl: STALE_AFTER_MS / 1_000,
        urgency: 'low',
        topic: TOPIC,
      },
    },
    reach,
  );
}

/** Whom a push service may write to about us. */
function contact(): string {
  return `mailto:${parseSender(mailFrom()).address}`;
}
