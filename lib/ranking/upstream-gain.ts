/** Dates the votes and stars that another site gained between two readings. */

const DAY_MS = 86_400_000;

/**
 * Date of gained votes. Most votes come on a paper's first day, and a reading may come months later
 * (a backfill), so a gain is dated at the reading, but at most a day after counting began: at the
 * last reading, or at the listing.
 */
export function gainedAt(times: { listedAt: Date; lastReadAt: Date | null; readAt: Date }): Date {
  const { listedAt, lastReadAt, readAt } = times;
  const since = lastReadAt && lastReadAt > listedAt ? lastReadAt : listedAt;
  return new Date(Math.min(readAt.getTime(), since.getTime() + DAY_MS));
}

/** The gain over the greatest earlier count; a count that falls and rises again gains nothing. */
export function gained(most: number | null, read: number | null): number {
  return Math.max(0, (read ?? 0) - (most ?? 0));
}
