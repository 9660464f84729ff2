/** Reads the state of deliveries, for operators. */
import type { Db } from '@/lib/db/client';
import type { Day } from '@/lib/calendar';
import type { Cadence } from '@/lib/subscriptions/cadences';

/** Remaining work: digests to plan, deliveries to send now, and waiting ones. */
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

/** The newest issues, with their deliveries counted by state. */
export async function recentIssues(db: Db, limit: number): Promise<IssueStatus[]> {
  return db.$queryRaw<IssueStatus[]>`
    SELECT i."cadence"::text AS "cadence", to_char(i."localDay", 'YYYY-MM-DD') AS "localDay",
      (SELECT coalesce(jsonb_object_agg(c."state", c.n), '{}') FROM (
        SELECT d."state"::text AS "state", count(*) AS n FROM "Delivery" d
        WHERE d."issueId" = i."id" GROUP BY d."state"
      ) c) AS "counts"
    FROM "Issue" i ORDER BY i."localDay" DESC, i."cadence" LIMIT ${limit}`;
}

/** The history of an address: its subscription and newest deliveries. Null if unknown. */
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
