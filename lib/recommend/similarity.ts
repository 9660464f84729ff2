/**
 * The similarity of candidates to papers that a reader liked, by words and meaning. Compares each
 * paper with all candidates once; all readers who marked it share its row of numbers. Pure.
 */
import { cosine } from '@/lib/search/meaning/vectors/vector';

/**
 * Number of liked papers, the nearest ones, whose mean a candidate is compared with: readers have
 * several interests, and the mean of all papers matches none of them. The best number by
 * `bench:discovery`.
 */
export const NEAREST = 2;
/** The share of meaning; words have the rest. Both are scaled to 0 to 1 over the candidates. */
export const DENSE_SHARE = 0.5;
/** Penalty for the candidate nearest to a dismissed paper. */
const DISLIKE_WEIGHT = 0.5;
/** Sums of the same numbers in another order differ by less. */
const ROUNDING = 1e-9;

export type DescribedPaper = {
  id: string;
  /** Null for a paper that isn't embedded. */
  vector: Int8Array | null;
  /** Terms with their tf-idf, as a vector of length 1. */
  terms: ReadonlyMap<string, number>;
};

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

/** Grows slowly, because the tenth repetition of a word adds little. */
function termWeight(count: number, idf: number): number {
  return (1 + Math.log(count)) * idf;
}

export type SimilarityIndex = {
  ids: readonly string[];
  vectors: readonly (Int8Array | null)[];
  /** By term, the indexes of the candidates with the term and its weight there. */
  postings: ReadonlyMap<string, { places: number[]; weights: number[] }>;
};

export function indexCandidates(candidates: readonly DescribedPaper[]): SimilarityIndex {
  const postings = new Map<string, { places: number[]; weights: number[] }>();
  candidates.forEach(({ terms }, at) => {
    for (const [term, weight] of terms) {
      const posting = postings.get(term) ?? { places: [], weights: [] };
      posting.places.push(at);
      posting.weights.push(weight);
      postings.set(term, posting);
    }
  });
  return {
    ids: candidates.map(({ id }) => id),
    vectors: candidates.map(({ vector }) => vector),
    postings,
  };
}

/** A paper's similarity to each candidate, by the candidate's index. */
export type SimilarityRow = { id: string; words: Float64Array; meaning: Float64Array };

export function similarityRow(
  { id, terms, vector }: DescribedPaper,
  { ids, vectors, postings }: SimilarityIndex,
): SimilarityRow {
  const words = new Float64Array(ids.length);
  for (const [term, weight] of terms) {
    const posting = postings.get(term);
    posting?.places.forEach((at, index) => {
      words[at]! += weight * posting.weights[index]!;
    });
  }
  const meaning = Float64Array.from(vectors, (other) =>
    vector && other ? cosine(vector, other) : 0,
  );
  return { id, words, meaning };
}

export type Marks<T> = { liked: readonly T[]; disliked: readonly T[] };

/** A candidate, its score, and the id of the liked paper that it is most similar to. */
export type Similar = { id: string; score: number; nearest: string };

/** The `limit` best of the candidates for which `isOpen` is true; none without a liked paper. */
export function rankBySimilarity(
  { liked, disliked }: Marks<SimilarityRow>,
  ids: readonly string[],
  { limit = Infinity, isOpen = () => true }: { limit?: number; isOpen?: (id: string) => boolean },
): Similar[] {
  if (liked.length === 0) return [];
  const places = [...ids.keys()].filter((at) => isOpen(ids[at]!));
  const gains = scoresOf(liked, places);
  const losses = disliked.length > 0 ? scoresOf(disliked, places) : null;
  return places
    .map((at, index) => ({
      at,
      score: gains[index]! - DISLIKE_WEIGHT * (losses?.[index] ?? 0),
    }))
    .sort((one, other) => other.score - one.score || (ids[one.at]! < ids[other.at]! ? -1 : 1))
    .slice(0, limit)
    .map(({ at, score }) => ({ id: ids[at]!, score, nearest: nearestOf(liked, at) }));
}

/** From 0, the least similar of these, to 1. */
function scoresOf(rows: readonly SimilarityRow[], places: readonly number[]): Float64Array {
  const words = scaled(bestMeans(rows, places, ({ words: each }) => each));
  const meaning = scaled(bestMeans(rows, places, ({ meaning: each }) => each));
  return words.map((score, index) => (1 - DENSE_SHARE) * score + DENSE_SHARE * meaning[index]!);
}

/** The mean of the NEAREST greatest numbers of each candidate. */
function bestMeans(
  rows: readonly SimilarityRow[],
  places: readonly number[],
  numbersOf: (row: SimilarityRow) => Float64Array,
): Float64Array {
  const numbers = rows.map(numbersOf);
  const count = Math.min(NEAREST, rows.length);
  const best = new Float64Array(count);
  return Float64Array.from(places, (at) => {
    best.fill(-Infinity);
    for (const each of numbers) insertGreatest(best, each[at]!);
    let sum = 0;
    for (const value of best) sum += value;
    return sum / count;
  });
}

/** Keeps the greatest values in descending order. */
function insertGreatest(best: Float64Array, value: number): void {
  let at = best.length - 1;
  if (value <= best[at]!) return;
  for (; at > 0 && best[at - 1]! < value; at -= 1) best[at] = best[at - 1]!;
  best[at] = value;
}

/** Scales linearly to 0 to 1. Equal numbers are all 1. */
function scaled(values: Float64Array): Float64Array {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (most - least < ROUNDING) return values.fill(1);
  return values.map((value) => (value - least) / (most - least));
}

function nearestOf(liked: readonly SimilarityRow[], at: number): string {
  let [nearest, greatest] = ['', -Infinity];
  for (const { id, words, meaning } of liked) {
    const both = words[at]! + meaning[at]!;
    if (both > greatest) [nearest, greatest] = [id, both];
  }
  return nearest;
}

/** All candidates for a reader who marked these papers, best first. */
export function rankForMarks(
  { liked, disliked = [] }: Partial<Marks<DescribedPaper>> & { liked: readonly DescribedPaper[] },
  candidates: readonly DescribedPaper[],
): Similar[] {
  const index = indexCandidates(candidates);
  const rowsOf = (papers: readonly DescribedPaper[]) =>
    papers.map((paper) => similarityRow(paper, index));
  return rankBySimilarity({ liked: rowsOf(liked), disliked: rowsOf(disliked) }, index.ids, {});
}
