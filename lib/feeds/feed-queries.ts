/** Reads the feed at a path under /feeds. */
import { followedBy } from '@/lib/accounts/queries';
import type { Reader } from '@/lib/accounts/types';
import { papersOfIds, type Listed } from '@/lib/api/queries';
import { systemClock } from '@/lib/clock';
import type { Database, Db } from '@/lib/db/client';
import { dayIn, toUtcDate } from '@/lib/calendar';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { paperTag, policyOf, type CachePolicy } from '@/lib/site/tags';
import { topicNames } from '@/lib/papers/queries';
import { TRENDING_WINDOWS } from '@/lib/ranking/trending';
import { papersForYou } from '@/lib/recommend/for-you-queries';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query/query-parser';
import { authorPath, PATHS, searchPath, topicPath, trendingPath } from '@/lib/site/paths';
import { newestComments } from './comment-queries';
import { paperEntry } from './entries';
import {
  FEED_LENGTH,
  newestListed,
  newestOfAuthor,
  newestOfTopic,
  newestWithWords,
  trendingListed,
} from './queries';
import type { Followed } from './opml';
import { feedUrlAt, type Feed, type FeedEntry } from './types';
import { words } from '@/lib/words';

export type FeedSite = { name: string; url: string };
type FeedRequest = {
  search: URLSearchParams;
  site: FeedSite;
  /** The reader whose token is in a feed's address. Throws not_found. */
  readerOf: ReaderOfToken;
};
type ReaderOfToken = (token: string) => Promise<Reader>;
/** Without a policy the feed is private. */
export type FeedAnswer = { feed: Feed; cache: CachePolicy | undefined };

type Described = { title: string; description: string; page: string; query?: string };
type Listing = Described & { listed: Listed[]; cache: (ids: string[]) => CachePolicy | undefined };
type Found = Described & {
  entries: FeedEntry[];
  emptySince: Date;
  policy: CachePolicy | undefined;
};

const MAX_NAME_CHARS = 200;
const COMMENTS = /^papers\/(.+)\/comments$/;

/** The feed at a path under /feeds, without its extension. Throws not_found or bad_request. */
export async function getFeed(
  db: Database,
  path: string,
  request: FeedRequest,
): Promise<FeedAnswer> {
  const { site } = request;
  const discussed = COMMENTS.exec(path)?.[1];
  const found = await (discussed
    ? commentsOf(db, discussed, site.url)
    : papersAt(db, path, request));
  const { entries, emptySince, policy, title, description, page, query = '' } = found;
  const feed = {
    title: `${title} · ${site.name}`,
    description,
    pageUrl: site.url + page,
    feedUrl: feedUrlAt(site.url, path),
    query,
    siteName: site.name,
    iconUrl: `${site.url}/icon-192.png`,
    emptySince,
    entries,
  };
  return { feed, cache: policy };
}

async function commentsOf(db: Db, id: string, siteUrl: string): Promise<Found> {
  const { paperId, title, page, publishedOn, entries } = await newestComments(db, id, siteUrl);
  return {
    title: words.feeds.commentsOn(title),
    description: words.feeds.comments,
    page,
    entries,
    emptySince: publishedOn,
    policy: policyOf.feed([paperId]),
  };
}

async function papersAt(db: Database, path: string, request: FeedRequest): Promise<Found> {
  const names = await topicNames(db);
  const { listed, cache, ...described } = await find(db, path, { ...request, names });
  return {
    ...described,
    entries: listed.map(({ paper, listing }) =>
      paperEntry(paper, listing, { url: request.site.url, topicNames: names }),
    ),
    emptySince: toUtcDate(dayIn(env.EDITION_TIME_ZONE, systemClock())),
    policy: cache(listed.map(({ paper }) => paper.id)),
  };
}

async function find(
  db: Database,
  path: string,
  { search, names, readerOf }: FeedRequest & { names: Map<string, string> },
): Promise<Listing> {
  const [kind = '', ...rest] = path.split('/');
  const name = rest.join('/');
  if (path === 'daily') return daily(db);
  if (path === 'trending') return trending(db, search);
  if (path === 'search') return found(db, search);
  if (kind === 'for-you') return forYou(db, await readerOf(name));
  if (kind === 'topics' && names.has(name)) return topic(db, name, names.get(name) ?? name);
  if (kind === 'authors' && name && name.length <= MAX_NAME_CHARS) return author(db, name);
  throw new AppError('not_found', words.refusals.noFeed);
}

/** The feeds for all readers, or one reader's. Throws not_found. */
export async function getFollowed(
  db: Database,
  path: string,
  readerOf: ReaderOfToken,
): Promise<Followed> {
  const names = await topicNames(db);
  const topics = [...names].map(([slug, name]) => ({ slug, name }));
  if (path === 'topics') return { topics, authors: [] };
  const [kind, token = ''] = path.split('/');
  if (kind !== 'for-you') throw new AppError('not_found');
  const { id } = await readerOf(token);
  const { topics: slugs, authors } = await followedBy(db, id);
  return { topics: topics.filter(({ slug }) => slugs.includes(slug)), authors };
}

async function forYou(db: Database, reader: Reader): Promise<Listing> {
  const today = dayIn(env.EDITION_TIME_ZONE, systemClock());
  const chosen = await papersForYou(db, reader.id, { today, limit: FEED_LENGTH });
  return {
    title: words.feed.forYou,
    description: words.feeds.forYou,
    page: PATHS.forYou,
    listed: await papersOfIds(
      db,
      chosen.map(({ paper }) => paper.id),
    ),
    cache: () => undefined,
  };
}

async function daily(db: Db): Promise<Listing> {
  return {
    title: words.site.dailyPapers,
    description: words.feeds.daily,
    page: PATHS.latest,
    listed: await newestListed(db),
    cache: policyOf.feed,
  };
}

async function trending(db: Db, search: URLSearchParams): Promise<Listing> {
  const name = once(search, 'window') ?? 'day';
  const window = TRENDING_WINDOWS.find((known) => known === name);
  if (!window) {
    throw new AppError('bad_request', words.refusals.window(TRENDING_WINDOWS));
  }
  return {
    title: words.feed.trending[window],
    description: words.feeds.trending(words.feed.periods[window]),
    page: trendingPath(window),
    query: window === 'day' ? '' : `?window=${window}`,
    listed: await trendingListed(db, window),
    cache: (ids) => ({
      ...policyOf.trending,
      tags: [...policyOf.trending.tags, ...ids.map(paperTag)],
    }),
  };
}

async function found(db: Database, search: URLSearchParams): Promise<Listing> {
  const query = readQuery(once(search, 'q') ?? '');
  if (!query) throw new AppError('bad_request', words.refusals.queryEmpty);
  if (query.length > MAX_QUERY_CHARS) {
    throw new AppError('bad_request', words.refusals.queryTooLong(MAX_QUERY_CHARS));
  }
  const parameters = `?q=${encodeURIComponent(query)}`;
  return {
    title: words.feeds.search(query),
    description: words.feeds.searchResults(query),
    page: searchPath(query),
    query: parameters,
    listed: await newestWithWords(db, query),
    cache: policyOf.anyPaper,
  };
}

async function topic(db: Db, slug: string, name: string): Promise<Listing> {
  return {
    title: name,
    description: words.feeds.topic(name),
    page: topicPath(slug),
    listed: await newestOfTopic(db, slug),
    cache: policyOf.feed,
  };
}

async function author(db: Db, name: string): Promise<Listing> {
  const listed = await newestOfAuthor(db, name);
  if (listed.length === 0) throw new AppError('not_found', words.refusals.noAuthor(name));
  return {
    title: name,
    description: words.feeds.author(name),
    page: authorPath(name),
    listed,
    cache: policyOf.anyPaper,
  };
}

function once(search: URLSearchParams, name: string): string | undefined {
  const values = search.getAll(name);
  if (values.length > 1) throw new AppError('bad_request', words.refusals.repeated(name));
  return values[0];
}
