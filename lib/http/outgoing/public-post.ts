/** Posts to an address that a user entered: the address must be public at connection time. */
import dns from 'node:dns';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { words } from '@/lib/words';
import { isPublicAddress, isWebPort } from './public-address';

const TIMEOUT_MS = 10_000;
const { outgoing } = words.errors;

export type Post = {
  url: string;
  headers: Record<string, string | number>;
  body: string | Uint8Array;
};
export type Posted = { status: number; retryAfter: string | null } | { error: string };
/** Allows tests a local server. */
export type Reach = {
  isAllowed: (address: string) => boolean;
  /** Unset for any port. */
  isPortAllowed?: (url: URL) => boolean;
  request: typeof https.request;
  /** Limit for the whole request, so that a slow server doesn't hold up the queue. */
  timeoutMs: number;
};

const PUBLIC: Reach = {
  isAllowed: isPublicAddress,
  isPortAllowed: isWebPort,
  request: https.request,
  timeoutMs: TIMEOUT_MS,
};

/** Doesn't follow redirects; reads only status and headers of the response. */
export function postOutside(post: Post, reach: Reach = PUBLIC): Promise<Posted> {
  const { isAllowed, isPortAllowed, timeoutMs } = reach;
  const url = new URL(post.url);
  if (isPortAllowed?.(url) === false) return Promise.resolve({ error: outgoing.port });
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isAllowed(host))
    return Promise.resolve({ error: outgoing.privateNetwork });
  return new Promise((resolve) => {
    const request = reach.request(
      url,
      { method: 'POST', headers: post.headers, lookup: lookupAllowed(isAllowed), agent: false },
      (response) => {
        const retryAfter = response.headers['retry-after'] ?? null;
        settle({ status: response.statusCode ?? 0, retryAfter });
        response.destroy();
      },
    );
    const timer = setTimeout(() => {
      request.destroy(new Error(outgoing.timeout(timeoutMs / 1_000)));
    }, timeoutMs);
    const settle = (posted: Posted) => {
      clearTimeout(timer);
      resolve(posted);
    };
    request.on('error', (error) => settle({ error: error.message.slice(0, 200) }));
    request.end(post.body);
  });
}

/**
 * Checks the resolved addresses that are connected to, because DNS may change between two look-ups.
 */
function lookupAllowed(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAllowed(address))) {
        return callback(new Error(outgoing.privateNetwork), '');
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
