/** Limits requests per network, account and address; stored in Postgres for all processes. */
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { databasePool, type Database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { networkHash } from '@/lib/secrets';
import { networkOf } from './network';
import { words } from '@/lib/words';

/** Points, and seconds of the window. */
const LIMITS = {
  subscribe: { points: 10, duration: 3_600 },
  /** Per mail address, for all subscribers together: many must not flood one inbox. */
  move_to_address: { points: 3, duration: 86_400 },
  // A university may share one address; a reader has five.
  sign_in: { points: 100, duration: 3_600 },
  /** Per mailbox, for all spellings of its address. */
  sign_in_mailbox: { points: 5, duration: 3_600 },
  confirmation_mailbox: { points: 6, duration: 86_400 },
  sign_in_step: { points: 400, duration: 3_600 },
  look_up: { points: 60, duration: 3_600 },
  submit: { points: 20, duration: 86_400 },
  api_write: { points: 600, duration: 3_600 },
  submit_network: { points: 60, duration: 86_400 },
  // Enough for a reader who votes for a whole long day and changes each vote.
  vote: { points: 300, duration: 600 },
  vote_network: { points: 3_000, duration: 600 },
  bookmark: { points: 300, duration: 600 },
  /** Other private data of a reader, such as searches and collections. */
  keep: { points: 120, duration: 600 },
  /** Limits name changes, because each one purges the pages with the name. */
  profile: { points: 20, duration: 3_600 },
  /** Limits tests of a webhook, because each one calls another operator's server. */
  ping: { points: 30, duration: 3_600 },
  comment: { points: 30, duration: 3_600 },
  comment_network: { points: 90, duration: 3_600 },
  report: { points: 20, duration: 86_400 },
  report_network: { points: 60, duration: 86_400 },
  /** Limits how often browsers subscribe and unsubscribe. */
  push: { points: 60, duration: 3_600 },
} as const;

export type Limited = keyof typeof LIMITS;

/** The request's address, from the front's header. */
export function clientAddress(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',')[0]?.trim() || 'unknown';
}

/** The request's network: an IPv4 address, or an IPv6 /64. */
export function clientNetwork(headers: Headers): string {
  return networkOf(clientAddress(headers));
}

/**
 * Throws rate_limited where a network, account or address exceeds its limit; only a hash is stored.
 */
export async function requireAllowance(what: Limited, whose: string): Promise<void> {
  const refusal = await consume(what, whose);
  if (refusal === null) return;
  const minutes = Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000));
  throw new AppError('rate_limited', words.refusals.tryAgainIn(minutes), {
    retryAfterS: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)),
  });
}

/** Counts without throwing, for callers whose response must not reveal a limit. */
export async function hasAllowance(what: Limited, whose: string): Promise<boolean> {
  return (await consume(what, whose)) === null;
}

async function consume(what: Limited, whose: string): Promise<RateLimiterRes | null> {
  const limiter = new RateLimiterPostgres({
    storeClient: databasePool(),
    tableName: 'RateLimit',
    tableCreated: true,
    // Disables the limiter's own deletion, which would run every five minutes in each process.
    clearExpiredByTimeout: false,
    keyPrefix: what,
    ...LIMITS[what],
  });
  try {
    await limiter.consume(networkHash(whose));
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  }
}

/** Purges expired counts. */
export async function forgetLimits(db: Database, now: Date): Promise<number> {
  const { count } = await db.rateLimit.deleteMany({ where: { expire: { lt: now.getTime() } } });
  return count;
}
