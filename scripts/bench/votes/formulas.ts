/** Ranking formulas that other sites publish; none publishes its weights of votes. */

export type Standing = { id: string; votes: number; listedMs: number };
/** Higher ranks first. */
export type Formula = (standing: Standing, nowMs: number) => number;

const HOUR_MS = 3_600_000;
const HN_GRAVITY = 1.8;
const REDDIT_SECONDS_A_DIGIT = 45_000;
const LOBSTERS_WINDOW_S = 22 * 3_600;
const LEMMY_GRAVITY = 1.8;

/** Adds the submitter's own vote, which each site counts and `votes` excludes. */
export const FORMULAS = {
  /** news.arc: (points − 1) / (hours + 2)^1.8; penalties are not published. */
  hacker_news: ({ votes, listedMs }, nowMs) =>
    votes / (hoursSince(listedMs, nowMs) + 2) ** HN_GRAVITY,
  /** reddit's r2/_sorts.pyx: log10(max(|score|, 1)) + seconds / 45000. */
  reddit: ({ votes, listedMs }) =>
    Math.log10(Math.max(votes + 1, 1)) + listedMs / 1_000 / REDDIT_SECONDS_A_DIGIT,
  /** lobsters' Story#calculated_hotness: log10(score + 1) + seconds / 22 h, no tag or comment bonus. */
  lobsters: ({ votes, listedMs }) => Math.log10(votes + 2) + listedMs / 1_000 / LOBSTERS_WINDOW_S,
  /** lemmy's documentation: log10(max(1, 3 + score)) / (hours + 2)^1.8. */
  lemmy: ({ votes, listedMs }, nowMs) =>
    Math.log10(Math.max(1, 3 + votes + 1)) / (hoursSince(listedMs, nowMs) + 2) ** LEMMY_GRAVITY,
} satisfies Record<string, Formula>;

function hoursSince(thenMs: number, nowMs: number): number {
  return Math.max(0, nowMs - thenMs) / HOUR_MS;
}

/** A paper's place, from 1, in a formula's order; ties sort by time of listing. */
export function placeOf(
  id: string,
  standings: readonly Standing[],
  score: (standing: Standing) => number,
): number {
  const own = standings.find((standing) => standing.id === id);
  if (!own) throw new Error(`${id} is not among the papers.`);
  const ownScore = score(own);
  const isAhead = (other: Standing) =>
    score(other) > ownScore || (score(other) === ownScore && other.listedMs < own.listedMs);
  return 1 + standings.filter(isAhead).length;
}
