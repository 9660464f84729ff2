/** Which feeds a WebSub hub is told of, when, and in which words. https://www.w3.org/TR/websub/ */
import { createHash } from 'node:crypto';
import { TRENDING_WINDOWS } from '@/lib/ranking/trending';
import { addressOf, FEED_FORMATS, feedUrlAt, type FeedEntry } from './types';

const MINUTE_MS = 60_000;
/** Between two words of one feed: a day's listings come one by one. */
const GAP_MS = 4 * MINUTE_MS;
const MAX_PAUSE_MS = 6 * 60 * MINUTE_MS;
const TOLD = /^(?:daily|trending|topics\/[^/]+)$/;

/** Whether the feed at a path is one whose changes are told: there are few, and many read them. */
export function isTold(path: string): boolean {
  return TOLD.test(path);
}

/** Each feed that is told, as a path and what follows it. */
export function toldFeeds(topics: Iterable<string>): string[] {
  return [
    'daily',
    'trending',
    ...TRENDING_WINDOWS.filter((window) => window !== 'day').map(
      (window) => `trending?window=${window}`,
    ),
    ...[...topics].map((slug) => `topics/${slug}`),
  ];
}

/** The same for the same entries in any order: votes move papers about, and are no news. */
export function fingerprintOf(entries: readonly FeedEntry[]): string {
  const hash = createHash('sha256');
  for (const text of entries.map((entry) => JSON.stringify(entry)).toSorted()) hash.update(text);
  return hash.digest('base64url');
}

/** A feed in each of its formats, which are addresses of their own. */
export function feedAddresses(feed: string, siteUrl: string): string[] {
  const [path = '', search] = feed.split('?');
  const query = search === undefined ? '' : `?${search}`;
  return FEED_FORMATS.map((format) =>
    addressOf({ feedUrl: feedUrlAt(siteUrl, path), query }, format),
  );
}

/** The body that hubs take: `hub.url` once for each address that has news. */
export function publishForm(addresses: readonly string[]): URLSearchParams {
  const form = new URLSearchParams({ 'hub.mode': 'publish' });
  for (const address of addresses) form.append('hub.url', address);
  return form;
}

/** When a feed may be told next, after so many failures in a row. */
export function nextTry(now: Date, failures: number): Date {
  const pauseMs = failures === 0 ? GAP_MS : Math.min(MINUTE_MS * 2 ** (failures - 1), MAX_PAUSE_MS);
  return new Date(now.getTime() + pauseMs);
}
