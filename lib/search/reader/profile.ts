/**
 * Papers for one reader, from what the reader liked: ranked by how near they are to the nearest of
 * those, then varied, with now and then something else. Pure; each paper comes with its reason.
 */
import { indexCandidates, likenessRow, rankByLikeness, type Relevance } from './likeness';
import { cosine } from '../meaning/vectors/vector';

export type DescribedPaper = {
  id: string;
  /** Null where no embedder has read it. */
  vector: Int8Array | null;
  /** Terms with their tf-idf, as a vector of length 1. */
  terms: ReadonlyMap<string, number>;
};

/** How much a paper's own worth counts against its likeness to those above it. */
const WORTH_SHARE = 0.75;
/** So many of the best are varied; the rest is nobody's first page. */
const VARIED = 200;
/** Every so many places one paper that is unlike what was liked, but stands well with everyone. */
const EXPLORED_EVERY = 8;

export type Profile = {
  liked: readonly DescribedPaper[];
  /** "Less of this". */
  disliked?: readonly DescribedPaper[];
};
/** Every candidate, best first. */
export function rankForProfile(
  { liked, disliked = [] }: Profile,
  candidates: readonly DescribedPaper[],
): Relevance[] {
  const index = indexCandidates(candidates);
  const rowsOf = (papers: readonly DescribedPaper[]) =>
    papers.map((paper) => likenessRow(paper, index));
  return rankByLikeness({ liked: rowsOf(liked), disliked: rowsOf(disliked) }, index.ids, {});
}

/** Cosine of their vectors; 0 where one has none. */
export function meaningLikeness(one: DescribedPaper, other: DescribedPaper): number {
  return one.vector && other.vector ? cosine(one.vector, other.vector) : 0;
}

/** Cosine of their terms. */
export function wordLikeness(one: DescribedPaper, other: DescribedPaper): number {
  const [few, many] = one.terms.size < other.terms.size ? [one, other] : [other, one];
  let product = 0;
  for (const [term, weight] of few.terms) product += weight * (many.terms.get(term) ?? 0);
  return product;
}

/** Counts of terms as their tf-idf, at length 1. */
export function describeTerms(
  counts: ReadonlyMap<string, number>,
  idfOf: (term: string) => number,
): Map<string, number> {
  const weights = [...counts].map(
    ([term, count]) => [term, termWeight(count, idfOf(term))] as const,
  );
  const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return new Map(weights.map(([term, weight]) => [term, weight / length]));
}

/** A word that is said ten times tells not ten times as much. */
function termWeight(count: number, idf: number): number {
  return (1 + Math.log(count)) * idf;
}

export type Suggestion = {
  id: string;
  reason: { kind: 'like'; nearest: string } | { kind: 'else' };
};
export type Candidate = DescribedPaper & {
  /** What it is worth to everyone, such as its trending mass. */
  standing: number;
};

/**
 * The first `limit` papers for a reader: each as good as it can be and unlike those above it
 * (maximal marginal relevance; Carbonell and Goldstein, 1998), and every EXPLORED_EVERY-th one from
 * outside.
 */
export function suggestPapers(
  profile: Profile,
  candidates: readonly Candidate[],
  limit: number,
): Suggestion[] {
  const ranked = rankForProfile(profile, candidates);
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const varied = vary(ranked.slice(0, VARIED), byId);
  const outside = ranked
    .slice(Math.max(VARIED, Math.ceil(ranked.length / 2)))
    .map(({ id }) => id)
    .toSorted((one, other) => standingOf(byId, other) - standingOf(byId, one));
  const suggestions: Suggestion[] = [];
  while (suggestions.length < limit && (varied.length > 0 || outside.length > 0)) {
    const isOutsideNow = (suggestions.length + 1) % EXPLORED_EVERY === 0 || varied.length === 0;
    const explored = isOutsideNow ? outside.shift() : undefined;
    const next = explored === undefined ? varied.shift() : undefined;
    if (explored !== undefined) suggestions.push({ id: explored, reason: { kind: 'else' } });
    else if (next) {
      suggestions.push({ id: next.id, reason: { kind: 'like', nearest: next.nearest } });
    } else break;
  }
  return suggestions;
}

function standingOf(byId: ReadonlyMap<string, Candidate>, id: string): number {
  return byId.get(id)?.standing ?? Number.NEGATIVE_INFINITY;
}

function vary(ranked: readonly Relevance[], byId: ReadonlyMap<string, Candidate>): Relevance[] {
  const left = ranked.map((relevance) => ({ relevance, likeness: 0 }));
  const chosen: Relevance[] = [];
  while (left.length > 0) {
    const worthOf = ({ relevance, likeness }: (typeof left)[number]) =>
      WORTH_SHARE * relevance.score - (1 - WORTH_SHARE) * likeness;
    const best = left.reduce((one, other) => (worthOf(other) > worthOf(one) ? other : one));
    left.splice(left.indexOf(best), 1);
    chosen.push(best.relevance);
    const paper = byId.get(best.relevance.id);
    for (const other of left) {
      const compared = byId.get(other.relevance.id);
      if (!paper || !compared) continue;
      const alike = (wordLikeness(paper, compared) + meaningLikeness(paper, compared)) / 2;
      other.likeness = Math.max(other.likeness, alike);
    }
  }
  return chosen;
}
