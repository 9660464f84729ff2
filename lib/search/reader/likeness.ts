/**
 * How alike papers are to a fixed list of candidates. Each paper is compared with all candidates
 * once; every reader who liked it then shares its row of numbers. Pure.
 */
import type { DescribedPaper } from './profile';
import { cosine } from '../meaning/vectors/vector';

/** Compared with the mean of so many: people have several interests, whose mean is none of them. */
export const NEAREST = 2;
/** Words and meaning count alike, each scaled to 0 to 1 over the candidates. */
export const DENSE_SHARE = 0.5;
/** What "less of this" takes away from a paper that is as near to it as any candidate. */
const DISLIKE_WEIGHT = 0.5;

export type CandidateIndex = {
  ids: readonly string[];
  vectors: readonly (Int8Array | null)[];
  /** By term, the candidates that have it and its weight there. */
  postings: ReadonlyMap<string, { places: number[]; weights: number[] }>;
};

export function indexCandidates(candidates: readonly DescribedPaper[]): CandidateIndex {
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

/** A paper's likeness to each candidate, by the candidate's place. */
export type LikenessRow = { id: string; words: Float64Array; meaning: Float64Array };

export function likenessRow(
  { id, terms, vector }: DescribedPaper,
  { ids, vectors, postings }: CandidateIndex,
): LikenessRow {
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

export type Likings = { liked: readonly LikenessRow[]; disliked: readonly LikenessRow[] };

/** `nearest` is the id of the liked paper that the candidate is nearest to. */
export type Relevance = { id: string; score: number; nearest: string };

/** The `limit` best of the candidates for which `isOpen` is true. None where nothing was liked. */
export function rankByLikeness(
  { liked, disliked }: Likings,
  ids: readonly string[],
  { limit = Infinity, isOpen = () => true }: { limit?: number; isOpen?: (id: string) => boolean },
): Relevance[] {
  if (liked.length === 0) return [];
  const places = [...ids.keys()].filter((at) => isOpen(ids[at]!));
  const likes = scoresOf(liked, places);
  const dislikes = disliked.length > 0 ? scoresOf(disliked, places) : null;
  return places
    .map((at, index) => ({
      at,
      score: likes[index]! - DISLIKE_WEIGHT * (dislikes?.[index] ?? 0),
    }))
    .sort((one, other) => other.score - one.score || (ids[one.at]! < ids[other.at]! ? -1 : 1))
    .slice(0, limit)
    .map(({ at, score }) => ({ id: ids[at]!, score, nearest: nearestOf(liked, at) }));
}

/** From 0, the least alike of these places, to 1. */
function scoresOf(rows: readonly LikenessRow[], places: readonly number[]): Float64Array {
  const words = scaled(bestMeans(rows, places, ({ words: each }) => each));
  const meaning = scaled(bestMeans(rows, places, ({ meaning: each }) => each));
  return words.map((score, index) => (1 - DENSE_SHARE) * score + DENSE_SHARE * meaning[index]!);
}

/** The mean of the NEAREST greatest numbers of each place. */
function bestMeans(
  rows: readonly LikenessRow[],
  places: readonly number[],
  numbersOf: (row: LikenessRow) => Float64Array,
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

/** Sums of the same numbers in another order differ by less than this. */
const ROUNDING = 1e-9;

/** Linearly to 0 to 1. Equal numbers are all 1, because none of them is the worst. */
function scaled(values: Float64Array): Float64Array {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (most - least < ROUNDING) return values.fill(1);
  return values.map((value) => (value - least) / (most - least));
}

function nearestOf(liked: readonly LikenessRow[], at: number): string {
  let [nearest, greatest] = ['', -Infinity];
  for (const { id, words, meaning } of liked) {
    const both = words[at]! + meaning[at]!;
    if (both > greatest) [nearest, greatest] = [id, both];
  }
  return nearest;
}
