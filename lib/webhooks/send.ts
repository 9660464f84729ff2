/** Sends one signed message, by Standard Webhooks, to an address that must be public when it is called. */
import { createHmac } from 'node:crypto';
import dns from 'node:dns';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { isPublicAddress } from './addresses';

const TIMEOUT_MS = 10_000;

export type Message = { id: string; webhookId: string; url: string; body: string; now: Date };
export type Sent = { status: number } | { error: string };
/** Tests reach a server of their own. */
export type Reach = {
  isAllowed: (address: string) => boolean;
  request: typeof https.request;
  /** For all of it: one that sends a byte now and then must not hold the queue. */
  timeoutMs: number;
};

const PUBLIC: Reach = {
  isAllowed: isPublicAddress,
  request: https.request,
  timeoutMs: TIMEOUT_MS,
};

/** Made from AUTH_SECRET and the webhook's id, so that no table holds one. */
export function webhookSecret(webhookId: string): string {
  if (!env.AUTH_SECRET) {
    throw new AppError('unavailable', 'AUTH_SECRET is not set; npm start makes one.');
  }
  const key = createHmac('sha256', env.AUTH_SECRET).update(`webhook:${webhookId}`);
  return `whsec_${key.digest('base64')}`;
}

/** Redirects aren't followed, and no more of the answer is read than its status. */
export function send(message: Message, reach: Reach = PUBLIC): Promise<Sent> {
  const { isAllowed, timeoutMs } = reach;
  const url = new URL(message.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isAllowed(host)) return Promise.resolve({ error: REFUSED });
  return new Promise((resolve) => {
    const request = reach.request(
      url,
      {
        method: 'POST',
        headers: headersOf(message),
        lookup: lookupAllowed(isAllowed),
        agent: false,
      },
      (response) => {
        settle({ status: response.statusCode ?? 0 });
        response.destroy();
      },
    );
    const timer = setTimeout(() => {
      request.destroy(new Error(`no answer within ${timeoutMs / 1_000} s`));
    }, timeoutMs);
    const settle = (sent: Sent) => {
      clearTimeout(timer);
      resolve(sent);
    };
    request.on('error', (error) => settle({ error: error.message.slice(0, 200) }));
    request.end(message.body);
  });
}

const REFUSED = 'leads into a network of our own';

/** The very addresses that are connected to are looked at: a name may lead elsewhere the next time. */
function lookupAllowed(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAllowed(address))) {
        return callback(new Error(REFUSED), '');
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
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
