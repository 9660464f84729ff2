/** Wraps API routes: scripts of any site may read, and every error is JSON. */
import { createHash } from 'node:crypto';
import fresh from 'fresh';
import type { NextRequest } from 'next/server';
import { AppError } from '@/lib/errors';
import { FRONT_CACHE_CONTROL, type CachePolicy } from '@/lib/site/tags';
import { words } from '@/lib/words';
import { tagHeader } from './header-address';
import { route } from './route';

type PathParams = Record<string, string | string[] | undefined>;
/** Next passes no parameters to a static route. */
export type RouteContext = { params: Promise<PathParams | undefined> };
export type RouteHandler = (request: NextRequest, context: RouteContext) => Promise<Response>;

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type HttpMethod = (typeof METHODS)[number];

/** Scripts of other sites send no cookie, so they read public data only. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'Link, ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id, X-Error-Message',
};
const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match',
  'access-control-max-age': '86400',
};
const PRIVATE = 'private, no-store';

/** Adds CORS headers to every response of a route, errors included. */
export function withCors(handler: RouteHandler): RouteHandler {
  return async (request, context) => {
    const response = await handler(request, context);
    for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
    return response;
  };
}

/** All exports of a route file: its handlers, a preflight, and 405 for other methods. */
export function methods(handlers: Partial<Record<HttpMethod, RouteHandler>>) {
  const allow = allowed(METHODS.filter((method) => handlers[method]));
  const refused = route(async () => refuseMethod(allow));
  const routes = Object.fromEntries(
    METHODS.map((method) => [method, withCors(handlers[method] ?? refused)]),
  ) as Record<HttpMethod, RouteHandler>;
  return { ...routes, OPTIONS: async () => preflight(allow) };
}

/** The `Allow` header of an address with these methods. */
export function allowed(supported: readonly string[]): string {
  const known = METHODS.filter((method) => supported.includes(method));
  return [...known, ...(known.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

export function refuseMethod(allow: string): never {
  throw new AppError('method_not_allowed', words.refusals.onlyMethods(allow), { allow });
}

/** Adds the CORS headers. */
export function preflight(allow: string): Response {
  return new Response(null, { status: 204, headers: { ...PREFLIGHT, allow } });
}

type JsonAnswer = {
  status: number;
  /** Null for a response without a body. */
  body: unknown;
  /** Caching policy; without it the response is private. */
  cache?: CachePolicy;
  /** Address of the next page. */
  next: string | null;
};

/** A JSON response. Reads have an ETag, so that a repeat costs 304. */
export function jsonAnswer(
  { status, body, cache, next }: JsonAnswer,
  request: NextRequest,
): Response {
  const headers = answerHeaders(cache);
  if (next) headers.set('link', `<${next}>; rel="next"`);
  if (body === null) return new Response(null, { status, headers });
  headers.set('content-type', 'application/json');
  const text = JSON.stringify(body);
  return /^(GET|HEAD)$/.test(request.method)
    ? conditional(text, headers, request)
    : new Response(text, { status, headers });
}

/** Sets how long caches may keep a response; without a policy it is private. */
export function answerHeaders(cache: CachePolicy | undefined): Headers {
  if (!cache) return new Headers({ 'cache-control': PRIVATE });
  return new Headers({
    'cache-control': cache.cacheControl,
    'cache-tag': tagHeader(cache.tags),
    ...(cache.frontCacheControl && { [FRONT_CACHE_CONTROL]: cache.frontCacheControl }),
  });
}

/**
 * The response, or 304 for a client that has it. The front sets the final ETag of shared responses.
 */
export function conditional(text: string, headers: Headers, request: NextRequest): Response {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  headers.set('etag', `W/"${hash}"`);
  const requested = Object.fromEntries(request.headers);
  if (!fresh(requested, Object.fromEntries(headers))) return new Response(text, { headers });
  headers.delete('content-type');
  return new Response(null, { status: 304, headers });
}
