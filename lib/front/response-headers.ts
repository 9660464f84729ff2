/** What every answer wears: upstream's own headers, the security headers, a page's policy. */
import type { IncomingHttpHeaders } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { pagePolicy, SCRIPTLESS_POLICY } from './csp';
import { endToEnd, type HeaderMap } from './headers';
import { HYDRATION_HEADER } from './hydration';
import { FRONT_CACHE_CONTROL } from './policy';

/** The headers of an answer; of an HTML page with the policy for its scripts. */
export type ResponseHeaders = (upstream: IncomingHttpHeaders, page?: Buffer) => HeaderMap;

const CSP = 'content-security-policy';
/** Ours to say, or not to be told: one of them holds the address that Next listens on. */
const DROPPED = [
  'x-powered-by',
  'x-request-id',
  'x-cache',
  'x-middleware-rewrite',
  HYDRATION_HEADER,
  FRONT_CACHE_CONTROL,
];
const HSTS = 'max-age=31536000; includeSubDomains';
const LOGGED_SCRIPTS = 500;
const EXCERPT_LENGTH = 120;

export function createResponseHeaders(options: {
  publicUrl: string;
  trustedInlineScripts: readonly string[];
  log: Logger;
}): ResponseHeaders {
  const defaults = securityHeaders(options.publicUrl);
  const trusted = new Set(options.trustedInlineScripts);
  const logged = new LRUCache<string, true>({ max: LOGGED_SCRIPTS });

  return (upstream, page) => {
    // A page may ask for less, such as no referrer at all, so its own values win.
    const headers: HeaderMap = { ...defaults, ...endToEnd(upstream) };
    for (const name of DROPPED) delete headers[name];
    if (!isHtml(upstream)) return headers;

    const { header, refused } = page
      ? pagePolicy(page.toString(), trusted)
      : { header: SCRIPTLESS_POLICY, refused: [] };
    headers[CSP] = header;
    for (const script of refused) {
      if (logged.has(script)) continue;
      logged.set(script, true);
      const excerpt = script.slice(0, EXCERPT_LENGTH);
      options.log.warn({ excerpt }, 'an inline script is not trusted, so browsers will not run it');
    }
    return headers;
  };
}

export function isHtml(headers: IncomingHttpHeaders): boolean {
  return /^text\/html\b/i.test(headers['content-type'] ?? '');
}

/** What keeps browsers from doing with any answer more than show it. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  return {
    [CSP]: SCRIPTLESS_POLICY,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(publicUrl.startsWith('https:') && { 'strict-transport-security': HSTS }),
  };
}
