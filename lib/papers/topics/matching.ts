/** Assigns topics to a paper: by words first, by arXiv categories where words don't decide. */
import { wordsOf } from '../text/words';

export { DEFAULT_TOPICS } from './default-topics';

/** The properties of a topic for matching. */
export type TopicWords = { slug: string; categories: string[]; words: string[] };
export type TopicalPaper = { title: string; abstract: string; categories: readonly string[] };

/**
 * The published rule. A topic gets IN_TITLE if the title has one of its phrases, and IN_ABSTRACT
 * for each phrase in the abstract, MOST_IN_ABSTRACT at most. Fewer than ENOUGH points are a passing
 * mention. A matching category adds IN_CATEGORY to enough points, and counts alone only where no
 * topic has enough.
 */
export const TOPIC_POINTS = {
  IN_TITLE: 3,
  IN_ABSTRACT: 1,
  MOST_IN_ABSTRACT: 4,
  IN_CATEGORY: 1,
  ENOUGH: 3,
} as const;
export const MAX_TOPICS = 3;

/** Slugs of the paper's topics, best first; ties in the order of topics. */
export function topicsOf(paper: TopicalPaper, topics: readonly TopicWords[]): string[] {
  const index = compiled(topics);
  const inTitle = phrasesIn(paper.title, index);
  const inAbstract = phrasesIn(paper.abstract, index);
  const scored = topics.map(({ slug, categories }, topic) => {
    const inCategory = categories.some((category) => paper.categories.includes(category));
    const words = wordPoints(inTitle.get(topic) ?? 0, inAbstract.get(topic) ?? 0);
    return { slug, inCategory, words, total: words + (inCategory ? TOPIC_POINTS.IN_CATEGORY : 0) };
  });
  const spoken = scored.filter(({ words }) => words >= TOPIC_POINTS.ENOUGH);
  const matched = spoken.length > 0 ? spoken : scored.filter(({ inCategory }) => inCategory);
  return matched
    .sort((one, other) => other.total - one.total)
    .slice(0, MAX_TOPICS)
    .map(({ slug }) => slug);
}

function wordPoints(titlePhrases: number, abstractPhrases: number): number {
  return (
    (titlePhrases > 0 ? TOPIC_POINTS.IN_TITLE : 0) +
    Math.min(abstractPhrases * TOPIC_POINTS.IN_ABSTRACT, TOPIC_POINTS.MOST_IN_ABSTRACT)
  );
}

type Phrase = { topic: number; rest: string[] };
/** Phrases by their first word. */
type Index = Map<string, Phrase[]>;

const indexes = new WeakMap<readonly TopicWords[], Index>();

function compiled(topics: readonly TopicWords[]): Index {
  const known = indexes.get(topics);
  if (known) return known;
  const index: Index = new Map();
  topics.forEach(({ words }, topic) => {
    for (const phrase of words) {
      const [first, ...rest] = wordsOf(phrase);
      if (first === undefined) continue;
      index.set(first, [...(index.get(first) ?? []), { topic, rest }]);
    }
  });
  indexes.set(topics, index);
  return index;
}

/** Number of different phrases of each topic in a text, by the topic's index. */
function phrasesIn(text: string, index: Index): Map<number, number> {
  const counts = new Map<number, number>();
  const seen = new Set<Phrase>();
  const words = wordsOf(text);
  words.forEach((word, at) => {
    for (const phrase of index.get(word) ?? []) {
      if (seen.has(phrase) || !phrase.rest.every((next, offset) => words[at + 1 + offset] === next))
        continue;
      seen.add(phrase);
      counts.set(phrase.topic, (counts.get(phrase.topic) ?? 0) + 1);
    }
  });
  return counts;
}
