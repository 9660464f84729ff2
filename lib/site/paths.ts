/** Builds the paths of the site. The address book types them, so each path built here has a row. */
import type { Period } from '@/lib/calendar';
import type { BookPattern } from './addresses';
import { EDITION_PATTERN } from './patterns';
import type { ParamsOf } from './patterns';

/** Addresses without parameters. */
export const PATHS = {
  latest: '/papers',
  trending: '/papers/trending',
  submit: '/papers/submit',
  forYou: '/papers/for-you',
  goToDay: '/papers/date',
  topics: '/topics',
  ranking: '/about/ranking',
  tools: '/about/tools',
  privacy: '/privacy',
  offline: '/offline',
  subscribe: '/subscribe',
  subscribeSent: '/subscribe/sent',
  subscriptionDeleted: '/subscribe/deleted',
  signIn: '/sign-in',
  signInSent: '/sign-in/sent',
  signOut: '/sign-out',
  account: '/account',
  accountDeleted: '/account/deleted',
  webhooks: '/account/webhooks',
  library: '/library',
  libraryExport: '/library/export',
  searches: '/searches',
  follow: '/follow',
  desk: '/admin',
  api: '/api',
  openapi: '/api/openapi.json',
  mcp: '/api/mcp',
  dailyPapers: '/api/daily_papers',
  sitemap: '/sitemap.xml',
  llms: '/llms.txt',
} as const satisfies Record<string, BookPattern>;

/** Old arXiv ids keep their slash. */
export function paperPath(id: string): string {
  return pathOf('/papers/*id', { id });
}

export function periodPath({ kind, key }: Pick<Period, 'kind' | 'key'>): string {
  return EDITION_PATTERN[kind].replace(/:\w+/, () => key);
}

export function trendingPath(window: string): string {
  return `${PATHS.trending}?window=${window}`;
}

/** The results of a search, in the order of relevance without a `sort`. */
export function searchPath(query: string, sort = 'relevance'): string {
  const path = `${PATHS.latest}?q=${encodeURIComponent(query)}`;
  return sort === 'relevance' ? path : `${path}&sort=${sort}`;
}

export function topicPath(slug: string): string {
  return pathOf('/topics/:slug', { slug });
}

export function authorPath(name: string): string {
  return pathOf('/authors/*name', { name: encodeURIComponent(name) });
}

/** The public digest of a day. */
export function digestPath(day: string): string {
  return pathOf('/digests/:day', { day });
}

export function profilePath(handle: string): string {
  return pathOf('/u/:handle', { handle });
}

/** A paper's preview image for other sites. */
export function picturePath(id: string): string {
  return pathOf('/og/papers/*id', { id });
}

/** The page that starts or stops following an author or a topic. */
export function followPath(followed: { author: string } | { topic: string }): string {
  return `${PATHS.follow}?${new URLSearchParams(followed)}`;
}

/** The form that votes, which returns the reader to `next`. */
export function votePath(id: string, next?: string): string {
  const path = pathOf('/vote/*id', { id });
  return next === undefined ? path : `${path}?${new URLSearchParams({ next })}`;
}

export function savePath(id: string): string {
  return pathOf('/save/*id', { id });
}

/** Forms of a signed-in reader for a paper's comments. */
export function discussPath(id: string): string {
  return pathOf('/discuss/*id', { id });
}

export function collectionPath(id: string): string {
  return pathOf('/library/collections/:id', { id });
}

/** A shared collection by its secret link. */
export function sharedCollectionPath(token: string): string {
  return pathOf('/collections/:token', { token });
}

/** A shared collection as citations. */
export function sharedExportPath(token: string): string {
  return pathOf('/collections/:token/export', { token });
}

export function signInLinkPath(token: string): string {
  return pathOf('/sign-in/:token', { token });
}

export function signInWithPath(provider: string): string {
  return pathOf('/sign-in/with/:provider', { provider });
}

export function confirmSubscriptionPath(token: string): string {
  return pathOf('/subscriptions/confirm/:token', { token });
}

export function subscriptionPath(token: string): string {
  return pathOf('/subscriptions/:token', { token });
}

export function unsubscribePath(token: string): string {
  return pathOf('/unsubscribe/:token', { token });
}

export function unsubscribeRepliesPath(token: string): string {
  return pathOf('/unsubscribe/replies/:token', { token });
}

/** A section of the curators' desk; the first has no name. */
export function deskPath(section: string): string {
  return section ? pathOf('/admin/:section', { section }) : PATHS.desk;
}

/** A feed by its path under /feeds, whose parts are already escaped. */
export function feedPath(feed: string, format?: string): string {
  const path = pathOf('/feeds/*feed', { feed });
  return format ? `${path}.${format}` : path;
}

function pathOf<const P extends BookPattern>(pattern: P, params: ParamsOf<P>): string {
  const values: Record<string, string> = params;
  return pattern.replace(/[:*](\w+)/g, (_, name: string) => values[name] ?? '');
}
