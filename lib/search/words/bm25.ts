/**
 * Scores papers by a query's words with BM25F (Robertson and Zaragoza, "The Probabilistic Relevance
 * Framework: BM25 and Beyond", 2009, sections 3.4 to 3.6). Defines the constants; rank-queries.ts
 * has the same formula in SQL.
 *
 *   frequency = Σ over fields: weight · occurrences / (1 − b + b · length / average length)
 *   score     = Σ over terms: idf · (K1 + 1) · frequency / (K1 + frequency)
 *   idf       = ln(1 + (papers − papers with it + 0.5) / (papers with it + 0.5))
 */

/** Saturation of a repeated word. */
export const K1 = 1.2;

export type Field = 'title' | 'abstract' | 'authors';

/** Weight of a word in each field, and the effect (b) of the field's length. */
export const FIELDS: Record<Field, { weight: number; b: number }> = {
  title: { weight: 2, b: 0.5 },
  abstract: { weight: 1, b: 0.75 },
  authors: { weight: 0.8, b: 0.3 },
};

export type PerField = Record<Field, number>;

/**
 * Typical lengths in words, for impacts only: these are stored and must not change with the
 * archive. Scores use the true averages.
 */
const USUAL_LENGTHS: PerField = { title: 8, abstract: 110, authors: 12 };

/** Number of levels of impact: each is a posting list of its own. */
export const LEVELS = 16;
/** Limits beyond which few words fall: between them levels are equally wide. */
const IMPACT_RANGE = { from: 0.25, to: 0.92 };

export function idf(papers: number, papersWithIt: number): number {
  return Math.log(1 + (papers - papersWithIt + 0.5) / (papersWithIt + 0.5));
}

/** Occurrences weighted by field, the formula's frequency. */
function frequency(counts: PerField, lengths: PerField, averages: PerField): number {
  let sum = 0;
  for (const field of ['title', 'abstract', 'authors'] as const) {
    const { weight, b } = FIELDS[field];
    const relative = lengths[field] / Math.max(1, averages[field]);
    sum += (weight * counts[field]) / (1 - b + b * relative);
  }
  return sum;
}

/**
 * Maximum gain of a word for a paper's score, 0 to 15: by the number and field of its occurrences.
 */
export function levelOf(counts: PerField, lengths: PerField): number {
  const often = frequency(counts, lengths, USUAL_LENGTHS);
  const impact = often / (K1 + often);
  const { from, to } = IMPACT_RANGE;
  const level = Math.floor(((impact - from) / (to - from)) * LEVELS);
  return Math.min(LEVELS - 1, Math.max(0, level));
}

/** The least share of a word's maximum gain that a level means. */
export function impactOf(level: number): number {
  const { from, to } = IMPACT_RANGE;
  return from + ((to - from) * level) / LEVELS;
}
