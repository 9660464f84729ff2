/** Answers programs: any site's scripts may read, and every refusal is JSON. */
import { createHash } from 'node:crypto';
import fresh from 'fresh';
import type { NextRequest } from 'next/server';
import { AppError } from '@/lib/errors';
import { FRONT_CACHE_CONTROL, type CachePolicy } from '@/lib/site/tags';
import { words } from '@/lib/words';
import { tagHeader } from './header-address';
import { route } from './route';

type PathParams = Record<string, string | string[] | undefined>;
/** Next passes no parameters to a route whose path has none. */
export type RouteContext = { params: Promise<PathParams | undefined> };
export type RouteHandler = (request: NextRequest, context: RouteContext) => Promise<Response>;

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type HttpMethod = (typeof METHODS)[number];

/** Scripts of other sites send no cookie, so they read only what is public. */
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

/** Lets scripts of other sites read every answer of a route, also its failures. */
export function withCors(handler: RouteHandler): RouteHandler {
  return async (request, context) => {
    const response = await handler(request, context);
    for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
    return response;
  };
}

/** Everything that a route file exports: its handlers, a preflight, and 405 for other methods. */
export function methods(handlers: Partial<Record<HttpMethod, RouteHandler>>) {
  const allow = allowed(METHODS.filter((method) => handlers[method]));
  const refused = route(async () => refuseMethod(allow));
  const routes = Object.fromEntries(
    METHODS.map((method) => [method, withCors(handlers[method] ?? refused)]),
  ) as Record<HttpMethod, RouteHandler>;
  return { ...routes, OPTIONS: async () => preflight(allow) };
}

/** The `Allow` header of an address that takes these methods. */
export function allowed(supported: readonly string[]): string {
  const known = METHODS.filter((method) => supported.includes(method));
  return [...known, ...(known.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

export function refuseMethod(allow: string): never {
  throw new AppError('method_not_allowed', words.refusals.onlyMethods(allow), { allow });
}

/** Tells a browser that scripts of other sites may read. */
export function preflight(allow: string): Response {
  return new Response(null, { status: 204, headers: { ...PREFLIGHT, allow } });
}

type JsonAnswer = {
  status: number;
  /** Null for an answer without a body. */
  body: unknown;
  /** Caches may keep the answer as this says; without it, it is for one client alone. */
  cache?: CachePolicy;
  /** The address of the next page of a list. */
  next: string | null;
};

/** A JSON answer. Reads have an ETag, so that a repeat costs 304. */
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

/** Tells caches how long they may keep an answer; one without a policy is for one client alone. */
export function answerHeaders(cache: CachePolicy | undefined): Headers {
  if (!cache) return new Headers({ 'cache-control': PRIVATE });
  return new Headers({
    'cache-control': cache.cacheControl,
    'cache-tag': tagHeader(cache.tags),
    ...(cache.frontCacheControl && { [FRONT_CACHE_CONTROL]: cache.frontCacheControl }),
  });
}

/** The answer, or 304 for a client that has it. The front gives shared answers their final ETag. */
export function conditional(text: string, headers: Headers, request: NextRequest): Response {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  headers.set('etag', `W/"${hash}"`);
  const requested = Object.fromEntries(request.headers);
  if (!fresh(requested, Object.fromEntries(headers))) return new Response(text, { headers });
  headers.delete('content-type');
  return new Response(null, { status: 304, headers });
}
