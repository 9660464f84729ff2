/**
 * Runs before every page: sends readers of Markdown to the Markdown and forms to their handlers,
 * and says in headers how caches may keep the answer (lib/site/tags.ts), since only here the
 * address is known before anything is rendered.
 */
import { NextResponse, type NextRequest } from 'next/server';
import { systemClock } from '@/lib/clock';
import { dayIn, paddedKey, parsePeriod } from '@/lib/calendar';
import { env, publicUrl } from '@/lib/env';
import { ANSWER_STATUS_HEADER } from '@/lib/front/answer-status';
import { hasMarkdownForm, prefersMarkdown } from '@/lib/front/markdown-form';
import { tagHeader } from '@/lib/http/header-address';
import { cachePolicy, policyOf } from '@/lib/site/tags';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query/query-parser';

export const config = {
  matcher: ['/((?!_next/|api/|markdown/|export/|post/|healthz|readyz|metrics).*)'],
};

/** Pages of one reader: by a session, or by an address that lets whoever has it act for them. */
const PRIVATE =
  /^\/(subscriptions\/|unsubscribe\/|sign-in|account|library|collections\/|vote\/|save\/|discuss\/|papers\/(submit|for-you)$|searches|follow$|admin|feeds\/for-you\/)/;

/** A paper or an edition as citations. */
const EXPORT = /^\/papers\/.+\.(bib|ris|csl\.json)$/;

const KIND_OF = { date: 'day', week: 'week', month: 'month' } as const;
const PERIOD = /^\/papers\/(date|week|month)\/([^/.]+)(\.(?:md|bib|ris|csl\.json))?$/;
const PERMANENT_REDIRECT = 308;

export function proxy(request: NextRequest): NextResponse {
  const inside = addressInside(request);
  const moved = periodAddress(request);
  const response = moved
    ? NextResponse.redirect(new URL(moved, publicUrl), PERMANENT_REDIRECT)
    : inside
      ? NextResponse.rewrite(new URL(inside + request.nextUrl.search, request.url))
      : NextResponse.next();
  if (isOneReaders(request)) keepPrivate(response.headers);
  else allowSharing(response.headers, request);
  // A page can't tell its own status; this one says in words what is wrong with the query.
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
  if (pathname === '/papers' && !searchParams.has('q')) {
    const [segment, key] = [...searchParams].find(([name]) => Object.hasOwn(KIND_OF, name)) ?? [];
    return key ? `/papers/${segment}/${encodeURIComponent(paddedKey(key))}` : null;
  }
  const [, segment = '', key = '', ending = ''] = PERIOD.exec(pathname) ?? [];
  const kind = KIND_OF[segment as keyof typeof KIND_OF];
  const padded = paddedKey(key);
  if (!kind || padded === key || !parsePeriod(kind, padded)) return null;
  return `/papers/${segment}/${padded}${ending}${searchParams.size > 0 ? `?${searchParams}` : ''}`;
}

/** Where the answer is made, if that isn't the address that was asked for. */
function addressInside(request: NextRequest): string | null {
  const { pathname } = request.nextUrl;
  // A page and its form share an address, and Next has a page or a handler at one: app/post/.
  if (request.method === 'POST') return `/post${pathname}`;
  if (EXPORT.test(pathname)) return `/export${pathname}`;
  if (!leadsToMarkdown(request)) return null;
  // By its name: to `/markdown/` Next would answer with a redirect to the address without its slash.
  return pathname === '/' ? '/markdown/index' : `/markdown${pathname.replace(/\.md$/, '')}`;
}

function isOneReaders(request: NextRequest): boolean {
  const path = plainPath(request);
  return (
    PRIVATE.test(path) || (path.startsWith('/digests/') && request.nextUrl.searchParams.has('d'))
  );
}

/** As Next looks for it: an escaped letter is that letter, so `/%61ccount` is /account. */
function plainPath({ nextUrl: { pathname } }: NextRequest): string {
  try {
    return decodeURIComponent(pathname);
  } catch (error) {
    // Next has no page at what is no escape at all.
    if (error instanceof URIError) return pathname;
    throw error;
  }
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

function allowSharing(headers: Headers, request: NextRequest): void {
  if (!/^(GET|HEAD)$/.test(request.method)) return;
  const today = dayIn(env.EDITION_TIME_ZONE, systemClock());
  const policy = isSearch(request) ? policyOf.anyPaper() : cachePolicy(plainPath(request), today);
  if (!policy) return;
  headers.set('cache-control', policy.cacheControl);
  headers.set('cache-tag', tagHeader(policy.tags));
  // The front tells what it keeps apart by this.
  if (isReading(request.nextUrl.pathname)) headers.append('vary', 'accept');
}

function leadsToMarkdown(request: NextRequest): boolean {
  const { pathname, searchParams } = request.nextUrl;
  // A reader's own digest is a page only.
  if (!isReading(pathname) || searchParams.has('d')) return false;
  return pathname.endsWith('.md') || prefersMarkdown(request.headers.get('accept'));
}

function isReading(pathname: string): boolean {
  return hasMarkdownForm(pathname) && !PRIVATE.test(pathname);
}
