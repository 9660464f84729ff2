/** Where the date picker's form leads: the day's own address. */
import type { NextRequest } from 'next/server';

export function GET(request: NextRequest): Response {
  const day = request.nextUrl.searchParams.get('date') ?? '';
  // A day that isn't one gets that address's 404 page.
  const location = day ? `/papers/date/${encodeURIComponent(day.slice(0, 40))}` : '/papers';
  return new Response(null, { status: 303, headers: { location } });
}
