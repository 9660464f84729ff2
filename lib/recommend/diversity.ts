/** Chooses the first papers of a ranking so that each one adds something new. Pure. */
import type { Day } from '@/lib/calendar';
import type { Pool, PoolPaper } from './pool';
import type { Ranked } from './ranking';
import { generalReason } from './reasons';
import type { Choice } from './types';

/**
 * The points that a paper loses if the chosen papers cover all of it: less than a topic gains, so
 * that a reader who follows a single topic still gets mostly that topic.
 */
const SAMENESS_COST = 3;
/**
 * Limits how far down a paper may come from, so that it never replaces the best one. The limit
 * depends on the place alone, so that a list of eight begins like a list of thirty.
 */
const LEAST_REACH = 40;
const REACH_PER_PLACE = 4;
/** Each eighth place is for a paper with a good standing and no match, against a narrow list. */
const EXPLORED_EVERY = 8;

export type Choosing = {
  /** Ids of papers already sent to the reader. */
  delivered: ReadonlySet<string>;
  maxPapers: number;
  /** The day of the reader's last digest: older papers need a match or a trend. */
  since?: Day | null;
};

/** The first papers for one reader, in order; the first ten don't depend on `maxPapers`. */
export function choose(ranked: Ranked, choosing: Choosing): Choice[] {
  const { pool, scores } = ranked;
  const { maxPapers } = choosing;
  const open = shortlist(ranked, choosing).map((at) => ({ at, score: scores[at]!, uncovered: 1 }));
  const chosen = new Set<number>();
  while (chosen.size < maxPapers) {
    const isExploring = ranked.matched.size > 0 && (chosen.size + 1) % EXPLORED_EVERY === 0;
    const explored = isExploring ? findUnmatched(ranked, choosing, chosen) : undefined;
    const at = explored ?? bestOf(open, reachOf(chosen.size) - chosen.size);
    if (at === undefined) break;
    chosen.add(at);
    const index = open.findIndex((paper) => paper.at === at);
    if (index >= 0) open.splice(index, 1);
    const sameness = samenessTo(pool, at);
    for (const paper of open) paper.uncovered *= 1 - sameness[paper.at]!;
  }
  return [...chosen].map((at) => choiceAt(ranked, at));
}

function choiceAt({ pool, matched }: Ranked, at: number): Choice {
  const paper = pool.papers[at]!;
  const reason = matched.get(at)?.strongest.reason ?? generalReason(paper, pool.day);
  return { paper: paper.candidate, reason };
}

/**
 * A paper that may still be chosen; `uncovered` is the share that the chosen papers don't cover.
 */
type Open = { at: number; score: number; uncovered: number };

/** Number of papers, from the best one on, that a place may choose from. */
function reachOf(place: number): number {
  return Math.max(LEAST_REACH, REACH_PER_PLACE * (place + 1));
}

function shortlist(ranked: Ranked, choosing: Choosing): number[] {
  const most = reachOf(choosing.maxPapers - 1);
  const places: number[] = [];
  for (const at of ranked.order) {
    if (places.length >= most) break;
    if (isEligible(ranked, choosing, at)) places.push(at);
  }
  return places;
}

function isEligible({ pool, matched, known }: Ranked, choosing: Choosing, at: number): boolean {
  const { delivered, since } = choosing;
  const { candidate, isTrending } = pool.papers[at]!;
  const isNews = !since || candidate.listedOn >= since || isTrending || matched.has(at);
  return isNews && !delivered.has(candidate.id) && !known.has(candidate.id);
}

/** The paper with the best standing among those without a match. */
function findUnmatched(
  ranked: Ranked,
  choosing: Choosing,
  chosen: ReadonlySet<number>,
): number | undefined {
  return ranked.order.find(
    (at) => !ranked.matched.has(at) && !chosen.has(at) && isEligible(ranked, choosing, at),
  );
}

/** The best of the first `count`. */
function bestOf(open: readonly Open[], count: number): number | undefined {
  let best: number | undefined;
  let bestWorth = -Infinity;
  for (let index = 0; index < Math.min(count, open.length); index += 1) {
    const { at, score, uncovered } = open[index]!;
    const worth = score - SAMENESS_COST * (1 - uncovered);
    if (worth > bestWorth) [best, bestWorth] = [at, worth];
  }
  return best;
}

/**
 * The similarity of a paper to each paper of the pool, from 0 to 1: shared topics among the topics
 * of either, and shared significant words among those of the shorter title, half each.
 */
export function samenessTo(pool: Pool, at: number): Float64Array {
  const known = pool.sameness.get(at);
  if (known) return known;
  const paper = pool.papers[at]!;
  const row = Float64Array.from(pool.papers, (other) => sameness(paper, other));
  pool.sameness.set(at, row);
  return row;
}

function sameness(one: PoolPaper, other: PoolPaper): number {
  const [topics, otherTopics] = [one.candidate.topics, other.candidate.topics];
  const shared = topics.filter((topic) => otherTopics.includes(topic)).length;
  const either = topics.length + otherTopics.length - shared;
  const fewer = Math.min(one.tellingWords.size, other.tellingWords.size);
  let words = 0;
  for (const word of one.tellingWords) if (other.tellingWords.has(word)) words += 1;
  return (shared / Math.max(1, either) + words / Math.max(1, fewer)) / 2;
}
