/** Ranks a pool for a reader: a paper's score is its standing plus the points of all its matches. */
import { followed, tidy } from './interests';
import { papersWithPhrase, type Pool } from './pool';
import type { Interests, Match, Personal } from './types';

/** The order of a pool for one set of interests. Typed arrays, because workers keep thousands. */
export type Ranked = {
  pool: Pool;
  /** Indexes in the pool, best score first. */
  order: Uint32Array;
  /** By index in the pool. */
  scores: Float64Array;
  /** The papers with a match, by index. */
  matched: ReadonlyMap<number, Matched>;
  /** Reasons already counted, because a subscription and an account may follow the same topic. */
  reasons: ReadonlySet<string>;
  /** Papers that the reader has acted on, by id. */
  known: ReadonlySet<string>;
};

type Matched = { points: number; strongest: Pick<Match, 'reason' | 'points'> };

/** Ranks a pool for all readers with these interests. */
export function rank(pool: Pool, interests: Interests): Ranked {
  const excluded = new Set(tidy(interests.wordsOut).flatMap((word) => withWord(pool, word)));
  const matches = followed(pool, interests);
  const matched = addMatches(new Map(), matches);
  const scores = Float64Array.from(
    pool.papers,
    ({ standing }, at) => standing + (matched.get(at)?.points ?? 0),
  );
  const order = [...pool.papers.keys()]
    .filter((at) => !excluded.has(at) && (pool.papers[at]!.isTrending || !interests.onlyTrending))
    .sort(byScore(scores));
  const reasons = new Set(matches.map(({ reason }) => reason));
  return { pool, order: Uint32Array.from(order), scores, matched, reasons, known: new Set() };
}

/** Adds one reader's own matches to a shared ranking. Moves only the papers with a match. */
export function rankFor(ranked: Ranked, { matches, known }: Personal): Ranked {
  const { pool } = ranked;
  const others = matches.filter(({ reason }) => !ranked.reasons.has(reason));
  const moved = addMatches(ranked.matched, others);
  if (moved.size === 0) return { ...ranked, known };
  const scores = ranked.scores.slice();
  for (const [at, { points }] of moved) scores[at] = pool.papers[at]!.standing + points;
  const matched = new Map([...ranked.matched, ...moved]);
  return { ...ranked, order: reordered(ranked.order, moved, scores), scores, matched, known };
}

function withWord(pool: Pool, word: string): number[] {
  const { inTitle, inAbstractOnly } = papersWithPhrase(pool, word);
  return [...inTitle, ...inAbstractOnly];
}

/** The papers of these matches, with all their points. Doesn't change `before`. */
function addMatches(
  before: ReadonlyMap<number, Matched>,
  matches: readonly Match[],
): Map<number, Matched> {
  const matched = new Map<number, Matched>();
  for (const match of matches) {
    for (const at of match.places) {
      const known = matched.get(at) ?? before.get(at);
      const isStronger = !known || match.points > known.strongest.points;
      matched.set(at, {
        points: (known?.points ?? 0) + match.points,
        strongest: isStronger ? match : known.strongest,
      });
    }
  }
  return matched;
}

/** Ties keep the pool's order. */
function byScore(scores: Float64Array): (one: number, other: number) => number {
  return (one, other) => scores[other]! - scores[one]! || one - other;
}

/** The order with some papers moved to their new scores. */
function reordered(
  order: Uint32Array,
  moved: ReadonlyMap<number, Matched>,
  scores: Float64Array,
): Uint32Array {
  const compare = byScore(scores);
  const movers = [...order].filter((at) => moved.has(at)).sort(compare);
  const merged = new Uint32Array(order.length);
  let next = 0;
  let end = 0;
  for (const at of order) {
    if (moved.has(at)) continue;
    while (next < movers.length && compare(movers[next]!, at) < 0) merged[end++] = movers[next++]!;
    merged[end++] = at;
  }
  while (next < movers.length) merged[end++] = movers[next++]!;
  return merged;
}
