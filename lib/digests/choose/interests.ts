/** When two readers want the same: interests in one spelling and order, and a key for them. */
import type { Interests } from '../types';

/** What a ranking depends on; how many papers are picked from it is each reader's own. */
export type RankedInterests = Omit<Interests, 'maxPapers'>;

/** Trimmed, each once, in an order that doesn't depend on when it was added. */
export function tidyInterests(interests: RankedInterests): RankedInterests {
  return {
    topics: tidyTerms(interests.topics),
    authors: tidyTerms(interests.authors),
    wordsIn: tidyTerms(interests.wordsIn),
    wordsOut: tidyTerms(interests.wordsOut),
    onlyTrending: interests.onlyTrending,
  };
}

/** Equal for readers whose rankings are equal, so that each is made once a slot. */
export function interestKey(interests: RankedInterests): string {
  const { topics, authors, wordsIn, wordsOut, onlyTrending } = tidyInterests(interests);
  return JSON.stringify([topics, authors, wordsIn, wordsOut, onlyTrending]);
}

/** Case stays: reasons say a word as its reader wrote it. */
function tidyTerms(terms: readonly string[]): string[] {
  const tidy = terms.map((term) => term.trim().replace(/\s+/g, ' ')).filter(Boolean);
  return [...new Set(tidy)].sort();
}
