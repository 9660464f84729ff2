/** Writes the address of a list's next page. */
import type { NextRequest } from 'next/server';
import { publicUrl } from '@/lib/env';

/** The request's public address with some parameters changed. */
export function nextPage({ nextUrl }: NextRequest, changes: Record<string, string>): string {
  const url = new URL(nextUrl.pathname + nextUrl.search, publicUrl);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  return url.href;
}
