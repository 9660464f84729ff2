/**
 * Leases on deliveries: a worker takes rows for a few minutes, and a dead worker's rows return by
 * themselves. Each statement is its own commit, by node-postgres directly, because it runs for
 * every mail.
 */
import type { Pool } from 'pg';
import type { Day } from '@/lib/calendar';
import type { Cadence } from '@/lib/subscriptions/cadences';
import { LEASE_MS } from './retries';

/** A paper as stated in a mail. Rows of older versions have no votes. */
export type StatedPaper = { id: string; reason: string; votes?: number };

/** A leased delivery, and the subscriber's columns that composing its mail needs. */
export type Claim = {
  id: string;
  /** Answers from SMTP so far. A lease counts nothing, so crashes use up no tries. */
  attempts: number;
  /** The papers of an earlier try: a retry sends the same mail. */
  papers: StatedPaper[];
  leaseUntil: Date;
  plannedAt: Date;
  cadence: Cadence;
  day: Day;
  /** The day of the subscriber's last digest. */
  since: Day | null;
  /** A later digest of the subscriber is planned already. */
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

/**
 * Leases up to `limit` deliveries that are due. Rows of dead workers come last and in random order,
 * because one of them may have killed its worker: it must not hold up the whole slot, or fail with
 * the same neighbours each time.
 */
export async function claimDeliveries(pool: Pool, limit: number, now: Date): Promise<Claim[]> {
  const { rows } = await pool.query<Claim>({
    name: 'claim-deliveries',
    text: `
      WITH waiting AS (
        SELECT d."id" FROM "Delivery" d
        WHERE d."isOpen" AND d."dueAt" <= $1 AND d."state" <> 'claimed'
        ORDER BY d."dueAt", d."id" LIMIT $2 FOR UPDATE SKIP LOCKED
      ), abandoned AS (
        SELECT d."id" FROM "Delivery" d
        WHERE d."isOpen" AND d."dueAt" <= $1 AND d."state" = 'claimed'
          -- A lease far in the future was written by a clock that was wrong.
          AND (d."leaseUntil" < $1 OR d."leaseUntil" > $4)
        ORDER BY random() LIMIT $2 - (SELECT count(*) FROM waiting) FOR UPDATE SKIP LOCKED
      ), claimed AS (
        UPDATE "Delivery" d SET "state" = 'claimed', "leaseUntil" = $3
        FROM (SELECT "id" FROM waiting UNION ALL SELECT "id" FROM abandoned) leased
        WHERE d."id" = leased."id"
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

/** Returns rows that didn't fit the time, as if never leased. */
export async function releaseClaims(pool: Pool, claims: Claim[]): Promise<void> {
  await pool.query({
    name: 'release-claims',
    text: `
      UPDATE "Delivery" d SET "leaseUntil" = NULL,
        "state" = CASE WHEN d."attempts" > 0 THEN 'deferred' ELSE 'planned' END::"DeliveryState"
      FROM jsonb_to_recordset($1) AS claim("id" text, "leaseUntil" timestamptz)
      WHERE d."id" = claim."id" AND d."state" = 'claimed' AND d."leaseUntil" = claim."leaseUntil"`,
    values: [JSON.stringify(claims.map(({ id, leaseUntil }) => ({ id, leaseUntil })))],
  });
}

function after(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}

export type Stamp = { claim: Claim; messageId: string; papers: StatedPaper[] };

/**
 * Last check before SMTP: stores the mail to be sent, where the lease is still held and the
 * subscription still active. Uses the subscriber's current address. Renews the lease, because
 * earlier mails of the batch may have taken long. A null stamp means that the mail must not be
 * sent.
 */
export async function stampDeliveries(
  pool: Pool,
  stamps: Stamp[],
  now: Date,
): Promise<(Claim | null)[]> {
  const leaseUntil = after(now, LEASE_MS);
  const { rows } = await pool.query<{ id: string; email: string }>({
    name: 'stamp-deliveries',
    text: `
      UPDATE "Delivery" d
      SET "messageId" = stamp."messageId", "papers" = stamp."papers", "leaseUntil" = $2
      FROM jsonb_to_recordset($1) AS stamp(
        "id" text, "messageId" text, "papers" jsonb, "leaseUntil" timestamptz
      ), "Subscription" s
      WHERE d."id" = stamp."id" AND d."state" = 'claimed' AND d."leaseUntil" = stamp."leaseUntil"
        AND s."id" = d."subscriptionId" AND s."state" = 'active'
      RETURNING d."id", s."email"`,
    values: [
      JSON.stringify(
        stamps.map(({ claim, messageId, papers }) => {
          return { id: claim.id, messageId, papers, leaseUntil: claim.leaseUntil };
        }),
      ),
      leaseUntil,
    ],
  });
  const emails = new Map(rows.map(({ id, email }) => [id, email]));
  return stamps.map(({ claim }) => {
    const email = emails.get(claim.id);
    return email === undefined ? null : { ...claim, email, leaseUntil };
  });
}
