/** What is found by meaning beside what is found by words: what to ask, and what of it to show. */
import { fuse, type Ranked } from '../query/fusion';
import type { Clause } from '../query/query-parser';

/** Why papers were not looked for by meaning; null where they were, or where there was no reason to. */
export type MeaningTrouble = 'off' | 'starting' | 'failed' | null;

/** Fewer letters mean nothing. */
const LEAST_LETTERS = 3;

/** The words of a query, of which the meaning is asked; null where there is none. */
export function meaningOf(clauses: readonly Clause[]): string | null {
  const words = clauses
    .filter(({ kind, isNegated }) => !isNegated && (kind === 'word' || kind === 'phrase'))
    .map(({ value }) => value)
    .join(' ');
  return words.replace(/[^\p{L}]/gu, '').length >= LEAST_LETTERS ? words : null;
}

/** Whether papers must have something that only words can tell: a phrase, an author, a date. */
function isNarrowed(clauses: readonly Clause[]): boolean {
  return clauses.some(({ kind, isNegated }) => isNegated || kind !== 'word');
}

/** Of what lacks the words, so many are worth a look where nobody knows when likeness is chance. */
const ADDED_UNKNOWN = 50;

type Found = {
  clauses: readonly Clause[];
  lexical: readonly Ranked[];
  dense: readonly Ranked[];
  /** Less like the query is chance; null where that isn't known of the embedder. */
  leastLikeness: number | null;
};

/**
 * One list, best first. A narrowed query's papers come by words, and meaning only orders them;
 * otherwise a paper may have none of the words.
 */
export function joinMeaning({ clauses, lexical, dense, leastLikeness }: Found): Ranked[] {
  const byWords = new Set(lexical.map(({ id }) => id));
  const isAdded = ({ id, score }: Ranked, at: number) => {
    if (byWords.has(id) || isNarrowed(clauses)) return false;
    if (leastLikeness === null) return byWords.size > 0 && at < ADDED_UNKNOWN;
    return score >= leastLikeness;
  };
  const added = new Set(dense.filter(isAdded).map(({ id }) => id));
  const fused = fuse(lexical, dense).filter(({ id }) => byWords.has(id) || added.has(id));
  const known = new Set(fused.map(({ id }) => id));
  return [...fused, ...lexical.filter(({ id }) => !known.has(id))];
}
