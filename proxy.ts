/**
 * Runs before every page: rewrites requests for other forms of a page, and forms to their handlers.
 * Sets the cache headers by the address book (lib/site/addresses.ts), because only here the address
 * is known before anything is rendered.
 */
import { NextResponse, type NextRequest } from 'next/server';
import { systemClock } from '@/lib/clock';
import { dayIn, paddedKey, parsePeriod } from '@/lib/calendar';
import { env, publicUrl } from '@/lib/env';
import { ANSWER_STATUS_HEADER } from '@/lib/front/answer-status';
import { prefersMarkdown } from '@/lib/front/markdown-form';
import { tagHeader } from '@/lib/http/header-address';
import { addressAt, hasMarkdownForm, keptAs, isCitation, type Found } from '@/lib/site/addresses';
import { plainPath } from '@/lib/site/patterns';
import type { CachePolicy } from '@/lib/site/tags';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query/query-parser';
import { PATHS } from '@/lib/site/paths';

export const config = {
  matcher: ['/((?!_next/|api/|markdown/|export/|post/|healthz|readyz|metrics).*)'],
};

const KIND_OF = { date: 'day', week: 'week', month: 'month' } as const;
const PERIOD = /^\/papers\/(date|week|month)\/([^/.]+)(\.(?:md|bib|ris|csl\.json))?$/;
const PERMANENT_REDIRECT = 308;

export function proxy(request: NextRequest): NextResponse {
  const { pathname, searchParams: query, search } = request.nextUrl;
  const found = addressAt(plainPath(pathname));
  const kept = keptAs(found, { query, today: dayIn(env.EDITION_TIME_ZONE, systemClock()) });
  const inside = addressInside(request, found, kept === 'private');
  const moved = periodAddress(request);
  const response = moved
    ? NextResponse.redirect(new URL(moved, publicUrl), PERMANENT_REDIRECT)
    : inside
      ? NextResponse.rewrite(new URL(inside + search, request.url))
      : NextResponse.next();
  if (kept === 'private') keepPrivate(response.headers);
  else if (kept && /^(GET|HEAD)$/.test(request.method)) allowSharing(response.headers, found, kept);
  // A page can't set its own status; this one states in words what is wrong with the query.
  if (!inside && isTooLong(request)) {
    response.headers.set(ANSWER_STATUS_HEADER, '400');
    response.headers.set('cache-control', 'no-store');
  }
  return response;
}

/**
 * The address of an edition that is asked for by another one, as on Hugging Face: with a parameter
 * or unpadded. Null for every other address.
 */
function periodAddress({ method, nextUrl: { pathname, searchParams } }: NextRequest) {
  if (!/^(GET|HEAD)$/.test(method)) return null;
  if (pathname === PATHS.latest && !searchParams.has('q')) {
    const [segment, key] = [...searchParams].find(([name]) => Object.hasOwn(KIND_OF, name)) ?? [];
    return key ? `${PATHS.latest}/${segment}/${encodeURIComponent(paddedKey(key))}` : null;
  }
  const [, segment = '', key = '', ending = ''] = PERIOD.exec(pathname) ?? [];
  const kind = KIND_OF[segment as keyof typeof KIND_OF];
  const padded = paddedKey(key);
  if (!kind || padded === key || !parsePeriod(kind, padded)) return null;
  return `${PATHS.latest}/${segment}/${padded}${ending}${searchParams.size > 0 ? `?${searchParams}` : ''}`;
}

/** The address of the handler, if it is another one than the page's. */
function addressInside(request: NextRequest, found: Found | null, isPrivate: boolean) {
  const { pathname } = request.nextUrl;
  // A page and its form share an address, and Next has a page or a handler at one: app/post/.
  if (request.method === 'POST') return `/post${pathname}`;
  if (isCitation(found)) return `/export${pathname}`;
  const asksByEnding = pathname.endsWith('.md');
  // The handler refuses an unknown address in a form for programs.
  if (!found) return asksByEnding ? `/markdown${pathname}` : null;
  const isMarkdown = asksByEnding || prefersMarkdown(request.headers.get('accept'));
  // A reader's own digest is a page only.
  if (isPrivate || !isMarkdown || !hasMarkdownForm(found)) return null;
  // Next would answer `/markdown/` with a redirect to the address without its slash.
  return pathname === '/' ? '/markdown/index' : `/markdown${pathname.replace(/\.md$/, '')}`;
}

function isSearch({ nextUrl: { pathname, searchParams } }: NextRequest): boolean {
  return /^\/papers(\.md)?$/.test(pathname) && searchParams.has('q');
}

function isTooLong(request: NextRequest): boolean {
  const query = readQuery(request.nextUrl.searchParams.get('q') ?? '');
  return isSearch(request) && query.length > MAX_QUERY_CHARS;
}

function keepPrivate(headers: Headers): void {
  headers.set('cache-control', 'private, no-store');
  // Not no-referrer, under which browsers hide from us too where a form was sent from.
  headers.set('referrer-policy', 'same-origin');
  headers.set('x-robots-tag', 'noindex');
}

function allowSharing(headers: Headers, found: Found | null, policy: CachePolicy): void {
  headers.set('cache-control', policy.cacheControl);
  headers.set('cache-tag', tagHeader(policy.tags));
  // The front stores the forms apart by this.
  if (hasMarkdownForm(found)) headers.append('vary', 'accept');
}
