/** Lists listings for the API: by period, topic or submitter, in either order. */
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { splitPage } from '@/lib/papers/queries';
import type { Day, Period, PeriodKind } from '@/lib/calendar';
import { isListedIn, orderWithin } from './queries';

export type Listing = {
  paperId: string;
  listedOn: Day;
  submittedBy: string | null;
  submittedAt: Date | null;
  publishedAt: Date | null;
  isPick: boolean;
};

export type ListingQuestion = {
  /** Null for all days, newest first. */
  period: Period | null;
  submitter?: string;
  byTrend: boolean;
  /** The trending window; by default the one that is as long as the period. */
  window?: PeriodKind;
  limit: number;
  page: number;
};

/** Half a year of editions, the limit of the search for a topic's papers. */
const TOPIC_REACH = 3_000;

const listingColumns = Prisma.sql`
  e."paperId", to_char(e."listedOn", 'YYYY-MM-DD') AS "listedOn", e."submittedBy", e."submittedAt",
  e."publishedAt", e."pickRank" IS NOT NULL AS "isPick"`;
/** Lists a paper of several days at the last one. */
const isLatest = Prisma.sql`NOT e."isHidden" AND NOT EXISTS (
  SELECT 1 FROM "Appearance" later
  WHERE later."paperId" = e."paperId" AND later."listedOn" > e."listedOn")`;
const MASS: Record<PeriodKind, Prisma.Sql> = {
  day: Prisma.sql`p."massDay"`,
  week: Prisma.sql`p."massWeek"`,
  month: Prisma.sql`p."massMonth"`,
};

/** A page (from 0) of listings, each paper once. */
export async function listings(
  db: Db,
  { period, submitter, byTrend, window, limit, page }: ListingQuestion,
): Promise<{ listings: Listing[]; hasNext: boolean }> {
  const isWanted = Prisma.sql`${period ? isListedIn(period) : isLatest}
    AND ${submitter === undefined ? Prisma.sql`true` : Prisma.sql`e."submittedBy" = ${submitter}`}`;
  const mass = MASS[window ?? period?.kind ?? 'day'];
  const bounds = Prisma.sql`LIMIT ${limit + 1} OFFSET ${page * limit}`;
  // Without the hint Postgres may scan all trending papers for a month of long ago.
  const first = period || submitter !== undefined ? Prisma.sql`OFFSET 0` : Prisma.empty;
  const rows = byTrend
    ? await db.$queryRaw<Listing[]>`
        SELECT ${listingColumns} FROM "Paper" p JOIN (
          SELECT * FROM "Appearance" e WHERE ${isWanted} ${first}
        ) e ON e."paperId" = p."id" WHERE ${mass} IS NOT NULL
        ORDER BY ${mass} DESC NULLS LAST, p."votes" DESC, p."id" ${bounds}`
    : await db.$queryRaw<Listing[]>`
        SELECT ${listingColumns} FROM "Appearance" e WHERE ${isWanted}
        ORDER BY ${period ? orderWithin(period) : newestFirst} ${bounds}`;
  const { rows: found, hasNext } = splitPage(rows, limit);
  return { listings: found, hasNext };
}

/** The newest listings of a topic's papers; for a rarer topic, its latest few. */
export async function listingsOfTopic(db: Db, slug: string, limit: number): Promise<Listing[]> {
  return db.$queryRaw<Listing[]>`
    SELECT ${listingColumns} FROM (
      SELECT * FROM "Appearance" e WHERE ${isLatest} ORDER BY ${newestFirst} LIMIT ${TOPIC_REACH}
    ) e JOIN "Paper" p ON p."id" = e."paperId"
    WHERE p."topics" @> ARRAY[${slug}] ORDER BY ${newestFirst} LIMIT ${limit}`;
}

/** Days from the newest, each in its edition's order. */
const newestFirst = Prisma.sql`
  e."listedOn" DESC, e."pickRank", e."votes" DESC, e."submittedAt", e."paperId"`;

/** The latest listing of each paper that has one. */
export async function latestListings(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, Listing>> {
  const rows = await db.$queryRaw<Listing[]>`
    SELECT DISTINCT ON (e."paperId") ${listingColumns} FROM "Appearance" e
    WHERE e."paperId" = ANY (${ids}) ORDER BY e."paperId", e."listedOn" DESC`;
  return new Map(rows.map((row) => [row.paperId, row]));
}
