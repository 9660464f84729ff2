/** When a digest that could not be sent is tried again. */
import { backoffMs } from '@/lib/backoff';
const MINUTE_MS = 60_000;
const FIRST_RETRY_MS = 5 * MINUTE_MS;
/** The sixth failure comes about two and a half hours after the first; later it is old news. */
export const MAX_ATTEMPTS = 6;
/** Yesterday's paper: a digest that could not be sent for so long is given up, whoever's fault it is. */
export const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS;
/** A claim's time: longer than the slowest server, so that no second worker sends the same. */
export const LEASE_MS = 5 * MINUTE_MS;
/** While the server refuses everybody, at least this long. */
export const SERVER_PAUSE_MS = 30_000;

/**
 * When to try again after the given number of attempts, or null when it was the last. Doubling,
 * and between half and all of it at random (`random` in [0, 1)), so that a server that turned
 * thousands away doesn't meet them all at once.
 */
export function retryAt(attempts: number, now: Date, random: number): Date | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  const fullMs = backoffMs(attempts, { firstMs: FIRST_RETRY_MS });
  return new Date(now.getTime() + fullMs * (0.5 + random / 2));
}
