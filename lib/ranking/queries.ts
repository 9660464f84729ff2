/** Reads trending papers, each window from its own index. */
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { MAX_PAGE } from '@/lib/site/params';
import {
  cardColumns,
  latestListing,
  listingColumns,
  splitPage,
  type PaperCard,
} from '@/lib/papers/queries';
import type { TrendingWindow } from './trending';

export const TRENDING_PAGE_SIZE = 50;

const MASS_COLUMN: Record<TrendingWindow, Prisma.Sql> = {
  day: Prisma.sql`"massDay"`,
  week: Prisma.sql`"massWeek"`,
  month: Prisma.sql`"massMonth"`,
};

/** A page (from 0) of the papers with the greatest mass in a window; ties by votes, then id. */
export async function trendingPapers(
  db: Db,
  window: TrendingWindow,
  page: number,
): Promise<{ papers: PaperCard[]; hasNext: boolean; isCut: boolean }> {
  const mass = MASS_COLUMN[window];
  const rows = await db.$queryRaw<PaperCard[]>`
    SELECT ${cardColumns}, ${listingColumns}
    FROM (
      SELECT * FROM "Paper" p WHERE p.${mass} IS NOT NULL AND p."hiddenAt" IS NULL
      ORDER BY p.${mass} DESC NULLS LAST, p."votes" DESC, p."id"
      LIMIT ${TRENDING_PAGE_SIZE + 1} OFFSET ${page * TRENDING_PAGE_SIZE}
    ) p ${latestListing}
    ORDER BY p.${mass} DESC, p."votes" DESC, p."id"`;
  const { rows: papers, ...more } = splitPage(rows, TRENDING_PAGE_SIZE, page === MAX_PAGE);
  return { papers, ...more };
}
