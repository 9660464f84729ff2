/** The feeds: their path names what and, by its end, the format. */
import type { NextRequest } from 'next/server';
import { database } from '@/lib/db/client';
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { getFeed } from '@/lib/feeds/feed-queries';
import { updatedAt, writeFeed } from '@/lib/feeds/formats';
import { topicsOpml } from '@/lib/feeds/opml';
import { addressOf, FEED_FORMATS, FEED_TYPE } from '@/lib/feeds/types';
import { policyOf, type CachePolicy } from '@/lib/front/tags';
import { answerHeaders, conditional, methods, type RouteContext } from '@/lib/http/api-route';
import { decodePath } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { topicNames } from '@/lib/papers/queries';

const ADDRESS = /^(.+)\.([a-z]+)$/;

const get = route(async (request: NextRequest, { params }: RouteContext) => {
  const path = [(await params)?.feed ?? []].flat().map(decodePath).join('/');
  if (path === 'topics.opml') return opml(request);
  const [, name = '', extension] = ADDRESS.exec(path) ?? [];
  const format = FEED_FORMATS.find((known) => known === extension);
  if (!format) throw new AppError('not_found', 'A feed ends in .rss, .atom or .json.');

  const site = { name: env.SITE_NAME, url: publicUrl, hubUrl: env.WEBSUB_HUB ?? null };
  const { feed, cache } = await getFeed(database(), name, request.nextUrl.searchParams, site);
  const headers = headersOf(FEED_TYPE[format], cache);
  headers.set('last-modified', updatedAt(feed).toUTCString());
  if (feed.hubUrl) {
    headers.append('link', `<${feed.hubUrl}>; rel="hub"`);
    headers.append('link', `<${addressOf(feed, format)}>; rel="self"`);
  }
  return conditional(writeFeed(feed, format), headers, request);
});

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({ GET: get });

async function opml(request: NextRequest): Promise<Response> {
  const topics = [...(await topicNames(database()))].map(([slug, name]) => ({ slug, name }));
  const text = topicsOpml(topics, { name: env.SITE_NAME, url: publicUrl });
  return conditional(text, headersOf('text/x-opml', policyOf.static), request);
}

function headersOf(type: string, cache: CachePolicy | undefined): Headers {
  const headers = answerHeaders(cache);
  headers.set('content-type', `${type}; charset=utf-8`);
  return headers;
}
