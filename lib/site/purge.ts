/** Requests purges from all fronts by a notification, which Postgres delivers on commit. */
import { z } from 'zod';
import type { Db } from '@/lib/db/client';

/** Tags whose pages are stale, or all pages. */
export type Purge = readonly string[] | 'all';

export const PURGE_CHANNEL = 'broadsheet_purge';

/** Postgres takes payloads under 8000 bytes. */
const MAX_PAYLOAD_BYTES = 7_500;
/** Above this number of payloads, purging everything is cheaper. */
const MAX_PAYLOADS = 8;
const EVERYTHING = JSON.stringify('all');
const message = z.union([z.literal('all'), z.array(z.string())]);

/** Purges responses with one of `tags` from all fronts, when the transaction of `db` commits. */
export async function requestPurge(db: Db, tags: readonly string[]): Promise<void> {
  const payloads = purgePayloads(tags);
  if (payloads.length === 0) return;
  await db.$executeRaw`
    SELECT pg_notify(${PURGE_CHANNEL}, payload) FROM unnest(${payloads}::text[]) AS payload`;
}

/** The tags as payloads of a size that Postgres accepts, or one payload for everything. */
export function purgePayloads(tags: readonly string[]): string[] {
  const payloads: string[] = [];
  let part: string[] = [];
  let bytes = 0;
  for (const tag of new Set(tags)) {
    const size = Buffer.byteLength(JSON.stringify(tag)) + 1;
    if (part.length > 0 && bytes + size + 1 > MAX_PAYLOAD_BYTES) {
      payloads.push(JSON.stringify(part));
      part = [];
      bytes = 0;
    }
    part.push(tag);
    bytes += size;
  }
  if (part.length > 0) payloads.push(JSON.stringify(part));
  const isTooMuch =
    payloads.length > MAX_PAYLOADS ||
    payloads.some((payload) => Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES);
  return isTooMuch ? [EVERYTHING] : payloads;
}

/** The tags of a payload; everything for an unreadable one, which is always safe. */
export function parsePurge(payload: string | undefined): Purge {
  try {
    return message.parse(JSON.parse(payload ?? EVERYTHING));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return 'all';
    throw error;
  }
}
