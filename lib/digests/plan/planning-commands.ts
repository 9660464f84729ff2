/** Plans digests: whoever is due gets a delivery row, once, whoever plans and however often. */
import type { Database } from '@/lib/db/client';

/** Rows a statement plans; what is left is planned by the next one of the same call. */
const AT_ONCE = 20_000;
const PLANNING_TIMEOUT_MS = 60_000;

/**
 * Plans everyone who is due at `now`: the latest slot of each, never older ones that were missed.
 * Returns how many deliveries it added; once the time is up, the next call plans the rest. What it
 * reads grows with who is due, not with who subscribes; two planners at once share the work.
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
      // Without the second, Postgres would rather read all subscriptions than look up those due.
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
 * Brings back digests that a wrong clock made due too far ahead: by more than a cadence allows,
 * with a day for a digest that was just sent. Most digests of a month are due far ahead, so the
 * search goes beyond the longest cadence only, unless a wrong clock left an issue of the future.
 */
async function healAfterClockJump(db: Database, now: Date): Promise<void> {
  // A statement of its own: where the next one compares with what it computes itself, Postgres
  // expects a third of all digests beyond it, and reads every one.
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
