/** Sets the headers of every response: those of upstream and the security headers. */
import type { IncomingHttpHeaders } from 'node:http';
import { CONTENT_SECURITY_POLICY } from './csp';
import { endToEnd, type HeaderMap } from './headers';
import { FRONT_CACHE_CONTROL } from '@/lib/site/tags';

export type ResponseHeaders = (upstream: IncomingHttpHeaders) => HeaderMap;

const CSP = 'content-security-policy';
/** Headers that the front sets itself or hides: one of them holds Next's internal address. */
const DROPPED = [
  'x-powered-by',
  'x-request-id',
  'x-cache',
  'x-middleware-rewrite',
  FRONT_CACHE_CONTROL,
];
const HSTS = 'max-age=31536000; includeSubDomains';

export function createResponseHeaders(publicUrl: string): ResponseHeaders {
  const defaults = securityHeaders(publicUrl);
  return (upstream) => {
    // Pages may override the default, for instance to send no referrer.
    const headers: HeaderMap = { ...defaults, ...endToEnd(upstream) };
    for (const name of DROPPED) delete headers[name];
    headers[CSP] = CONTENT_SECURITY_POLICY;
    return headers;
  };
}

export function isHtml(headers: IncomingHttpHeaders): boolean {
  return /^text\/html\b/i.test(headers['content-type'] ?? '');
}

/** Restricts what browsers may do with a response besides showing it. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  return {
    [CSP]: CONTENT_SECURITY_POLICY,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(publicUrl.startsWith('https:') && { 'strict-transport-security': HSTS }),
  };
}
