/** Reads that digests are made from: a slot's papers, what a reader had, what became of it all. */
import type { Pool as PgPool } from 'pg';
import type { Db } from '@/lib/db/client';
import { addCalendarDays, type Day } from '@/lib/calendar';
import { Prisma } from '@/lib/db/generated/client';
import type { TrendingWindow } from '@/lib/ranking/trending';
import { CADENCE, type Cadence } from '@/lib/subscriptions/cadences';
import type { Candidate } from './types';

/** More papers than anybody is sent; a site that lists whole categories has thousands a week. */
const MOST_CANDIDATES = 1_000;

type CandidateRow = Omit<Candidate, 'masses'> &
  Record<'massDay' | 'massWeek' | 'massMonth', number | null>;

/** The column that the heaviest papers of a pool are found by. */
const POOL_MASS: Record<TrendingWindow, Prisma.Sql> = {
  day: Prisma.sql`p."massWeek"`,
  week: Prisma.sql`p."massWeek"`,
  month: Prisma.sql`p."massMonth"`,
};

/** The papers that a digest of a local day may hold: those listed lately, the heaviest first. */
export async function candidatesFor(db: Db, cadence: Cadence, day: Day): Promise<Candidate[]> {
  const since = addCalendarDays(day, 1 - CADENCE[cadence].poolDays);
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
    ORDER BY ${POOL_MASS[CADENCE[cadence].window]} DESC NULLS LAST, p."id" LIMIT ${MOST_CANDIDATES}`;
  return rows.map(({ massDay, massWeek, massMonth, ...paper }) => ({
    ...paper,
    masses: { day: massDay, week: massWeek, month: massMonth },
  }));
}

/** Changes whenever a paper is listed, removed or hidden in the days that a slot chooses from. */
export async function listingVersion(db: Db, cadence: Cadence, day: Day): Promise<string> {
  const since = addCalendarDays(day, 1 - CADENCE[cadence].poolDays);
  const [row] = await db.$queryRaw<[{ version: string }]>`
    SELECT concat(count(*), ' ', sum(
      hashtextextended(e."paperId", e."listedOn" - '2000-01-01'::date)::numeric
    )) AS version
    FROM "Appearance" e
    WHERE e."listedOn" BETWEEN ${since}::date AND ${day}::date AND NOT e."isHidden"`;
  return row.version;
}

/** Which of these papers each of these subscribers has been sent. */
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

export async function titlesOf(db: Db, paperIds: readonly string[]): Promise<Map<string, string>> {
  const papers = await db.paper.findMany({
    where: { id: { in: [...paperIds] } },
    select: { id: true, title: true },
  });
  return new Map(papers.map(({ id, title }) => [id, title]));
}

/** What is left to do: digests to plan, deliveries that could be sent now, and those that wait. */
type OpenDeliveries = { unplanned: number; due: number; later: number };

export async function openDeliveries(db: Db, now: Date): Promise<OpenDeliveries> {
  const [row] = await db.$queryRaw<[OpenDeliveries]>`
    SELECT (SELECT count(*) FROM "DueDigest" d JOIN "Subscription" s ON s."id" = d."subscriptionId"
            WHERE d."at" <= ${now} AND s."state" IN ('active', 'paused'))::int AS unplanned,
           count(*) FILTER (WHERE "dueAt" <= ${now})::int AS due,
           count(*) FILTER (WHERE "dueAt" > ${now})::int AS later
    FROM "Delivery" WHERE "isOpen"`;
  return row;
}

export type IssueStatus = {
  cadence: Cadence;
  localDay: Day;
  counts: Record<string, number>;
};

/** The newest issues and how many deliveries of each are in which state. */
export async function recentIssues(db: Db, limit: number): Promise<IssueStatus[]> {
  return db.$queryRaw<IssueStatus[]>`
    SELECT i."cadence"::text AS "cadence", to_char(i."localDay", 'YYYY-MM-DD') AS "localDay",
      (SELECT coalesce(jsonb_object_agg(c."state", c.n), '{}') FROM (
        SELECT d."state"::text AS "state", count(*) AS n FROM "Delivery" d
        WHERE d."issueId" = i."id" GROUP BY d."state"
      ) c) AS "counts"
    FROM "Issue" i ORDER BY i."localDay" DESC, i."cadence" LIMIT ${limit}`;
}

/** What happened to one address: its subscription, its newest deliveries. Null if it is unknown. */
export async function findSubscriberHistory(db: Db, email: string, limit: number) {
  return db.subscription.findUnique({
    where: { email },
    select: {
      state: true,
      cadence: true,
      weekday: true,
      hour: true,
      timeZone: true,
      confirmedAt: true,
      nextDueAt: true,
      deliveries: {
        orderBy: { createdAt: 'desc' },
        take: limit,
        select: {
          state: true,
          attempts: true,
          sentAt: true,
          dueAt: true,
          lastError: true,
          messageId: true,
          issue: { select: { cadence: true, localDay: true } },
        },
      },
    },
  });
}
