/**
 * Builds the pool: a slot's candidates, prepared once for all readers and indexed for interests.
 */
import { LRUCache } from 'lru-cache';
import type { Day } from '@/lib/calendar';
import { plainText } from '@/lib/papers/maths/rich-text';
import { spelledWords, wordsOf } from '@/lib/papers/text/words';
import type { TrendingWindow } from '@/lib/ranking/trending';
import { byStanding, type Standing } from './standing';
import type { Candidate } from './types';

/** Shorter words of a title ("with", "for") don't show its subject. */
const SHORTEST_TELLING_WORD = 5;
/** Number of cached phrases: readers share the frequent ones, and memory stays limited. */
const MOST_PHRASES = 5_000;

export type PoolPaper = Standing & {
  /** Folded words, with a space before, between and after. */
  title: string;
  abstract: string;
  tellingWords: ReadonlySet<string>;
};

/** Identifies papers by their index in `papers`, which begins with the best standing. */
export type Pool = {
  papers: readonly PoolPaper[];
  /** The readers' day, which reasons call today. */
  day: Day;
  topicNames: ReadonlyMap<string, string>;
  placeOf: ReadonlyMap<string, number>;
  byTopic: ReadonlyMap<string, readonly number[]>;
  byAuthor: ReadonlyMap<string, readonly number[]>;
  /** Cached matches of phrases. */
  phrases: LRUCache<string, PhraseMatches>;
  /** Cached rows of `samenessTo`, by index. */
  sameness: Map<number, Float64Array>;
};

export type PhraseMatches = { inTitle: number[]; inAbstractOnly: number[] };

export type PoolOptions = {
  day: Day;
  /** The masses that papers are compared by. */
  window: TrendingWindow;
  topicNames: ReadonlyMap<string, string>;
};

export function preparePool(candidates: readonly Candidate[], options: PoolOptions): Pool {
  const { day, window, topicNames } = options;
  const papers = byStanding(candidates, window).map((paper) => ({
    ...paper,
    ...wordsToMatch(paper.candidate),
  }));
  return {
    papers,
    day,
    topicNames,
    placeOf: new Map(papers.map(({ candidate }, at) => [candidate.id, at])),
    byTopic: placesBy(papers, ({ topics }) => topics),
    byAuthor: placesBy(papers, ({ authors }) => authors.map(nameKey)),
    phrases: new LRUCache({ max: MOST_PHRASES }),
    sameness: new Map(),
  };
}

function wordsToMatch({ title, abstract }: Candidate) {
  const titleWords = wordsOf(plainText(title));
  return {
    title: spaced(titleWords),
    abstract: spaced(wordsOf(plainText(abstract))),
    tellingWords: new Set(titleWords.filter(({ length }) => length >= SHORTEST_TELLING_WORD)),
  };
}

function spaced(words: string[]): string {
  return ` ${words.join(' ')} `;
}

function placesBy(
  papers: readonly PoolPaper[],
  keysOf: (candidate: Candidate) => string[],
): Map<string, number[]> {
  const places = new Map<string, number[]>();
  papers.forEach(({ candidate }, at) => {
    for (const key of new Set(keysOf(candidate))) places.set(key, [...(places.get(key) ?? []), at]);
  });
  return places;
}

function nameKey(name: string): string {
  return spelledWords(name).join(' ');
}

/** Papers with an author of this full name, regardless of accents and hyphens. */
export function papersByAuthor(pool: Pool, name: string): readonly number[] {
  return pool.byAuthor.get(nameKey(name)) ?? [];
}

/** The name as a paper of the pool spells it; unchanged where no paper has it. */
export function spellingOf(pool: Pool, name: string): string {
  const key = nameKey(name);
  const [at] = pool.byAuthor.get(key) ?? [];
  const authors = at === undefined ? [] : pool.papers[at]!.candidate.authors;
  return authors.find((author) => nameKey(author) === key) ?? name;
}

/** The indexes of these papers; skips papers outside the pool. */
export function placesOf(pool: Pool, ids: readonly string[]): number[] {
  return ids.flatMap((id) => pool.placeOf.get(id) ?? []);
}

/** Papers with the word or phrase; none for a phrase without a letter or digit. */
export function papersWithPhrase(pool: Pool, phrase: string): PhraseMatches {
  const known = pool.phrases.get(phrase);
  if (known) return known;
  const matches: PhraseMatches = { inTitle: [], inAbstractOnly: [] };
  const words = wordsOf(phrase);
  if (words.length > 0) {
    const wanted = spaced(words);
    pool.papers.forEach(({ title, abstract }, at) => {
      if (title.includes(wanted)) matches.inTitle.push(at);
      else if (abstract.includes(wanted)) matches.inAbstractOnly.push(at);
    });
  }
  pool.phrases.set(phrase, matches);
  return matches;
}
