/** A feed before it is written in a format. */
import { feedPath } from '@/lib/site/paths';

export type FeedEntry = {
  /** The page's own address, and the entry's id for good: the same in every feed. */
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
  /** The page that shows the same. */
  pageUrl: string;
  /** Where the feed is, without its extension. */
  feedUrl: string;
  /** What follows the extension, such as `?q=fog`; empty for most. */
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

/** Where the feed at a path under /feeds is, without its extension. */
export function feedUrlAt(siteUrl: string, path: string): string {
  return siteUrl + feedPath(path.split('/').map(encodeURIComponent).join('/'));
}

export function addressOf(
  { feedUrl, query }: Pick<Feed, 'feedUrl' | 'query'>,
  format: FeedFormat,
): string {
  return `${feedUrl}.${format}${query}`;
}
