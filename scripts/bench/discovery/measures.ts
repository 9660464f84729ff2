/** Metrics of a ranking against relevance judgements. */

type Relevance = ReadonlyMap<string, number>;

/** Normalised discounted cumulative gain of the first `depth`; null where nothing is relevant. */
export function ndcg(ranked: readonly string[], relevant: Relevance, depth: number): number | null {
  const best = [...relevant.values()].toSorted((a, b) => b - a);
  const ideal = discounted(best.slice(0, depth));
  if (ideal === 0) return null;
  return discounted(ranked.slice(0, depth).map((id) => relevant.get(id) ?? 0)) / ideal;
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}

/** Reciprocal rank of the first relevant result; 0 without one. */
export function reciprocalRank(ranked: readonly string[], relevant: Relevance): number {
  const at = ranked.findIndex((id) => (relevant.get(id) ?? 0) > 0);
  return at < 0 ? 0 : 1 / (at + 1);
}

export function isFirst(ranked: readonly string[], relevant: Relevance): number {
  return (relevant.get(ranked[0] ?? '') ?? 0) > 0 ? 1 : 0;
}

export function mean(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
