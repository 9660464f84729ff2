/** Schedules retries of digests that could not be sent. Pure. */
import { backoffMs } from '@/lib/backoff';
const MINUTE_MS = 60_000;
const FIRST_RETRY_MS = 5 * MINUTE_MS;
/** The sixth failure comes about two and a half hours after the first; later the news is old. */
export const MAX_ATTEMPTS = 6;
/** Gives up on a digest after a day, whatever the reason. */
export const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS;
/** A lease's time: longer than the slowest server, so that no second worker sends the same mail. */
export const LEASE_MS = 5 * MINUTE_MS;
/** Minimum pause while the server refuses everything. */
export const SERVER_PAUSE_MS = 30_000;

/**
 * The time of the next try after the given number of attempts, or null after the last. Doubles,
 * with random jitter between half and all (`random` in [0, 1)), so that retries to a server that
 * rejected thousands don't coincide.
 */
export function retryAt(attempts: number, now: Date, random: number): Date | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  const fullMs = backoffMs(attempts, { firstMs: FIRST_RETRY_MS });
  return new Date(now.getTime() + fullMs * (0.5 + random / 2));
}
