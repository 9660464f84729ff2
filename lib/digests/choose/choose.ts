/**
 * Which papers a digest has: a rule that can be told, since every number in it has a name.
 *
 * A paper's score is its standing (pool.ts), from 0 down to -FURTHEST, plus INTEREST_POINTS for
 * each thing that the reader follows in it. Of the papers that may be sent, the best comes first,
 * then the best of what the chosen ones haven't said already, until there are enough.
 */
import type { Day } from '@/lib/calendar';
import { tidyInterests, type RankedInterests } from './interests';
import { likenessTo, papersByAuthor, papersWithPhrase, type Pool } from './pool';
import { followReason, generalReason } from './reasons';
import type { Choice, Personal } from '../types';

/** Above FURTHEST: an author or a word in the title outscores whatever isn't asked for. */
const INTEREST_POINTS = { author: 12, wordInTitle: 9, topic: 5, wordInAbstract: 3 } as const;
/**
 * What a paper loses that says nothing new: less than a topic is worth, so that one who follows a
 * single topic still gets mostly that.
 */
const SAMENESS_COST = 3;
/** Variety is sought among this many times the papers wanted, not at the bottom of the pool. */
const LOOK_AHEAD = 4;

/**
 * The pool in the order of one set of interests, without what those exclude. As numbers, since a
 * worker keeps thousands of these.
 */
export type Ranked = {
  pool: Pool;
  /** Places in the pool, best score first. */
  order: Uint32Array;
  /** By place in the pool. */
  scores: Float64Array;
  /** What is followed of a paper, by its place. */
  likes: ReadonlyMap<number, Like>;
  /** Reasons that count already: what both the mail and the account follow counts once. */
  reasons: ReadonlySet<string>;
};

/** Ranks a pool for all readers of these interests; depends on nothing but its arguments. */
export function rankFor(interests: RankedInterests, pool: Pool): Ranked {
  const wanted = tidyInterests(interests);
  const hidden = new Set(wanted.wordsOut.flatMap((word) => withWordAnywhere(pool, word)));
  const followed = followings(wanted, pool);
  const likes = likedPapers(followed);
  const scores = Float64Array.from(
    pool.papers,
    ({ standing }, at) => standing + (likes.get(at)?.points ?? 0),
  );
  const order = [...pool.papers.keys()]
    .filter((at) => !hidden.has(at) && (pool.papers[at]!.isTrending || !wanted.onlyTrending))
    .sort(byScore(scores));
  const reasons = new Set(followed.map(({ reason }) => reason));
  return { pool, order: Uint32Array.from(order), scores, likes, reasons };
}

/** Equal scores keep the pool's order. */
function byScore(scores: Float64Array): (one: number, other: number) => number {
  return (one, other) => scores[other]! - scores[one]! || one - other;
}

/** The ranking for one reader, who has papers of their own besides. Moves only those. */
export function withPersonal(ranked: Ranked, personal: readonly Personal[]): Ranked {
  const { pool, reasons } = ranked;
  const besides = personal
    .filter(({ reason }) => !reasons.has(reason))
    .map(({ reason, points, paperIds }) => ({
      reason,
      points,
      papers: paperIds.flatMap((id) => pool.placeOf.get(id) ?? []),
    }));
  const moved = likedPapers(besides, ranked.likes);
  if (moved.size === 0) return ranked;
  const scores = ranked.scores.slice();
  for (const [at, { points }] of moved) scores[at] = pool.papers[at]!.standing + points;
  const likes = new Map([...ranked.likes, ...moved]);
  return { ...ranked, order: reordered(ranked.order, moved, scores), scores, likes };
}

/** The order with some places moved to where their new scores put them. */
function reordered(
  order: Uint32Array,
  moved: ReadonlyMap<number, Like>,
  scores: Float64Array,
): Uint32Array {
  const before = byScore(scores);
  const movers = [...order].filter((at) => moved.has(at)).sort(before);
  const merged = new Uint32Array(order.length);
  let next = 0;
  let end = 0;
  for (const at of order) {
    if (moved.has(at)) continue;
    while (next < movers.length && before(movers[next]!, at) < 0) merged[end++] = movers[next++]!;
    merged[end++] = at;
  }
  while (next < movers.length) merged[end++] = movers[next++]!;
  return merged;
}

function withWordAnywhere(pool: Pool, word: string): number[] {
  const { inTitle, inAbstractOnly } = papersWithPhrase(pool, word);
  return [...inTitle, ...inAbstractOnly];
}

/** Something followed, as a reason, and the papers that have it. */
type Following = { reason: string; points: number; papers: readonly number[] };
type Like = { points: number; strongest: Pick<Following, 'reason' | 'points'> };

/** The papers that have what is followed, with what is known of them already. */
function likedPapers(
  followed: readonly Following[],
  known: ReadonlyMap<number, Like> = new Map(),
): Map<number, Like> {
  const liked = new Map<number, Like>();
  for (const following of followed) {
    for (const at of following.papers) {
      const like = liked.get(at) ?? known.get(at);
      const isStronger = !like || following.points > like.strongest.points;
      liked.set(at, {
        points: (like?.points ?? 0) + following.points,
        strongest: isStronger ? following : like.strongest,
      });
    }
  }
  return liked;
}

function followings({ authors, topics, wordsIn }: RankedInterests, pool: Pool): Following[] {
  const { author, wordInTitle, topic, wordInAbstract } = INTEREST_POINTS;
  return [
    ...authors.map((name) => ({
      reason: followReason(name),
      points: author,
      papers: papersByAuthor(pool, name),
    })),
    ...topics.map((slug) => ({
      reason: followReason(topicInSentence(pool.topicNames.get(slug) ?? slug)),
      points: topic,
      papers: pool.byTopic.get(slug) ?? [],
    })),
    ...wordsIn.flatMap((term) => {
      const { inTitle, inAbstractOnly } = papersWithPhrase(pool, term);
      const reason = followReason(term);
      return [
        { reason, points: wordInTitle, papers: inTitle },
        { reason, points: wordInAbstract, papers: inAbstractOnly },
      ];
    }),
  ];
}

/** What an account follows, as papers of the pool for its reader alone. */
export function followedByAccount(
  pool: Pool,
  { topics, authors }: Pick<RankedInterests, 'topics' | 'authors'>,
): Personal[] {
  const interests = { topics, authors, wordsIn: [], wordsOut: [], onlyTrending: false };
  return followings(tidyInterests(interests), pool)
    .filter(({ papers }) => papers.length > 0)
    .map(({ reason, points, papers }) => ({
      reason,
      points,
      paperIds: papers.map((at) => pool.papers[at]!.candidate.id),
    }));
}

/** Names of topics begin with a capital, except within a sentence; 3D and LLMs keep theirs. */
function topicInSentence(name: string): string {
  return name.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

export type Picking = {
  delivered: ReadonlySet<string>;
  maxPapers: number;
  /** The day of the reader's last digest: what was listed before it and isn't followed is no news. */
  since?: Day | null;
};

/** The papers of one reader's digest, in its order; none where nothing is worth saying. */
export function pick(ranked: Ranked, picking: Picking): Choice[] {
  const { pool, scores, likes } = ranked;
  const open = shortlist(ranked, picking).map((at) => ({ at, score: scores[at]!, unsaid: 1 }));
  const chosen: Choice[] = [];
  while (chosen.length < picking.maxPapers && open.length > 0) {
    const [{ at }] = open.splice(indexOfBest(open), 1) as [Open];
    const paper = pool.papers[at]!;
    chosen.push({
      paper: paper.candidate,
      reason: likes.get(at)?.strongest.reason ?? generalReason(paper, pool.day),
    });
    const alike = likenessTo(pool, at);
    for (const other of open) other.unsaid *= 1 - alike[other.at]!;
  }
  return chosen;
}

/** A paper that may still be chosen; `unsaid` is how much of it the chosen ones leave to say. */
type Open = { at: number; score: number; unsaid: number };

function shortlist({ pool, order, likes }: Ranked, picking: Picking): number[] {
  const { delivered, maxPapers, since } = picking;
  const open: number[] = [];
  for (const at of order) {
    if (open.length >= maxPapers * LOOK_AHEAD) break;
    const { candidate, isTrending } = pool.papers[at]!;
    const isNews = !since || candidate.listedOn >= since || isTrending || likes.has(at);
    if (isNews && !delivered.has(candidate.id)) open.push(at);
  }
  return open;
}

function indexOfBest(open: readonly Open[]): number {
  let [best, bestWorth] = [0, -Infinity];
  open.forEach(({ score, unsaid }, index) => {
    const worth = score - SAMENESS_COST * (1 - unsaid);
    if (worth > bestWorth) [best, bestWorth] = [index, worth];
  });
  return best;
}
