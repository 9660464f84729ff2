/** Dates the votes and stars that another site gained between two of our reads. */

const DAY_MS = 86_400_000;

/**
 * When gained votes count as cast. Votes come mostly on a paper's first day, and a read may
 * come months later (a backfill), so a gain is dated at the read, but never more than a day
 * after counting began: at the last read, or at the listing.
 */
export function gainedAt(times: { listedAt: Date; lastReadAt: Date | null; readAt: Date }): Date {
  const { listedAt, lastReadAt, readAt } = times;
  const since = lastReadAt && lastReadAt > listedAt ? lastReadAt : listedAt;
  return new Date(Math.min(readAt.getTime(), since.getTime() + DAY_MS));
}

/** What was gained since the greatest count read; a count that fell and rises again gains nothing. */
export function gained(most: number | null, read: number | null): number {
  return Math.max(0, (read ?? 0) - (most ?? 0));
}
