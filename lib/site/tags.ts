/** Names the tags that cached answers depend on, and how long caches may keep each kind of answer. */
import { createHash } from 'node:crypto';
import { periodOf, type Day, type Period } from '@/lib/calendar';

const MINUTE_S = 60;
const DAY_S = 86_400;

const FEED_KEPT_S = 35 * DAY_S;

/** The header that states the front's own lifetime of an answer. */
export const FRONT_CACHE_CONTROL = 'front-cache-control';

export type CachePolicy = {
  tags: string[];
  cacheControl: string;
  /** For the front alone, where that is another. */
  frontCacheControl?: string;
};

/** Purged when papers join an edition: neighbours and the latest day may be others now. */
export const EDITIONS_TAG = 'editions';
/** Purged when any edition's or paper's votes move. */
export const TRENDING_TAG = 'trending';

/** Marks a tag whose pages may be shown for two seconds more: made anew, but not again and again. */
export const SOON = '~';

export function paperTag(id: string): string {
  // A tag list is separated by commas; an id with a slash or dot is fine.
  return `paper-${id}`;
}

/** Purged when a paper of the topic changes, whether an edition lists it or not. */
export function topicTag(slug: string): string {
  return `topic-${slug}`;
}

/**
 * Purged when a paper of the author changes. Names share 256 tags, because a paper can have
 * thousands of authors, and purging a few pages too many costs less than naming each author.
 */
export function authorTag(name: string): string {
  return `author-${createHash('sha256').update(name).digest('hex').slice(0, 2)}`;
}

/** What shows a paper's score or has its place by it, to be purged soon. */
export function scoreTags(id: string, days: readonly Day[]): string[] {
  const tags = new Set([paperTag(id), TRENDING_TAG, ...days.flatMap(editionTags)]);
  return [...tags].map((tag) => SOON + tag);
}

/** What shows a day's papers in their order. */
export function editionTags(day: Day): string[] {
  return [
    `day-${day}`,
    `week-${periodOf('week', day).key}`,
    `month-${periodOf('month', day).key}`,
    'latest',
    TRENDING_TAG,
  ];
}

function shared(tags: string[], maxAgeS: number, staleS = DAY_S): CachePolicy {
  // Browsers ask again each time (a 304 is cheap); shared caches keep it, and serve it stale
  // for a day while they refresh it or while we are away.
  return {
    tags,
    cacheControl: `public, max-age=0, s-maxage=${maxAgeS}, stale-while-revalidate=${staleS}, stale-if-error=${DAY_S}`,
  };
}

/** The policies by what an answer shows, for pages and for programs alike. */
export const policyOf = {
  period: ({ kind, key }: Pick<Period, 'kind' | 'key'>, today: Day) => {
    const isPast = kind === 'day' && key < today;
    return shared([`${kind}-${key}`, EDITIONS_TAG], isPast ? DAY_S : MINUTE_S);
  },
  latest: shared(['latest', EDITIONS_TAG], MINUTE_S),
  trending: shared([TRENDING_TAG], MINUTE_S),
  paper: (id: string) => shared([paperTag(id)], 5 * MINUTE_S),
  /** A topic's page, or without a slug the list of all. */
  topic: (slug?: string) =>
    shared([TRENDING_TAG, EDITIONS_TAG, ...(slug ? [topicTag(slug)] : [])], 5 * MINUTE_S),
  author: (name: string) => shared([EDITIONS_TAG, authorTag(name)], 5 * MINUTE_S, 5 * MINUTE_S),
  /** Papers join this in ways that purge nothing, so it isn't kept past its time. */
  anyPaper: (ids: readonly string[] = []) =>
    shared([EDITIONS_TAG, ...ids.map(paperTag)], MINUTE_S, MINUTE_S),
  /** A digest that belongs to no reader. */
  digest: shared([EDITIONS_TAG, TRENDING_TAG], 5 * MINUTE_S),
  picture: (id: string) => shared([paperTag(id)], DAY_S),
  /** Lists the topics' names or every edition. */
  topicNames: shared([EDITIONS_TAG], DAY_S),
  /** Depends on its address alone. */
  redirect: shared(['static'], 5 * MINUTE_S),
  static: shared(['static'], DAY_S),
  /** Shorter, since a page and its scripts belong together, and a CDN may hold older ones. */
  file: shared(['static'], 5 * MINUTE_S, 5 * MINUTE_S),
  /**
   * A feed is asked for every few minutes for years, and changes by listings and by its papers.
   * Whoever hears of those keeps it until then.
   */
  feed: (ids: readonly string[]) => ({
    ...shared([EDITIONS_TAG, ...ids.map(paperTag)], 5 * MINUTE_S),
    frontCacheControl: `public, s-maxage=${FEED_KEPT_S}`,
  }),
};
