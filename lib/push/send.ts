/**
 * Sends a notice to one browser: encrypted (RFC 8291) and signed with the site's key (RFC 8292).
 */
import { encryptNotification, vapidHeaders } from '@block65/webcrypto-web-push';
import { postOutside, type Posted, type Reach } from '@/lib/http/outgoing/public-post';
import { mailFrom } from '@/lib/mail/mailer';
import { parseSender } from '@/lib/mail/smtp/transport';
import { vapidKeys } from './keys';
import { STALE_AFTER_MS, type Notice } from './rules';

/** A newer notice replaces a waiting one of a browser that is offline. */
const TOPIC = 'trending';

export type Browser = { endpoint: string; p256dh: string; auth: string };

export async function sendNotice(
  { endpoint, ...keys }: Browser,
  notice: Notice,
  reach?: Reach,
): Promise<Posted> {
  const subscription = { endpoint, keys, expirationTime: null };
  const text = new TextEncoder().encode(JSON.stringify(notice));
  // No padding: all texts have the same length, and some services refuse 4 kB.
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

/** Contact of the site for push services. */
function contact(): string {
  return `mailto:${parseSender(mailFrom()).address}`;
}
