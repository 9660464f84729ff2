/** The feeds: the path selects one, and its extension the format. */
import type { NextRequest } from 'next/server';
import { readerOfFeedToken } from '@/lib/accounts/tokens/actor-commands';
import { database } from '@/lib/db/client';
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { getFeed, getFollowed } from '@/lib/feeds/feed-queries';
import { writeFeed } from '@/lib/feeds/formats';
import { followedOpml } from '@/lib/feeds/opml';
import { FEED_FORMATS, FEED_TYPE } from '@/lib/feeds/types';
import { policyOf, type CachePolicy } from '@/lib/site/tags';
import { answerHeaders, conditional, methods, type RouteContext } from '@/lib/http/programs';
import { decodePath } from '@/lib/site/params';
import { route } from '@/lib/http/route';
import { words } from '@/lib/words';

const ADDRESS = /^(.+)\.([a-z]+)$/;

const get = route(async (request: NextRequest, { params }: RouteContext) => {
  const path = [(await params)?.feed ?? []].flat().map(decodePath).join('/');
  const [, name = '', extension] = ADDRESS.exec(path) ?? [];
  if (extension === 'opml') return opml(name, request);
  const format = FEED_FORMATS.find((known) => known === extension);
  if (!format) throw new AppError('not_found', words.refusals.feedFormat);

  const site = { name: env.SITE_NAME, url: publicUrl };
  const { feed, cache } = await getFeed(database(), name, {
    search: request.nextUrl.searchParams,
    site,
    readerOf: readerOfFeedToken,
  });
  const headers = headersOf(FEED_TYPE[format], cache);
  return conditional(writeFeed(feed, format), headers, request);
});

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({ GET: get });

async function opml(name: string, request: NextRequest): Promise<Response> {
  const followed = await getFollowed(database(), name, readerOfFeedToken);
  const text = followedOpml(followed, { name: env.SITE_NAME, url: publicUrl });
  const cache = name === 'topics' ? policyOf.static : undefined;
  return conditional(text, headersOf('text/x-opml', cache), request);
}

function headersOf(type: string, cache: CachePolicy | undefined): Headers {
  const headers = answerHeaders(cache);
  headers.set('content-type', `${type}; charset=utf-8`);
  return headers;
}
