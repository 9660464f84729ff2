/** Every reading page as Markdown; proxy.ts rewrites `.md` and `Accept: text/markdown` here. */
import type { NextRequest } from 'next/server';
import { today } from '@/app/site';
import { database } from '@/lib/db/client';
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { route } from '@/lib/http/route';
import { markdownAt } from '@/lib/markdown/pages';
import { addressAt } from '@/lib/site/addresses';
import { decodePath, pageNumber } from '@/lib/site/params';

const HEADERS = { 'content-type': 'text/markdown; charset=utf-8', vary: 'accept' };

type Context = { params: Promise<{ path: string[] }> };

export const GET = route(async (request: NextRequest, { params }: Context) => {
  const path = (await params).path.map(decodePath).join('/');
  const search = request.nextUrl.searchParams;
  const repeated = search.getAll('p');
  const page = pageNumber(repeated.length > 1 ? repeated : repeated[0]);
  const found = addressAt(path === 'index' ? '/' : `/${path}`);
  if (!found) throw new AppError('not_found');
  const text = await markdownAt(found, {
    db: database(),
    search,
    list: { page, site: { url: publicUrl, today: today() } },
    countsUpstream: env.COUNT_UPSTREAM_VOTES,
  });
  return new Response(`${text}\n`, { headers: HEADERS });
});
