/** Compares a vector with every other in plain code, for platforms without usearch. Pure. */

export type Found = { row: number; score: number };

/** The rows whose vectors are nearest by cosine, best first. */
export function nearestRows(values: Int8Array, vector: Int8Array, limit: number): Found[] {
  const dims = vector.length;
  const length = Math.hypot(...vector);
  const best: Found[] = [];
  for (let row = 0; row * dims < values.length; row += 1) {
    const score = cosineAt(values, vector, row * dims, length);
    if (best.length === limit && score <= (best.at(-1)?.score ?? 0)) continue;
    const after = best.findLastIndex((found) => found.score >= score);
    best.splice(after + 1, 0, { row, score });
    if (best.length > limit) best.pop();
  }
  return best;
}

function cosineAt(values: Int8Array, vector: Int8Array, start: number, length: number): number {
  let [dot, squares] = [0, 0];
  for (let at = 0; at < vector.length; at += 1) {
    const value = values[start + at] ?? 0;
    dot += value * (vector[at] ?? 0);
    squares += value * value;
  }
  return dot / (length * Math.sqrt(squares) || 1);
}
