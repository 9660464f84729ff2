/** Plans notices of trending papers: each paper once for each browser. */
import { database, type Database } from '@/lib/db/client';
import { subscribedLeaders, type Leader } from './queries';
import { FIRST_HOUR, LAST_HOUR, MOST_A_DAY, PAUSE_HOURS } from './rules';

/** Browsers in a statement, so that each statement stays short. */
const BATCH = 1_000;

/**
 * Chooses the top paper that is new to a browser. Papers skipped because of the hour or the daily
 * limit follow later if they still trend.
 */
export async function planNotices(now: Date): Promise<number> {
  const db = database();
  const leaders = await subscribedLeaders(db);
  if (leaders.length === 0) return 0;
  let planned = 0;
  for (let after: string | null = ''; after !== null;) {
    const batch = await planBatch(db, { leaders, after, now });
    planned += batch.planned;
    after = batch.last;
  }
  return planned;
}

type Batch = { leaders: Leader[]; after: string; now: Date };

async function planBatch(
  db: Database,
  { leaders, after, now }: Batch,
): Promise<{ planned: number; last: string | null }> {
  const [batch] = await db.$transaction(async (tx) => {
    // Locks, so that a concurrent run sees these notices.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('plan-notices'))::text`;
    return tx.$queryRaw<[{ planned: number; last: string | null }]>`
      WITH browser AS MATERIALIZED (
        SELECT s."id", s."userId", s."timeZone", coalesce(s."topics", '{}') AS "topics"
        FROM "PushSubscription" s WHERE s."id" > ${after} ORDER BY s."id" LIMIT ${BATCH}
      ), leader AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(leaders)}::jsonb)
          AS leader("topic" text, "paperId" text, "place" int)
      ), planned AS (
        INSERT INTO "PushNotice"
          ("subscriptionId", "paperId", "state", "topic", "place", "createdAt", "dueAt")
        SELECT b."id", foremost."paperId", 'planned', foremost."topic", foremost."place",
          ${now}::timestamptz, ${now}::timestamptz
        FROM browser b
        LEFT JOIN "User" u ON u."id" = b."userId"
        CROSS JOIN LATERAL (
          SELECT count(*) AS "ofDay", max(n."createdAt") AS "last" FROM "PushNotice" n
          WHERE n."subscriptionId" = b."id" AND n."state" <> 'known'
            AND n."createdAt" > ${now}::timestamptz - interval '24 hours'
        ) sent
        CROSS JOIN LATERAL (
          SELECT l.* FROM leader l
          WHERE CASE WHEN l."topic" IS NULL THEN cardinality(b."topics") = 0
              ELSE l."topic" = ANY (b."topics") END
            AND NOT EXISTS (
              SELECT FROM "PushNotice" n
              WHERE n."subscriptionId" = b."id" AND n."paperId" = l."paperId"
            )
          ORDER BY l."place", l."topic", l."paperId" LIMIT 1
        ) foremost
        WHERE u."suspendedAt" IS NULL
          AND extract(hour FROM ${now}::timestamptz AT TIME ZONE b."timeZone")
            BETWEEN ${FIRST_HOUR} AND ${LAST_HOUR}
          AND sent."ofDay" < ${MOST_A_DAY}
          AND (sent."last" IS NULL
            OR sent."last" <= ${now}::timestamptz - ${PAUSE_HOURS} * interval '1 hour')
        ON CONFLICT DO NOTHING
        RETURNING 1
      )
      SELECT (SELECT count(*)::int FROM planned) AS "planned",
        (SELECT max("id") FROM browser) AS "last"`;
  });
  return batch;
}
