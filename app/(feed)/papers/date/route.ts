/** Redirects the date picker's form to the day's own address. */
import type { NextRequest } from 'next/server';
import { PATHS, periodPath } from '@/lib/site/paths';

export function GET(request: NextRequest): Response {
  const day = request.nextUrl.searchParams.get('date') ?? '';
  // An invalid day leads to that address's 404 page.
  const location = day
    ? periodPath({ kind: 'day', key: encodeURIComponent(day.slice(0, 40)) })
    : PATHS.latest;
  return new Response(null, { status: 303, headers: { location } });
}
