/** Scores the week's papers for an author: with other constants, or more signals. */
import { betweenZeroAndOne } from '@/lib/search/query/fusion';
import type { Compared } from './compared';

export type Way = {
  /** Number of nearest own papers that a paper is compared with. */
  nearest: number;
  /** Weight of meaning; words have the rest. */
  share: number;
  halfLifeDays?: number;
  isWhole?: boolean;
};
/** Score of each paper of the week. */
export type Score = (compared: Compared) => readonly number[];

/** Scores as production does, with these constants. */
export function byText({ nearest, share, halfLifeDays, isWhole = false }: Way): Score {
  return ({ words, meaning, wholeMeaning, ageDays }) => {
    const weights = ageDays.map((age) => (halfLifeDays ? 2 ** (-age / halfLifeDays) : 1));
    const best = (rows: number[][]) => spread(rows.map((row) => meanOfBest(row, weights, nearest)));
    const wordScores = best(words);
    const meanings = best(isWhole ? wholeMeaning : meaning);
    return wordScores.map((score, at) => (1 - share) * score + share * (meanings[at] ?? 0));
  };
}

export function withMore(score: Score, more: Score, weight: number): Score {
  return (compared) => {
    const added = spread(more(compared));
    return score(compared).map((value, at) => value + weight * (added[at] ?? 0));
  };
}

function meanOfBest(row: readonly number[], weights: readonly number[], count: number): number {
  const best = row
    .map((value, at) => value * (weights[at] ?? 1))
    .sort((a, b) => b - a)
    .slice(0, count);
  return best.reduce((sum, value) => sum + value, 0) / best.length;
}

/** Ties share the better rank, because they add the same. */
function spread(scores: readonly number[]): number[] {
  const ranked = scores.map((score, at) => ({ id: String(at), score }));
  return betweenZeroAndOne(ranked).map(({ score }) => score);
}
