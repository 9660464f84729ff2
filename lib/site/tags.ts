/** Names the tags of cached responses, and how long caches may keep each kind of response. */
import { createHash } from 'node:crypto';
import { periodOf, type Day, type Period } from '@/lib/calendar';

const MINUTE_S = 60;
const DAY_S = 86_400;

const FEED_KEPT_S = 35 * DAY_S;

/** Header for the front's own lifetime of a response. */
export const FRONT_CACHE_CONTROL = 'front-cache-control';

export type CachePolicy = {
  tags: string[];
  cacheControl: string;
  /** For the front alone, where its lifetime differs. */
  frontCacheControl?: string;
};

/** Purged when papers join an edition, because neighbours and the latest day may change. */
export const EDITIONS_TAG = 'editions';
/** Purged when the votes of any edition or paper change. */
export const TRENDING_TAG = 'trending';

/**
 * Marks a tag whose pages may be stale for two seconds, so that they aren't rendered for each vote.
 */
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

/** Tags of pages that show a paper's score or order by it, to be purged soon. */
export function scoreTags(id: string, days: readonly Day[]): string[] {
  const tags = new Set([paperTag(id), TRENDING_TAG, ...days.flatMap(editionTags)]);
  return [...tags].map((tag) => SOON + tag);
}

/** Tags of pages that show a day's papers in order. */
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
  // Browsers revalidate each time (a 304 is cheap); shared caches store it, and serve it stale for
  // a day while they refresh it or the site is down.
  return {
    tags,
    cacheControl: `public, max-age=0, s-maxage=${maxAgeS}, stale-while-revalidate=${staleS}, stale-if-error=${DAY_S}`,
  };
}

/** Policies by content, for pages and for programs. */
export const policyOf = {
  period: ({ kind, key }: Pick<Period, 'kind' | 'key'>, today: Day) => {
    const isPast = kind === 'day' && key < today;
    return shared([`${kind}-${key}`, EDITIONS_TAG], isPast ? DAY_S : MINUTE_S);
  },
  latest: shared(['latest', EDITIONS_TAG], MINUTE_S),
  trending: shared([TRENDING_TAG], MINUTE_S),
  paper: (id: string) => shared([paperTag(id)], 5 * MINUTE_S),
  /** A topic's page, or without a slug the list of topics. */
  topic: (slug?: string) =>
    shared([TRENDING_TAG, EDITIONS_TAG, ...(slug ? [topicTag(slug)] : [])], 5 * MINUTE_S),
  author: (name: string) => shared([EDITIONS_TAG, authorTag(name)], 5 * MINUTE_S, 5 * MINUTE_S),
  /** Without purges: expires by time only. */
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
  /** Shorter, because a page and its scripts belong together, and a CDN may hold older ones. */
  file: shared(['static'], 5 * MINUTE_S, 5 * MINUTE_S),
  /**
   * Feeds are polled every few minutes for years, and change by listings and papers. Caches that
   * receive purges keep a feed until then.
   */
  feed: (ids: readonly string[]) => ({
    ...shared([EDITIONS_TAG, ...ids.map(paperTag)], 5 * MINUTE_S),
    frontCacheControl: `public, s-maxage=${FEED_KEPT_S}`,
  }),
};
