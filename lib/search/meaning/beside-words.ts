/** Combines results by meaning with results by words. */
import { fuse, type Ranked } from '../query/fusion';
import type { Clause } from '../query/query-parser';

/** Reason why semantic search was skipped; null where it ran or wasn't needed. */
export type MeaningTrouble = 'off' | 'starting' | 'failed' | null;

/** A shorter query has no meaning to embed. */
const LEAST_LETTERS = 3;

/** The words of a query to embed; null without any. */
export function meaningOf(clauses: readonly Clause[]): string | null {
  const words = clauses
    .filter(({ kind, isNegated }) => !isNegated && (kind === 'word' || kind === 'phrase'))
    .map(({ value }) => value)
    .join(' ');
  return words.replace(/[^\p{L}]/gu, '').length >= LEAST_LETTERS ? words : null;
}

/** Whether papers must match a phrase, an author or a date, which only the word index can check. */
function isNarrowed(clauses: readonly Clause[]): boolean {
  return clauses.some(({ kind, isNegated }) => isNegated || kind !== 'word');
}

/** Number of results by meaning alone, for embedders without a known threshold of chance. */
const ADDED_UNKNOWN = 50;

type Found = {
  clauses: readonly Clause[];
  lexical: readonly Ranked[];
  dense: readonly Ranked[];
  /** Similarities below this are chance; null where the embedder's threshold is unknown. */
  leastLikeness: number | null;
};

/**
 * Merges both lists, best first. Results of a narrowed query come by words, and meaning only orders
 * them; otherwise a paper may lack all of the words.
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
