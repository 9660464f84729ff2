/** A feed, independent of its format. */
import { feedPath } from '@/lib/site/paths';

export type FeedEntry = {
  /** The page's address, and the entry's permanent id, equal in every feed. */
  url: string;
  title: string;
  /** Safe HTML, made by us. */
  html: string;
  authors: string[];
  /** Names of topics and categories. */
  labels: string[];
  publishedAt: Date;
  updatedAt: Date;
  imageUrl: string | null;
};

export type Feed = {
  title: string;
  description: string;
  /** The page with the same content. */
  pageUrl: string;
  /** The feed's address without its extension. */
  feedUrl: string;
  /** The query string, such as `?q=fog`; empty for most. */
  query: string;
  siteName: string;
  iconUrl: string;
  /** The feed's date while it has no entries. */
  emptySince: Date;
  entries: FeedEntry[];
};

export const FEED_FORMATS = ['rss', 'atom', 'json'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

export const FEED_TYPE: Record<FeedFormat, string> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

/** Address of the feed at a path under /feeds, without its extension. */
export function feedUrlAt(siteUrl: string, path: string): string {
  return siteUrl + feedPath(path.split('/').map(encodeURIComponent).join('/'));
}

export function addressOf(
  { feedUrl, query }: Pick<Feed, 'feedUrl' | 'query'>,
  format: FeedFormat,
): string {
  return `${feedUrl}.${format}${query}`;
}
