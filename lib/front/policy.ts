/**
 * Decides which requests the shared cache may serve and which responses it may store, by RFC 9111.
 */
import type { IncomingHttpHeaders } from 'node:http';
import CachePolicy from 'http-cache-semantics';
import { FRONT_CACHE_CONTROL } from '@/lib/site/tags';

const COOKIE_PREFIX = /^__(?:Secure|Host)-/;
const SESSION_COOKIE = 'session';
const SESSION_COOKIES_START = 'better-auth.';
/** With any of these headers, the response is for one client only, or for a part of the page. */
const UNSHARED_HEADERS = [
  'authorization',
  'range',
  'if-match',
  'if-unmodified-since',
  'transfer-encoding',
  'upgrade',
] as const;

const STORABLE_STATUS = new Set([200, 301, 308, 404, 410]);
const NOT_FOUND = 404;
const MAX_NOT_FOUND_S = 60;
/** Serves an old page while upstream fails; a response may override this. */
const DEFAULT_STALE_IF_ERROR_S = 86_400;
const OLD_IS_USELESS = ['must-revalidate', 'proxy-revalidate', 'no-cache'] as const;

type ClientRequest = { method?: string; headers: IncomingHttpHeaders };

/** Lifetimes of a response, in milliseconds since upstream made it. */
export type Lifetime = {
  /** Age on arrival. */
  ageMs: number;
  freshMs: number;
  /** Until here: served while it is refreshed. */
  revalidateMs: number;
  /** Until here: served only when upstream fails. */
  errorMs: number;
};

export type Freshness = 'fresh' | 'revalidate' | 'if_error' | 'expired';

export function isShareable({ method, headers }: ClientRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (UNSHARED_HEADERS.some((name) => headers[name] !== undefined)) return false;
  return Number(headers['content-length'] ?? 0) === 0;
}

/** Readers with these headers may get a shared response, but theirs isn't stored. */
export function hasSession({ cookie }: IncomingHttpHeaders): boolean {
  return cookie !== undefined && cookieNames(cookie).some(isSessionCookie);
}

/** Splits instead of matching, so that the time stays linear in the length of the header. */
function cookieNames(cookie: string): string[] {
  return cookie
    .split(';')
    .filter((pair) => pair.includes('='))
    .map((pair) => pair.slice(0, pair.indexOf('=')).trim());
}

function isSessionCookie(name: string): boolean {
  const plain = name.replace(COOKIE_PREFIX, '');
  return plain === SESSION_COOKIE || plain.startsWith(SESSION_COOKIES_START);
}

/** How long a shared response may be kept; null if it may not be stored. */
export function lifetimeOf(
  target: string,
  status: number,
  headers: IncomingHttpHeaders,
): Lifetime | null {
  if (!STORABLE_STATUS.has(status) || headers['set-cookie'] || headers['content-encoding']) {
    return null;
  }
  if (headers.vary?.includes('*') || headers['content-range']) return null;
  // A lifetime for the front alone (RFC 9213) may be longer, because purges reach the front.
  const cacheControl = single(headers[FRONT_CACHE_CONTROL]) ?? headers['cache-control'];
  const policy = new CachePolicy(
    { method: 'GET', url: target, headers: {} },
    // Lower-cases the case-insensitive directives, because the library compares them exactly.
    { status, headers: { ...headers, 'cache-control': cacheControl?.toLowerCase() } },
    // Disables heuristics: a response without a lifetime isn't stored.
    { shared: true, cacheHeuristic: 0 },
  );
  if (!policy.storable()) return null;

  const directives: Record<string, unknown> = policy.toObject().rescc;
  const mayBeOld = !OLD_IS_USELESS.some((name) => directives[name]);
  const freshS =
    status === NOT_FOUND ? Math.min(policy.maxAge(), MAX_NOT_FOUND_S) : policy.maxAge();
  const keepsStale = mayBeOld && status !== NOT_FOUND;
  const revalidateS = keepsStale ? seconds(directives['stale-while-revalidate'], 0) : 0;
  const errorS = keepsStale ? seconds(directives['stale-if-error'], DEFAULT_STALE_IF_ERROR_S) : 0;
  if (freshS + revalidateS <= 0) return null;
  return {
    ageMs: seconds(headers.age, 0) * 1_000,
    freshMs: freshS * 1_000,
    revalidateMs: revalidateS * 1_000,
    errorMs: errorS * 1_000,
  };
}

/**
 * Whether a response of this age is fresh, stale or expired; a purged one only replaces a failure.
 */
export function freshnessOf(lifetime: Lifetime, ageMs: number, purged: boolean): Freshness {
  const { freshMs, revalidateMs, errorMs } = lifetime;
  if (!purged && ageMs < freshMs) return 'fresh';
  if (!purged && ageMs < freshMs + revalidateMs) return 'revalidate';
  return ageMs < freshMs + errorMs ? 'if_error' : 'expired';
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function seconds(value: unknown, fallback: number): number {
  const parsed = typeof value === 'string' ? Number.parseInt(value, 10) : Number.NaN;
  return Number.isFinite(parsed) && parsed >= 0 ? parsed : fallback;
}
