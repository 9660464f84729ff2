/** Makes a route of an operation: reads what came, checks it, and dresses the answer for programs. */
import { createHash } from 'node:crypto';
import fresh from 'fresh';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { AppError, type ErrorCode } from '@/lib/errors';
import { FRONT_CACHE_CONTROL, type CachePolicy } from '@/lib/site/tags';
import { readJson } from './body';
import { tagHeader } from './header-address';
import { decodePath } from '@/lib/site/params';
import type { Answer, Input, Operation } from './operation';
import { route } from './route';
import { words } from '@/lib/words';

type PathParams = Record<string, string | string[] | undefined>;
/** Next gives a route without parameters none at all. */
export type RouteContext = { params: Promise<PathParams | undefined> };
export type RouteHandler = (request: NextRequest, context: RouteContext) => Promise<Response>;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type HttpMethod = (typeof METHODS)[number];

/** Reads may come from any site's scripts; they carry no cookie, so they see what everybody sees. */
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
const FOR_ONE = 'private, no-store';
const MAX_NAMED_PROBLEMS = 3;

/** The handler of an operation, its input parsed. */
export function answering<O extends Operation>(
  operation: O,
  handle: (input: Input<O>, request: NextRequest) => Promise<Answer<O>>,
): RouteHandler {
  return route(async (request: NextRequest, context: RouteContext) => {
    const input = {
      // An address with an id that can't be one leads nowhere.
      params: parse(operation.params, pathValues(await context.params), 'not_found'),
      query: parse(operation.query, queryValues(request.nextUrl.searchParams)),
      body: operation.body && parse(operation.body, await readJson(request)),
    } as Input<O>;
    return answerOf(operation, await handle(input, request), request);
  });
}

/**
 * All that a route file exports: the handlers, a preflight, and 405 with words for the rest. Other
 * sites' scripts may read; what else they may is said by `preflight`.
 */
export function methods(
  handlers: Partial<Record<HttpMethod, RouteHandler>>,
  preflight: Record<string, string> = {},
) {
  const allowed = METHODS.filter((method) => handlers[method]);
  const allow = [...allowed, ...(handlers.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  const refuse: RouteHandler = route(async () => {
    throw new AppError('method_not_allowed', words.refusals.onlyMethods(allow));
  });
  const refused: RouteHandler = async (request, context) => {
    const response = await refuse(request, context);
    response.headers.set('allow', allow);
    return response;
  };
  const wrapped = Object.fromEntries(
    METHODS.map((method) => [method, withCors(handlers[method] ?? refused)]),
  ) as Record<HttpMethod, RouteHandler>;
  const OPTIONS = async () =>
    new Response(null, { status: 204, headers: { ...PREFLIGHT, ...preflight, allow } });
  return { ...wrapped, OPTIONS };
}

function withCors(handler: RouteHandler): RouteHandler {
  return async (request, context) => {
    const response = await handler(request, context);
    for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
    return response;
  };
}

function answerOf<O extends Operation>(
  { status = 200, method }: O,
  { body, cache, next }: Answer<O>,
  request: NextRequest,
): Response {
  const headers = answerHeaders(cache);
  if (next) headers.set('link', `<${next}>; rel="next"`);
  if (body === null) return new Response(null, { status, headers });
  const text = JSON.stringify(body);
  headers.set('content-type', 'application/json');
  return method === 'get'
    ? conditional(text, headers, request)
    : new Response(text, { status, headers });
}

/** How caches may keep an answer; one without a policy is for its asker alone. */
export function answerHeaders(cache: CachePolicy | undefined): Headers {
  if (!cache) return new Headers({ 'cache-control': FOR_ONE });
  return new Headers({
    'cache-control': cache.cacheControl,
    'cache-tag': tagHeader(cache.tags),
    ...(cache.frontCacheControl && { [FRONT_CACHE_CONTROL]: cache.frontCacheControl }),
  });
}

/** The answer, or 304 to who has it. What is shared gets its final tag from the front. */
export function conditional(text: string, headers: Headers, request: NextRequest): Response {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  headers.set('etag', `W/"${hash}"`);
  const asked = Object.fromEntries(request.headers);
  if (!fresh(asked, Object.fromEntries(headers))) return new Response(text, { headers });
  headers.delete('content-type');
  return new Response(null, { status: 304, headers });
}

function pathValues(params: PathParams = {}) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      [value ?? []].flat().map(decodePath).join('/'),
    ]),
  );
}

/** What stands once as text; what is repeated as a list, which no parameter of ours is. */
function queryValues(search: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

function parse(
  schema: z.ZodType | undefined,
  given: unknown,
  code: ErrorCode = 'bad_request',
): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(given, { error: wordsOf });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, MAX_NAMED_PROBLEMS)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  throw new AppError(code, `${problems.join('; ')}.`);
}

/** Says of a parameter that it is missing or repeated, where the library would say that it isn't text. */
function wordsOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return words.validation.missing;
  return Array.isArray(issue.input) && issue.code !== 'too_big' && issue.code !== 'too_small'
    ? words.validation.repeated
    : undefined;
}
