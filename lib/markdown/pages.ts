/** Routes of every page with a Markdown form, each with its writer. */
import { parsePeriod, type PeriodKind } from '@/lib/calendar';
import type { Database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { parsePaperId } from '@/lib/papers/ids';
import { TRENDING_WINDOWS } from '@/lib/ranking/trending';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query/query-parser';
import type { Found, PatternWith } from '@/lib/site/addresses';
import { single } from '@/lib/site/params';
import type { ParamsOf } from '@/lib/site/patterns';
import { words } from '@/lib/words';
import * as pages from './page-queries';
import { rankingMarkdown } from './ranking';

type Visit = {
  db: Database;
  search: URLSearchParams;
  list: { page: number; site: pages.Site };
  countsUpstream: boolean;
};
type Writer<P extends string> = (visit: Visit, params: ParamsOf<P>) => string | Promise<string>;

const MARKDOWN_PAGES: { [P in PatternWith<'md'>]: Writer<P> } = {
  '/': ({ db, list }) => pages.latestPage(db, list),
  '/papers': latestOrSearch,
  '/papers/trending': trending,
  '/papers/date/:day': edition('day'),
  '/papers/week/:week': edition('week'),
  '/papers/month/:month': edition('month'),
  '/papers/*id': paper,
  '/topics': ({ db, list }) => pages.topicsPage(db, list.site),
  '/topics/:slug': ({ db, list }, { slug }) => pages.topicPage(db, slug, list),
  '/authors/*name': ({ db, list }, { name }) => pages.authorPage(db, name, list),
  '/about/ranking': ({ countsUpstream }) => rankingMarkdown(countsUpstream),
  '/digests/:day': digest,
};

/** The Markdown of an address. Throws not_found for one without. */
export async function markdownAt({ address, params }: Found, visit: Visit): Promise<string> {
  const write: Writer<string> | undefined = Object.hasOwn(MARKDOWN_PAGES, address.pattern)
    ? MARKDOWN_PAGES[address.pattern as PatternWith<'md'>]
    : undefined;
  if (!write) throw new AppError('not_found');
  return write(visit, params);
}

function latestOrSearch({ db, search, list }: Visit): Promise<string> {
  const query = readQuery(search.get('q') ?? '');
  if (query.length > MAX_QUERY_CHARS) {
    throw new AppError('bad_request', words.refusals.queryTooLong(MAX_QUERY_CHARS));
  }
  return query ? pages.searchPage(db, query, list) : pages.latestPage(db, list);
}

function trending({ db, search, list }: Visit): Promise<string> {
  const name = single(search.get('window') ?? undefined) ?? 'day';
  const window = TRENDING_WINDOWS.find((known) => known === name);
  if (!window) throw new AppError('not_found');
  return pages.trendingPage(db, window, list);
}

function edition<K extends PeriodKind>(kind: K) {
  return ({ db, list }: Visit, params: Record<K, string>): Promise<string> => {
    const period = parsePeriod(kind, params[kind]);
    if (!period) throw new AppError('not_found', words.refusals.noEdition);
    return pages.editionPage(db, period, list);
  };
}

function paper({ db, list }: Visit, { id }: { id: string }): Promise<string> {
  const parsed = parsePaperId(id);
  if (!parsed) throw new AppError('not_found');
  return pages.paperPage(db, parsed.id, list.site);
}

function digest({ db, list }: Visit, { day }: { day: string }): Promise<string> {
  const period = parsePeriod('day', day);
  if (!period || period.key > list.site.today) {
    throw new AppError('not_found', words.refusals.noDigest);
  }
  return pages.digestPage(db, period.key, list.site);
}
