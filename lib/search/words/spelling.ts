/** Corrects a misspelled word to one of the vocabulary. */

export type KnownWord = { word: string; papers: number };

/** Shorter words have too many neighbours. */
export const SHORTEST_MISTYPED = 4;
const TWO_MISTAKES_FROM_CHARS = 7;

/** The nearest word within one or two edits; of equally near ones the most frequent. */
export function meantWord(typed: string, known: readonly KnownWord[]): string | null {
  const allowed = typed.length < TWO_MISTAKES_FROM_CHARS ? 1 : 2;
  const near = known
    .map(({ word, papers }) => ({ word, papers, mistakes: mistakesBetween(typed, word) }))
    .filter(({ mistakes }) => mistakes > 0 && mistakes <= allowed)
    .toSorted((a, b) => a.mistakes - b.mistakes || b.papers - a.papers);
  return near[0]?.word ?? null;
}

/** Letters to insert, delete, replace or swap with a neighbour (optimal string alignment). */
export function mistakesBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped && row > 1 && column > 1 ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? 0;
}
