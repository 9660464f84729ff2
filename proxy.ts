/**
 * Runs before every page: rewrites requests for other forms of a page, and forms to their handlers.
 * Sets the cache headers by the address book (lib/site/addresses.ts), because only here the address
 * is known before anything is rendered.
 */
import { NextResponse, type NextRequest } from 'next/server';
import { systemClock } from '@/lib/clock';
import { dayIn, paddedKey, parsePeriod, periodKindOf } from '@/lib/calendar';
import { env, publicUrl } from '@/lib/env';
import { ANSWER_STATUS_HEADER } from '@/lib/front/answer-status';
import { prefersMarkdown } from '@/lib/front/markdown-form';
import { tagHeader } from '@/lib/http/header-address';
import {
  addressAt,
  editionAt,
  hasMarkdownForm,
  keptAs,
  isCitation,
  type Found,
} from '@/lib/site/addresses';
import { plainPath } from '@/lib/site/patterns';
import type { CachePolicy } from '@/lib/site/tags';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query/query-parser';
import { PATHS, periodPath } from '@/lib/site/paths';

export const config = {
  matcher: ['/((?!_next/|api/|markdown/|export/|post/|healthz|readyz|metrics).*)'],
};

const PERMANENT_REDIRECT = 308;

export function proxy(request: NextRequest): NextResponse {
  const { pathname, searchParams: query, search } = request.nextUrl;
  const found = addressAt(plainPath(pathname));
  const kept = keptAs(found, { query, today: dayIn(env.EDITION_TIME_ZONE, systemClock()) });
  const inside = addressInside(request, found, kept === 'private');
  const moved = periodAddress(request, found);
  const response = moved
    ? NextResponse.redirect(new URL(moved, publicUrl), PERMANENT_REDIRECT)
    : inside
      ? NextResponse.rewrite(new URL(inside + search, request.url))
      : NextResponse.next();
  if (kept === 'private') keepPrivate(response.headers);
  else if (kept && /^(GET|HEAD)$/.test(request.method)) allowSharing(response.headers, found, kept);
  // A page can't set its own status; this one explains the error in the query.
  if (!inside && isTooLong(request, found)) {
    response.headers.set(ANSWER_STATUS_HEADER, '400');
    response.headers.set('cache-control', 'no-store');
  }
  return response;
}

/**
 * Redirect target for an edition requested in another form, as on Hugging Face: with a parameter or
 * unpadded. Null for every other address.
 */
function periodAddress(
  { method, nextUrl: { search, searchParams } }: NextRequest,
  found: Found | null,
) {
  if (!found || !/^(GET|HEAD)$/.test(method)) return null;
  const { address, form } = found;
  if (address.redirectsBy && form === null && !searchParams.has('q')) {
    const [name = '', value] =
      [...searchParams].find(([given]) => address.redirectsBy?.includes(given)) ?? [];
    const kind = periodKindOf(name);
    return kind && value && periodPath({ kind, key: encodeURIComponent(paddedKey(value)) });
  }
  const edition = editionAt(found);
  const key = paddedKey(edition?.key ?? '');
  if (!edition || key === edition.key || !parsePeriod(edition.kind, key)) return null;
  return `${periodPath({ kind: edition.kind, key })}${form ? `.${form}` : ''}${search}`;
}

/** The handler's address, if it differs from the page's. */
function addressInside(request: NextRequest, found: Found | null, isPrivate: boolean) {
  const { pathname } = request.nextUrl;
  // A page and its form share an address, but Next allows a page or a handler: app/post/.
  if (request.method === 'POST') return `/post${pathname}`;
  if (isCitation(found)) return `/export${pathname}`;
  const asksByEnding = pathname.endsWith('.md');
  // The handler rejects an unknown address in a format for programs.
  if (!found) return asksByEnding ? `/markdown${pathname}` : null;
  const isMarkdown = asksByEnding || prefersMarkdown(request.headers.get('accept'));
  // A reader's own digest is a page only.
  if (isPrivate || !isMarkdown || !hasMarkdownForm(found)) return null;
  // Next would answer `/markdown/` with a redirect to the address without its slash.
  return pathname === '/' ? '/markdown/index' : `/markdown${pathname.replace(/\.md$/, '')}`;
}

function isTooLong({ nextUrl: { searchParams } }: NextRequest, found: Found | null): boolean {
  if (found?.address.pattern !== PATHS.latest) return false;
  return readQuery(searchParams.get('q') ?? '').length > MAX_QUERY_CHARS;
}

function keepPrivate(headers: Headers): void {
  headers.set('cache-control', 'private, no-store');
  // Not no-referrer, which would hide a form's origin from us too.
  headers.set('referrer-policy', 'same-origin');
  headers.set('x-robots-tag', 'noindex');
}

function allowSharing(headers: Headers, found: Found | null, policy: CachePolicy): void {
  headers.set('cache-control', policy.cacheControl);
  headers.set('cache-tag', tagHeader(policy.tags));
  // The front caches the forms separately by this header.
  if (hasMarkdownForm(found)) headers.append('vary', 'accept');
}
