/** Names what a cached page depends on, and how long each page may be kept: pure, from its address. */
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

/**
 * How the shared cache may keep the page at a path (decoded, without its query), or null where
 * it must not. Every page is purged by tag when what it shows changes; the ages are for caches
 * that hear no purge, such as a CDN's.
 */
export function cachePolicy(path: string, today: Day): CachePolicy | null {
  const period = /^\/papers\/(date|week|month)\/([\dW-]+)(\.(md|bib|ris|csl\.json))?$/.exec(path);
  if (period) {
    const [, segment, key = ''] = period;
    const kind = segment === 'week' || segment === 'month' ? segment : 'day';
    return policyOf.period({ kind, key }, today);
  }
  if (/^\/(papers|index)?(\.md)?$/.test(path)) return policyOf.latest;
  if (/^\/papers\/trending(\.md)?$/.test(path)) return policyOf.trending;
  if (path === '/papers/submit' || path === '/papers/for-you') return null;
  const paper = /^\/papers\/(.+?)(\.(md|bib|ris|csl\.json))?$/.exec(path);
  if (paper) return policyOf.paper(paper[1] ?? '');
  // Without the link of one reader's mail, which proxy.ts keeps from here.
  if (path.startsWith('/digests/')) return shared([EDITIONS_TAG, TRENDING_TAG], 5 * MINUTE_S);
  const topic = /^\/topics(?:\.md|\/([^/]+?)(?:\.md)?)?$/.exec(path);
  if (topic) return policyOf.topic(topic[1]);
  const author = /^\/authors\/(.+)$/.exec(path);
  if (author) return policyOf.author(author[1] ?? '');
  const picture = /^\/og\/papers\/(.+)$/.exec(path);
  if (picture) return shared([paperTag(picture[1] ?? '')], DAY_S);
  // It names the topics.
  if (path === '/subscribe' || path.startsWith('/sitemap')) return shared([EDITIONS_TAG], DAY_S);
  if (/^\/(about\/|privacy$|api$|llms\.txt$|offline$|manifest\.webmanifest$)/.test(path))
    return policyOf.static;
  // What lies in public/: a browser would else be sent its scripts anew with every page.
  if (/^\/[a-z0-9-]+\.(js|svg|png|ico|txt)$/.test(path)) return policyOf.file;
  return null;
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
