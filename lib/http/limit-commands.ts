/** Limits of what one network may ask for; kept in Postgres, so that they hold across processes. */
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { databasePool, type Database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { networkHash } from '@/lib/secrets';
import { networkOf } from './network';
import { words } from '@/lib/words';

/** How often, in how many seconds. */
const LIMITS = {
  subscribe: { points: 10, duration: 3_600 },
  /** Of one address, by whichever subscriber: many together must not flood it. */
  move_to_address: { points: 3, duration: 86_400 },
  // A university may be one address; of one reader's own there are five.
  sign_in: { points: 100, duration: 3_600 },
  /** Of one mailbox, however its address is spelled. */
  sign_in_mailbox: { points: 5, duration: 3_600 },
  confirmation_mailbox: { points: 6, duration: 86_400 },
  sign_in_step: { points: 400, duration: 3_600 },
  look_up: { points: 60, duration: 3_600 },
  submit: { points: 20, duration: 86_400 },
  api_write: { points: 600, duration: 3_600 },
  submit_network: { points: 60, duration: 86_400 },
  // A reader who votes for all of a long day, and thinks again of each.
  vote: { points: 300, duration: 600 },
  vote_network: { points: 3_000, duration: 600 },
  bookmark: { points: 300, duration: 600 },
  /** What a reader keeps for themselves besides, such as searches and collections. */
  keep: { points: 120, duration: 600 },
  /** Each makes the pages anew that say the name. */
  profile: { points: 20, duration: 3_600 },
  /** Tests of a webhook: each is a request to somebody's server. */
  ping: { points: 30, duration: 3_600 },
  comment: { points: 30, duration: 3_600 },
  comment_network: { points: 90, duration: 3_600 },
  report: { points: 20, duration: 86_400 },
  report_network: { points: 60, duration: 86_400 },
  /** Browsers that ask to be told, and think again. */
  push: { points: 60, duration: 3_600 },
} as const;

export type Limited = keyof typeof LIMITS;

/** The address that a request comes from, as the front says. */
export function clientAddress(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',')[0]?.trim() || 'unknown';
}

/** The network that a request comes from: an address, or an IPv6 /64. */
export function clientNetwork(headers: Headers): string {
  return networkOf(clientAddress(headers));
}

/**
 * Throws rate_limited once a network, an account or an address has asked too often; it is kept
 * only as a hash.
 */
export async function requireAllowance(what: Limited, whose: string): Promise<void> {
  const refusal = await consume(what, whose);
  if (refusal === null) return;
  const minutes = Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000));
  throw new AppError('rate_limited', words.refusals.tryAgainIn(minutes), {
    retryAfterS: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)),
  });
}

/** The same, for callers whose answer must not show that a limit is reached. */
export async function hasAllowance(what: Limited, whose: string): Promise<boolean> {
  return (await consume(what, whose)) === null;
}

async function consume(what: Limited, whose: string): Promise<RateLimiterRes | null> {
  const limiter = new RateLimiterPostgres({
    storeClient: databasePool(),
    tableName: 'RateLimit',
    tableCreated: true,
    // By itself each limiter would delete every five minutes for as long as the process lives.
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

/** Forgets counts whose time is over. */
export async function forgetLimits(db: Database, now: Date): Promise<number> {
  const { count } = await db.rateLimit.deleteMany({ where: { expire: { lt: now.getTime() } } });
  return count;
}
