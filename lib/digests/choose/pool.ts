/** The papers of a slot, prepared once for all its readers: where each stands and what it matches. */
import { LRUCache } from 'lru-cache';
import type { Day } from '@/lib/calendar';
import { plainText } from '@/lib/papers/maths/rich-text';
import { spelledWords, wordsOf } from '@/lib/papers/text/words';
import type { TrendingWindow } from '@/lib/ranking/trending';
import type { Candidate } from '../types';

/**
 * Standing is what a paper is worth to everyone, counted in doublings below the best: how far its
 * mass lies behind the greatest, and log2 of its place on its edition, half each and neither more
 * than FURTHEST, so that what a reader follows can be weighed against it. All masses decay alike,
 * so no clock is needed.
 */
const FURTHEST = 8;
/** "Only when something is really trending": in the pool's top tenth by the week's mass ... */
const REALLY_TRENDING_SHARE = 0.1;
/** ... and liked by enough people, since a quiet week has a top tenth too. */
export const REALLY_TRENDING_VOTES = 10;

/** Shorter words of a title ("with", "for") say nothing of what it is about. */
const SHORTEST_TELLING_WORD = 5;
/** Phrases whose matches are kept: readers share the frequent ones, and memory stays bounded. */
const MOST_PHRASES = 5_000;

export type PoolPaper = {
  candidate: Candidate;
  standing: number;
  isTrending: boolean;
  /** Folded words, a space before, between and after. */
  title: string;
  abstract: string;
  tellingWords: Set<string>;
};

/** Papers by their place in `papers`, best standing first. */
export type Pool = {
  papers: PoolPaper[];
  /** The subscribers' day: reasons call it today. */
  day: Day;
  topicNames: ReadonlyMap<string, string>;
  placeOf: ReadonlyMap<string, number>;
  byTopic: Map<string, number[]>;
  byAuthor: Map<string, number[]>;
  /** What has been looked up already, by phrase and by paper. */
  found: LRUCache<string, PhraseMatches>;
  likeness: Map<number, Float64Array>;
};

export type PhraseMatches = { inTitle: number[]; inAbstractOnly: number[] };

export type PoolOptions = {
  day: Day;
  /** The masses that papers are compared by. */
  window: TrendingWindow;
  topicNames: ReadonlyMap<string, string>;
};

/** The pool of a slot's candidates; withdrawn papers aren't in it. */
export function preparePool(candidates: readonly Candidate[], options: PoolOptions): Pool {
  const { day, window, topicNames } = options;
  const present = candidates.filter(({ withdrawn }) => !withdrawn);
  const greatest = Math.max(...present.map(({ masses }) => masses[window] ?? -Infinity));
  const trendingFrom = reallyTrendingFrom(present);
  const papers = distinct(
    present
      .map((candidate) => ({
        candidate,
        standing: standingOf(candidate, candidate.masses[window], greatest),
        isTrending: isReallyTrending(candidate, trendingFrom),
      }))
      .sort(byStanding),
  ).map((paper) => ({ ...paper, ...wordsToMatch(paper.candidate) }));
  return {
    papers,
    day,
    topicNames,
    placeOf: new Map(papers.map(({ candidate }, at) => [candidate.id, at])),
    byTopic: placesBy(papers, ({ topics }) => topics),
    byAuthor: placesBy(papers, ({ authors }) => authors.map(nameKey)),
    found: new LRUCache({ max: MOST_PHRASES }),
    likeness: new Map(),
  };
}

type Standing = Pick<PoolPaper, 'candidate' | 'standing' | 'isTrending'>;

function standingOf(candidate: Candidate, mass: number | null, greatest: number): number {
  const behind = mass === null ? Infinity : greatest - mass;
  const place = candidate.editionRank === null ? Infinity : Math.log2(candidate.editionRank);
  return -(Math.min(FURTHEST, behind) + Math.min(FURTHEST, place)) / 2;
}

/** A total order, so that how the candidates were read makes no difference. */
function byStanding(one: Standing, other: Standing): number {
  const [a, b] = [one.candidate, other.candidate];
  return (
    other.standing - one.standing ||
    (a.editionRank ?? Infinity) - (b.editionRank ?? Infinity) ||
    compareText(b.listedOn, a.listedOn) ||
    b.votes - a.votes ||
    compareText(a.id, b.id)
  );
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function distinct(papers: Standing[]): Standing[] {
  const ids = new Set<string>();
  return papers.filter(({ candidate: { id } }) => !ids.has(id) && ids.add(id));
}

/** The least mass of the pool's top tenth; Infinity where no paper has any. */
function reallyTrendingFrom(candidates: readonly Candidate[]): number {
  const masses = candidates.map(({ masses: { week } }) => week ?? -Infinity).sort((a, b) => b - a);
  const least = masses[Math.ceil(masses.length * REALLY_TRENDING_SHARE) - 1] ?? -Infinity;
  return least === -Infinity ? Infinity : least;
}

function isReallyTrending({ masses, votes }: Candidate, from: number): boolean {
  return masses.week !== null && masses.week >= from && votes >= REALLY_TRENDING_VOTES;
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
  papers: readonly Standing[],
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

/** Papers with an author of this full name, however it is accented or hyphenated. */
export function papersByAuthor(pool: Pool, name: string): readonly number[] {
  return pool.byAuthor.get(nameKey(name)) ?? [];
}

/** Papers with the word or phrase; none for one that has no letter or digit. */
export function papersWithPhrase(pool: Pool, phrase: string): PhraseMatches {
  const known = pool.found.get(phrase);
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
  pool.found.set(phrase, matches);
  return matches;
}

/**
 * How alike a paper is to each of the pool, from 0 to 1: topics shared of those either has, and
 * telling title words shared of those the shorter title has, half each.
 */
export function likenessTo(pool: Pool, at: number): Float64Array {
  const known = pool.likeness.get(at);
  if (known) return known;
  const paper = pool.papers[at]!;
  const row = Float64Array.from(pool.papers, (other) => likeness(paper, other));
  pool.likeness.set(at, row);
  return row;
}

function likeness(one: PoolPaper, other: PoolPaper): number {
  const [topics, otherTopics] = [one.candidate.topics, other.candidate.topics];
  const shared = topics.filter((topic) => otherTopics.includes(topic)).length;
  const either = topics.length + otherTopics.length - shared;
  const fewer = Math.min(one.tellingWords.size, other.tellingWords.size);
  let words = 0;
  for (const word of one.tellingWords) if (other.tellingWords.has(word)) words += 1;
  return (shared / Math.max(1, either) + words / Math.max(1, fewer)) / 2;
}
