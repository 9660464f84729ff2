/**
 * Runs before every page: sends readers of Markdown to the Markdown, and says in headers how
 * caches may keep the answer (lib/front/tags.ts), since only here the address is known before
 * anything is rendered.
 */
import { NextResponse, type NextRequest } from 'next/server';
import { systemClock } from '@/lib/clock';
import { dayIn } from '@/lib/editions/calendar';
import { env } from '@/lib/env';
import { HYDRATION_HEADER } from '@/lib/front/hydration';
import { cachePolicy } from '@/lib/front/tags';

export const config = { matcher: ['/((?!_next/|api/|markdown/|healthz|readyz|metrics).*)'] };

export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  const response = leadsToMarkdown(request)
    ? NextResponse.rewrite(new URL(`/markdown${pathname.replace(/\.md$/, '')}`, request.url))
    : NextResponse.next();
  const policy = /^(GET|HEAD)$/.test(request.method)
    ? cachePolicy(pathname, dayIn(env.EDITION_TIME_ZONE, systemClock()))
    : null;
  if (policy) {
    response.headers.set('cache-control', policy.cacheControl);
    response.headers.set('cache-tag', policy.tags.join(','));
  }
  // No page of ours brings components to the browser yet; public/reading.js does what there is.
  response.headers.set(HYDRATION_HEADER, 'none');
  return response;
}

function leadsToMarkdown(request: NextRequest): boolean {
  const { pathname } = request.nextUrl;
  if (!/^\/papers(\/|$)/.test(pathname)) return pathname === '/papers.md';
  return pathname.endsWith('.md') || /\btext\/markdown\b/.test(request.headers.get('accept') ?? '');
}
