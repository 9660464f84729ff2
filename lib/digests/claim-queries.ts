/**
 * The statements around a delivery, each its own commit, by node-postgres directly: they run for
 * every mail. A row is claimed before SMTP hears of it and settled after SMTP has answered.
 */
import type { Pool } from 'pg';
import type { Day } from '@/lib/editions/calendar';
import type { Cadence } from '@/lib/subscriptions/rules';
import { LEASE_MS } from './rules';

/** A claimed delivery and all that composing it needs of its subscriber. */
export type Claim = {
  id: string;
  attempts: number;
  /** What an earlier try had chosen; the same mail is sent again. */
  papers: { id: string; reason: string }[];
  leaseUntil: Date;
  plannedAt: Date;
  cadence: Cadence;
  day: Day;
  /** The day of the subscriber's last digest. */
  since: Day | null;
  /** A later digest of the subscriber's is planned already. */
  isOvertaken: boolean;
  subscriptionId: string;
  email: string;
  manageTokenVersion: number;
  confirmedAt: Date | null;
  hour: number;
  weekday: number;
  timeZone: string;
  maxPapers: number;
  onlyTrending: boolean;
  topics: string[];
  authors: string[];
  wordsIn: string[];
  wordsOut: string[];
};

/** Takes up to `limit` deliveries that are due, or whose worker died; nobody else gets them. */
export async function claimDeliveries(pool: Pool, limit: number, now: Date): Promise<Claim[]> {
  const { rows } = await pool.query<Claim>({
    name: 'claim-deliveries',
    text: `
      WITH open AS (
        SELECT d."id" FROM "Delivery" d
        WHERE d."isOpen" AND d."dueAt" <= $1
          -- A lease far ahead is of a clock that was wrong.
          AND (d."state" <> 'claimed' OR d."leaseUntil" < $1 OR d."leaseUntil" > $4)
        ORDER BY d."dueAt", d."id" LIMIT $2 FOR UPDATE SKIP LOCKED
      ), claimed AS (
        UPDATE "Delivery" d
        SET "state" = 'claimed', "leaseUntil" = $3, "attempts" = d."attempts" + 1
        FROM open WHERE d."id" = open."id"
        RETURNING d.*
      )
      SELECT c."id", c."attempts", c."papers", c."leaseUntil", c."createdAt" AS "plannedAt", i."cadence"::text AS "cadence",
        to_char(i."localDay", 'YYYY-MM-DD') AS "day",
        (SELECT to_char(li."localDay", 'YYYY-MM-DD') FROM "Delivery" l
         JOIN "Issue" li ON li."id" = l."issueId"
         WHERE l."subscriptionId" = c."subscriptionId" AND l."state" = 'sent'
         ORDER BY l."createdAt" DESC LIMIT 1) AS "since",
        -- What lies ahead is of a clock that was wrong.
        EXISTS (SELECT FROM "Delivery" later
         WHERE later."subscriptionId" = c."subscriptionId"
           AND later."createdAt" > c."createdAt" AND later."createdAt" <= $1) AS "isOvertaken",
        s."id" AS "subscriptionId", s."email", s."manageTokenVersion", s."confirmedAt", s."hour",
        s."weekday", s."timeZone", s."maxPapers", s."onlyTrending",
        -- Prisma leaves an empty list NULL.
        coalesce(s."topics", '{}') AS "topics", coalesce(s."authors", '{}') AS "authors",
        coalesce(s."wordsIn", '{}') AS "wordsIn", coalesce(s."wordsOut", '{}') AS "wordsOut"
      FROM claimed c
      JOIN "Issue" i ON i."id" = c."issueId"
      JOIN "Subscription" s ON s."id" = c."subscriptionId"`,
    values: [now, limit, after(now, LEASE_MS), after(now, 2 * LEASE_MS)],
  });
  return rows;
}

/** Gives back what there was no time for, as if it had never been claimed. */
export async function releaseClaims(pool: Pool, claims: Claim[]): Promise<void> {
  await pool.query({
    name: 'release-claims',
    text: `
      UPDATE "Delivery" d SET "leaseUntil" = NULL, "attempts" = d."attempts" - 1,
        "state" = CASE WHEN d."attempts" > 1 THEN 'deferred' ELSE 'planned' END::"DeliveryState"
      FROM jsonb_to_recordset($1) AS claim("id" text, "leaseUntil" timestamptz)
      WHERE d."id" = claim."id" AND d."state" = 'claimed' AND d."leaseUntil" = claim."leaseUntil"`,
    values: [JSON.stringify(claims.map(({ id, leaseUntil }) => ({ id, leaseUntil })))],
  });
}

function after(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}

export type Stamp = { claim: Claim; messageId: string; papers: Claim['papers'] };

/**
 * The last look before SMTP: keeps what is about to be sent, where the claim still holds and the
 * subscriber still wants it. Its lease begins anew, since the mails claimed with it may have taken
 * long. Null, in the place of a stamp, means: don't send.
 */
export async function stampDeliveries(
  pool: Pool,
  stamps: Stamp[],
  now: Date,
): Promise<(Claim | null)[]> {
  const leaseUntil = after(now, LEASE_MS);
  const { rows } = await pool.query<{ id: string }>({
    name: 'stamp-deliveries',
    text: `
      UPDATE "Delivery" d
      SET "messageId" = stamp."messageId", "papers" = stamp."papers", "leaseUntil" = $2
      FROM jsonb_to_recordset($1) AS stamp(
        "id" text, "messageId" text, "papers" jsonb, "leaseUntil" timestamptz
      ), "Subscription" s
      WHERE d."id" = stamp."id" AND d."state" = 'claimed' AND d."leaseUntil" = stamp."leaseUntil"
        AND s."id" = d."subscriptionId" AND s."state" = 'active'
      -- Not worth waiting for the disk: were it lost, the same mail would be chosen and stamped again.
      RETURNING d."id", set_config('synchronous_commit', 'off', true)`,
    values: [
      JSON.stringify(
        stamps.map(({ claim, messageId, papers }) => {
          return { id: claim.id, messageId, papers, leaseUntil: claim.leaseUntil };
        }),
      ),
      leaseUntil,
    ],
  });
  const stamped = new Set(rows.map(({ id }) => id));
  return stamps.map(({ claim }) => (stamped.has(claim.id) ? { ...claim, leaseUntil } : null));
}

export type Sent = { id: string; paperIds: string[]; at: Date };

/**
 * SMTP took them: never again. Also where the subscriber stopped it a moment too late; one who is
 * gone altogether leaves nothing to write to. Safe to repeat.
 */
export async function settleSent(pool: Pool, deliveries: Sent[]): Promise<void> {
  await pool.query({
    name: 'settle-sent',
    text: `
      WITH sent AS (
        UPDATE "Delivery" d
        SET "state" = 'sent', "sentAt" = took."at", "leaseUntil" = NULL, "lastError" = NULL
        FROM jsonb_to_recordset($1) AS took("id" text, "paperIds" jsonb, "at" timestamptz)
        WHERE d."id" = took."id" RETURNING d."subscriptionId", took."paperIds"
      )
      INSERT INTO "DeliveredPaper" ("subscriptionId", "paperId")
      SELECT sent."subscriptionId", paper
      FROM sent, jsonb_array_elements_text(sent."paperIds") paper
      ON CONFLICT DO NOTHING`,
    values: [JSON.stringify(deliveries)],
  });
}

export type Skipped = { claim: Claim; why: string };

/** Never to be sent; why stands in the row. Rows that have moved on are left alone. */
export async function settleSkipped(pool: Pool, skipped: Skipped[]): Promise<void> {
  const rows = skipped.map(({ claim: { id, leaseUntil }, why }) => ({ id, leaseUntil, why }));
  await pool.query({
    name: 'settle-skipped',
    text: `
      UPDATE "Delivery" d SET "state" = 'skipped', "lastError" = skip."why", "leaseUntil" = NULL
      FROM jsonb_to_recordset($1) AS skip("id" text, "leaseUntil" timestamptz, "why" text)
      WHERE d."id" = skip."id" AND d."state" = 'claimed' AND d."leaseUntil" = skip."leaseUntil"`,
    values: [JSON.stringify(rows)],
  });
}

export type Unsent =
  | { state: 'failed'; lastError: string }
  | { state: 'deferred'; lastError: string; dueAt: Date; givesAttemptBack: boolean };

/** It was not sent; why, and whether it will be tried again. A row that has moved on is left alone. */
export async function settleUnsent(pool: Pool, claim: Claim, unsent: Unsent): Promise<void> {
  const isDeferred = unsent.state === 'deferred';
  await pool.query({
    name: 'settle-unsent',
    text: `
      UPDATE "Delivery" SET "state" = $2::"DeliveryState", "lastError" = $3, "leaseUntil" = NULL,
        "dueAt" = coalesce($4, "dueAt"), "attempts" = "attempts" - $5
      WHERE "id" = $1 AND "state" = 'claimed' AND "leaseUntil" = $6`,
    values: [
      claim.id,
      unsent.state,
      unsent.lastError,
      isDeferred ? unsent.dueAt : null,
      isDeferred && unsent.givesAttemptBack ? 1 : 0,
      claim.leaseUntil,
    ],
  });
}
