/** Plans whom to tell of which paper now: one statement, each paper once for each browser. */
import { database } from '@/lib/db/client';
import { leadersAskedFor } from './queries';
import { FIRST_HOUR, LAST_HOUR, MOST_A_DAY, PAUSE_HOURS } from './rules';

/**
 * Of all that leads and is new to a browser, the foremost. What isn't told now, because of the
 * hour or of what was told already, is told later if it leads still.
 */
export async function planNotices(now: Date): Promise<number> {
  const db = database();
  const leaders = await leadersAskedFor(db);
  if (leaders.length === 0) return 0;
  return db.$transaction(async (tx) => {
    // Of two that plan at once, the second sees what the first has planned.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('plan-notices'))::text`;
    return tx.$executeRaw`
      INSERT INTO "PushNotice"
        ("subscriptionId", "paperId", "state", "topic", "place", "createdAt", "dueAt")
      SELECT DISTINCT ON (s."id")
        s."id", leader."paperId", 'planned'::"PushNoticeState", leader."topic", leader."place",
        ${now}::timestamptz, ${now}::timestamptz
      FROM "PushSubscription" s
      JOIN jsonb_to_recordset(${JSON.stringify(leaders)}::jsonb)
        AS leader("topic" text, "paperId" text, "place" int)
        ON leader."topic" = ANY (s."topics")
        OR (leader."topic" IS NULL AND cardinality(coalesce(s."topics", '{}')) = 0)
      LEFT JOIN "User" u ON u."id" = s."userId"
      WHERE u."suspendedAt" IS NULL
        AND extract(hour FROM ${now}::timestamptz AT TIME ZONE s."timeZone")
          BETWEEN ${FIRST_HOUR} AND ${LAST_HOUR}
        AND NOT EXISTS (
          SELECT FROM "PushNotice" n
          WHERE n."subscriptionId" = s."id" AND n."paperId" = leader."paperId"
        )
        AND NOT EXISTS (
          SELECT FROM "PushNotice" n
          WHERE n."subscriptionId" = s."id" AND n."state" <> 'known'
            AND n."createdAt" > ${now}::timestamptz - ${PAUSE_HOURS} * interval '1 hour'
        )
        AND ${MOST_A_DAY} > (
          SELECT count(*) FROM "PushNotice" n
          WHERE n."subscriptionId" = s."id" AND n."state" <> 'known'
            AND n."createdAt" > ${now}::timestamptz - interval '24 hours'
        )
      ORDER BY s."id", leader."place", leader."topic", leader."paperId"
      ON CONFLICT DO NOTHING`;
  });
}
