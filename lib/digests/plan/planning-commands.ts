/** Plans digests: adds one delivery row for each due subscriber, with any number of planners. */
import type { Database } from '@/lib/db/client';

/** Rows planned by one statement; the next statement of the same call plans more. */
const AT_ONCE = 20_000;
const PLANNING_TIMEOUT_MS = 60_000;

/**
 * Plans all subscribers due at `now`: the latest slot of each, never older missed ones. Returns the
 * number of added deliveries; once the time is up, the next call continues. Reads grow with due
 * subscribers, not with all; simultaneous planners share the work.
 */
export async function planDigests(
  db: Database,
  now: Date,
  isTimeUp: () => boolean = () => false,
): Promise<number> {
  await healAfterClockJump(db, now);
  let planned = 0;
  for (;;) {
    const batch = await planBatch(db, now);
    planned += batch.planned;
    if (batch.due < AT_ONCE || isTimeUp()) return planned;
  }
}

async function planBatch(db: Database, now: Date): Promise<{ due: number; planned: number }> {
  return db.$transaction(
    async (tx) => {
      // Without the second condition, Postgres would scan all subscriptions.
      await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(PLANNING_TIMEOUT_MS)}, true),
        set_config('enable_seqscan', 'off', true)`;
      const [counts] = await tx.$queryRaw<[{ due: number; planned: number }]>`
        WITH due AS (
          SELECT s."id", s."cadence",
            latest_due_day(s."cadence", s."weekday", s."hour", s."timeZone", ${now}) AS day,
            next_due(s."cadence", s."weekday", s."hour", s."timeZone", ${now}) AS next
          FROM "DueDigest" d JOIN "Subscription" s ON s."id" = d."subscriptionId"
          -- Said of the subscriber too: one whom another planner has just moved isn't due any more.
          WHERE d."at" <= ${now} AND s."nextDueAt" <= ${now} AND s."state" IN ('active', 'paused')
          ORDER BY d."at", d."subscriptionId" LIMIT ${AT_ONCE} FOR UPDATE OF s SKIP LOCKED
        ), slot AS (
          INSERT INTO "Issue" ("id", "cadence", "localDay")
          SELECT gen_random_uuid()::text, d."cadence", d.day
          -- In one order, so that two planners never wait for each other.
          FROM (SELECT DISTINCT "cadence", day FROM due ORDER BY 1, 2) d
          ON CONFLICT ("cadence", "localDay") DO UPDATE SET "cadence" = excluded."cadence"
          RETURNING "id", "cadence", "localDay"
        ), planned AS (
          INSERT INTO "Delivery" ("id", "issueId", "subscriptionId", "dueAt", "createdAt")
          SELECT gen_random_uuid()::text, slot."id", due."id", ${now}, ${now}
          FROM due JOIN slot ON slot."cadence" = due."cadence" AND slot."localDay" = due.day
          ON CONFLICT ("issueId", "subscriptionId") DO NOTHING
          RETURNING 1
        ), moved AS (
          -- A pause whose end has come is over with the first digest after it.
          UPDATE "Subscription" s
          SET "nextDueAt" = due.next, "state" = 'active', "pausedUntil" = NULL
          FROM due WHERE s."id" = due."id"
        )
        SELECT (SELECT count(*) FROM due)::int AS due, (SELECT count(*) FROM planned)::int AS planned`;
      return counts;
    },
    { timeout: PLANNING_TIMEOUT_MS },
  );
}

/**
 * Corrects digests that a wrong clock made due too far ahead: by more than a cadence, plus a day
 * for a digest just sent. Most monthly digests are due far ahead, so searches beyond the longest
 * cadence only, unless a wrong clock left an issue in the future.
 */
async function healAfterClockJump(db: Database, now: Date): Promise<void> {
  // A separate statement: for a comparison with a computed value, Postgres estimates a third of all
  // rows, and scans the table.
  const [{ horizon }] = await db.$queryRaw<[{ horizon: Date }]>`
    SELECT ${now}::timestamptz + make_interval(days => CASE
      WHEN EXISTS (SELECT FROM "Issue" i WHERE i."localDay" > ${now}::timestamptz::date + 2)
      THEN min(look_ahead_days(c)) ELSE max(look_ahead_days(c)) END + 1, hours => 2) AS horizon
    FROM unnest(enum_range(NULL::"Cadence")) c`;
  await db.$executeRaw`
    UPDATE "Subscription" s
    SET "nextDueAt" = next_due(s."cadence", s."weekday", s."hour", s."timeZone", ${now})
    FROM "DueDigest" d
    WHERE d."at" > ${horizon}
      AND d."at" > ${now}::timestamptz
        + make_interval(days => look_ahead_days(s."cadence") + 1, hours => 2)
      AND s."id" = d."subscriptionId" AND s."nextDueAt" = d."at" AND s."state" = 'active'`;
}
