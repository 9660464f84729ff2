/** Reads the papers that may be recommended, and the papers already sent to a subscriber. */
import type { Pool as PgPool } from 'pg';
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { addCalendarDays, type Day } from '@/lib/calendar';
import type { TrendingWindow } from '@/lib/ranking/trending';
import type { Candidate } from './types';

/** Limits the pool, because a site that lists whole categories has thousands of papers a week. */
const MOST_CANDIDATES = 1_000;

/** Days of editions up to `day`, and the window by which papers are compared. */
export type Editions = { day: Day; poolDays: number; window: TrendingWindow };

type CandidateRow = Omit<Candidate, 'masses'> &
  Record<'massDay' | 'massWeek' | 'massMonth', number | null>;

/** Column that sorts the papers of a pool by mass. */
const POOL_MASS: Record<TrendingWindow, Prisma.Sql> = {
  day: Prisma.sql`p."massWeek"`,
  week: Prisma.sql`p."massWeek"`,
  month: Prisma.sql`p."massMonth"`,
};

/** The papers of these editions with the greatest masses first. */
export async function candidatesOf(db: Db, editions: Editions): Promise<Candidate[]> {
  const { day, poolDays, window } = editions;
  const since = addCalendarDays(day, 1 - poolDays);
  const rows = await db.$queryRaw<CandidateRow[]>`
    WITH listed AS (
      SELECT e."paperId", e."listedOn", row_number() OVER (
        PARTITION BY e."listedOn" ORDER BY e."pickRank", e."votes" DESC, e."submittedAt", e."paperId"
      )::int AS "editionRank"
      FROM "Appearance" e
      WHERE e."listedOn" BETWEEN ${since}::date AND ${day}::date AND NOT e."isHidden"
    ), latest AS (
      SELECT DISTINCT ON ("paperId") * FROM listed ORDER BY "paperId", "listedOn" DESC
    )
    SELECT p."id", p."source", p."title", p."abstract", p."authorCount", p."topics",
      least(round(p."votes"), 2147483647)::int AS "votes", p."upvotes", p."upstreamVotes", to_char(latest."listedOn", 'YYYY-MM-DD') AS "listedOn",
      latest."editionRank", p."massDay", p."massWeek", p."massMonth", p."codeUrl", p."withdrawn",
      ARRAY(
        SELECT a."name" FROM "PaperAuthor" a WHERE a."paperId" = p."id" ORDER BY a."position"
      ) AS "authors"
    FROM latest JOIN "Paper" p ON p."id" = latest."paperId"
    ORDER BY ${POOL_MASS[window]} DESC NULLS LAST, p."id" LIMIT ${MOST_CANDIDATES}`;
  return rows.map(({ massDay, massWeek, massMonth, ...paper }) => ({
    ...paper,
    masses: { day: massDay, week: massWeek, month: massMonth },
  }));
}

/** Changes whenever a paper is listed, removed or hidden in these editions. */
export async function editionsVersion(db: Db, { day, poolDays }: Editions): Promise<string> {
  const since = addCalendarDays(day, 1 - poolDays);
  const [row] = await db.$queryRaw<[{ version: string }]>`
    SELECT concat(count(*), ' ', sum(
      hashtextextended(e."paperId", e."listedOn" - '2000-01-01'::date)::numeric
    )) AS version
    FROM "Appearance" e
    WHERE e."listedOn" BETWEEN ${since}::date AND ${day}::date AND NOT e."isHidden"`;
  return row.version;
}

/** The papers among these that were sent to each of these subscribers. */
export async function deliveredAmong(
  pool: PgPool,
  subscriptionIds: string[],
  paperIds: string[],
): Promise<Map<string, Set<string>>> {
  const { rows } = await pool.query<{ subscriptionId: string; paperId: string }>({
    name: 'delivered-among',
    text: `SELECT "subscriptionId", "paperId" FROM "DeliveredPaper"
           WHERE "subscriptionId" = ANY($1) AND "paperId" = ANY($2)`,
    values: [subscriptionIds, paperIds],
  });
  const delivered = new Map<string, Set<string>>(subscriptionIds.map((id) => [id, new Set()]));
  for (const { subscriptionId, paperId } of rows) delivered.get(subscriptionId)?.add(paperId);
  return delivered;
}

export type History = { delivered: ReadonlySet<string>; since: Day | null };

/** Papers sent to a subscriber before the digest of `day`, and the day of the last digest. */
export async function historyBefore(
  pool: PgPool,
  subscriptionId: string,
  { day, paperIds }: { day: Day; paperIds: string[] },
): Promise<History> {
  const [delivered, { rows }] = await Promise.all([
    deliveredAmong(pool, [subscriptionId], paperIds),
    pool.query<{ since: Day | null; today: string[] }>({
      name: 'history-before',
      text: `
        SELECT to_char(max(i."localDay") FILTER (WHERE i."localDay" < $2), 'YYYY-MM-DD') AS since,
          coalesce(array_agg(paper."id") FILTER (WHERE i."localDay" = $2), '{}') AS today
        FROM "Delivery" d JOIN "Issue" i ON i."id" = d."issueId"
        LEFT JOIN LATERAL jsonb_to_recordset(d."papers") AS paper("id" text) ON i."localDay" = $2
        WHERE d."subscriptionId" = $1 AND d."state" = 'sent'`,
      values: [subscriptionId, day],
    }),
  ]);
  const [{ since, today } = { since: null, today: [] }] = rows;
  const sentToday = new Set(today);
  const before = [...(delivered.get(subscriptionId) ?? [])].filter((id) => !sentToday.has(id));
  return { delivered: new Set(before), since };
}
