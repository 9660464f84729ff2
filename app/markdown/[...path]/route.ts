/** Every reading page as Markdown; proxy.ts leads here from `.md` and from `Accept: text/markdown`. */
import type { NextRequest } from 'next/server';
import { today } from '@/app/site';
import { database } from '@/lib/db/client';
import { parsePeriod, periodKindOf } from '@/lib/calendar';
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { decodePath, pageNumber, single } from '@/lib/site/params';
import { route } from '@/lib/http/route';
import * as pages from '@/lib/markdown/page-queries';
import { rankingMarkdown } from '@/lib/markdown/ranking';
import { parsePaperId } from '@/lib/papers/ids';
import { TRENDING_WINDOWS } from '@/lib/ranking/trending';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query/query-parser';
import { words } from '@/lib/words';

type Asked = { search: URLSearchParams; list: { page: number; site: pages.Site } };

const HEADERS = { 'content-type': 'text/markdown; charset=utf-8', vary: 'accept' };

type Context = { params: Promise<{ path: string[] }> };

export const GET = route(async (request: NextRequest, { params }: Context) => {
  const segments = (await params).path.map(decodePath);
  const search = request.nextUrl.searchParams;
  const site = { url: publicUrl, today: today() };
  const repeated = search.getAll('p');
  const page = pageNumber(repeated.length > 1 ? repeated : repeated[0]);
  const text = await markdownOf(segments, { search, list: { page, site } });
  return new Response(`${text}\n`, { headers: HEADERS });
});

function markdownOf([section = '', ...rest]: string[], asked: Asked): Promise<string> {
  const db = database();
  const { site } = asked.list;
  const path = rest.join('/');
  switch (section) {
    case 'index':
      return pages.latestPage(db, asked.list);
    case 'papers':
      return path === '' ? papersPage(asked) : underPapers(rest, asked);
    case 'topics':
      return path === '' ? pages.topicsPage(db, site) : pages.topicPage(db, path, asked.list);
    case 'authors':
      return pages.authorPage(db, path, asked.list);
    case 'about':
      return aboutPage(path);
    case 'digests':
      return pages.digestPage(db, dayOf(path), site);
  }
  throw new AppError('not_found');
}

function papersPage({ search, list }: Asked): Promise<string> {
  const query = readQuery(search.get('q') ?? '');
  if (query.length > MAX_QUERY_CHARS) {
    throw new AppError('bad_request', words.refusals.queryTooLong(MAX_QUERY_CHARS));
  }
  return query ? pages.searchPage(database(), query, list) : pages.latestPage(database(), list);
}

function underPapers([segment = '', key = '']: string[], { search, list }: Asked): Promise<string> {
  const db = database();
  if (segment === 'trending') {
    const asked = single(search.get('window') ?? undefined) ?? 'day';
    const window = TRENDING_WINDOWS.find((known) => known === asked);
    if (!window) throw new AppError('not_found');
    return pages.trendingPage(db, window, list);
  }
  const kind = periodKindOf(segment);
  if (kind) {
    const period = parsePeriod(kind, key);
    if (!period) throw new AppError('not_found', words.refusals.noEdition);
    return pages.editionPage(db, period, list);
  }
  const parsed = parsePaperId([segment, key].filter(Boolean).join('/'));
  if (!parsed) throw new AppError('not_found');
  return pages.paperPage(db, parsed.id, list.site);
}

async function aboutPage(path: string): Promise<string> {
  if (path !== 'ranking') throw new AppError('not_found');
  return rankingMarkdown(env.COUNT_UPSTREAM_VOTES);
}

function dayOf(key: string): string {
  const period = parsePeriod('day', key);
  if (!period || period.key > today()) throw new AppError('not_found', words.refusals.noDigest);
  return period.key;
}
