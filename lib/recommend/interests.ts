/**
 * Matches a reader's interests with a pool, from any origin: a subscription, an account, a saved
 * search, or liked papers. Pure.
 */
import { words } from '@/lib/words';
import { papersByAuthor, papersWithPhrase, placesOf, spellingOf, type Pool } from './pool';
import { similarReason } from './reasons';
import type { Similar } from './similarity';
import type { Interests, Match } from './types';

/**
 * The points that a paper gains by each kind of interest, on the scale of standing (0 to −8). An
 * author or a word in the title outweighs any standing.
 */
const POINTS = { author: 12, wordInTitle: 9, search: 9, topic: 5, wordInAbstract: 3 } as const;
/** For the paper most similar to the liked ones; the others in proportion. */
export const MOST_SIMILAR_POINTS = 7;

/** Topics, authors and words followed by a subscription or an account. */
export function followed(
  pool: Pool,
  { authors, topics, wordsIn }: Partial<Pick<Interests, 'authors' | 'topics' | 'wordsIn'>>,
): Match[] {
  return [
    ...tidy(authors).map((name) => ({
      reason: words.reasons.follow(spellingOf(pool, name)),
      points: POINTS.author,
      places: papersByAuthor(pool, name),
    })),
    ...tidy(topics).map((slug) => ({
      reason: words.reasons.follow(topicInSentence(pool.topicNames.get(slug) ?? slug)),
      points: POINTS.topic,
      places: pool.byTopic.get(slug) ?? [],
    })),
    ...tidy(wordsIn).flatMap((term) => {
      const { inTitle, inAbstractOnly } = papersWithPhrase(pool, term);
      const reason = words.reasons.follow(term);
      return [
        { reason, points: POINTS.wordInTitle, places: inTitle },
        { reason, points: POINTS.wordInAbstract, places: inAbstractOnly },
      ];
    }),
  ];
}

/** Results of a saved search. */
export function answering(pool: Pool, query: string, paperIds: readonly string[]): Match {
  return {
    reason: words.reasons.search(query),
    points: POINTS.search,
    places: placesOf(pool, paperIds),
  };
}

/** A paper that is similar to a liked one with this title. */
export function resembling(pool: Pool, { id, score }: Similar, likedTitle: string): Match {
  const points = MOST_SIMILAR_POINTS * Math.max(0, score);
  return { reason: similarReason(likedTitle), points, places: placesOf(pool, [id]) };
}

/** Equal for readers whose interests rank alike, so that each ranking is made once per slot. */
export function interestKey(interests: Interests): string {
  const { topics, authors, wordsIn, wordsOut, onlyTrending } = interests;
  return JSON.stringify([...[topics, authors, wordsIn, wordsOut].map(tidy), onlyTrending]);
}

/** Trimmed, unique, sorted. Keeps the case, because reasons quote a reader's own words. */
export function tidy(terms: readonly string[] = []): string[] {
  const trimmed = terms.map((term) => term.trim().replace(/\s+/g, ' ')).filter(Boolean);
  return [...new Set(trimmed)].sort();
}

/** Lowers the first letter of a topic's name within a sentence; keeps 3D and LLMs. */
function topicInSentence(name: string): string {
  return name.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}
