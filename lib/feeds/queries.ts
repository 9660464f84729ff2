/** Reads each feed's papers or editions, newest first. */
import { papersOfIds, papersOfListings, type Listed } from '@/lib/api/queries';
import type { Database, Db } from '@/lib/db/client';
import { listings, listingsOfTopic } from '@/lib/editions/listing-queries';
import { paperIdsBy } from '@/lib/papers/author-queries';
import type { TrendingWindow } from '@/lib/ranking/trending';
import { newestPaperIdsWith } from '@/lib/search/query/search-queries';

/** Covers a weekend's absence. */
export const FEED_LENGTH = 60;

export async function newestListed(db: Db): Promise<Listed[]> {
  const list = { period: null, byTrend: false, limit: FEED_LENGTH, page: 0 };
  return papersOfListings(db, (await listings(db, list)).listings);
}

/** Today's order, whatever the window. */
export async function trendingListed(db: Db, window: TrendingWindow): Promise<Listed[]> {
  const list = { period: null, byTrend: true, window, limit: FEED_LENGTH, page: 0 };
  return papersOfListings(db, (await listings(db, list)).listings);
}

export async function newestOfTopic(db: Db, slug: string): Promise<Listed[]> {
  return papersOfListings(db, await listingsOfTopic(db, slug, FEED_LENGTH));
}

/** Matches the name as printed on papers. */
export async function newestOfAuthor(db: Db, name: string): Promise<Listed[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH mine AS MATERIALIZED (${paperIdsBy(name)})
    SELECT p."id" FROM mine JOIN "Paper" p ON p."id" = mine."paperId"
    WHERE p."hiddenAt" IS NULL
    ORDER BY p."publishedOn" DESC, p."id" LIMIT ${FEED_LENGTH}`;
  return papersOfIds(db, idsOf(rows));
}

/** Every paper with the words, newest first: a feed by relevance would never show a new one. */
export async function newestWithWords(db: Database, query: string): Promise<Listed[]> {
  return papersOfIds(db, await newestPaperIdsWith(db, query, FEED_LENGTH));
}

function idsOf(rows: { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
