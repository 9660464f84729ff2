/** Updates a delivery's row after the answer from SMTP, or when the mail is not sent. */
import type { Pool } from 'pg';
import type { Claim } from './leases';

export type Sent = { id: string; paperIds: string[]; at: Date };

/**
 * Marks mails that SMTP accepted as sent, even after a lost lease or ended subscription: they must
 * never go out again. Idempotent.
 */
export async function settleSent(pool: Pool, deliveries: Sent[]): Promise<void> {
  await pool.query({
    name: 'settle-sent',
    text: `
      WITH sent AS (
        UPDATE "Delivery" d
        SET "state" = 'sent', "sentAt" = took."at", "leaseUntil" = NULL, "lastError" = NULL,
          "attempts" = d."attempts" + (d."state" <> 'sent')::int
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

/** Closes rows that will never be sent, with the reason. Leaves rows with a lost lease. */
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
  /** Whether the server answered about this mail: only an answer uses up a try. */
  { lastError: string; countsAsTry: boolean } & (
    { state: 'failed' } | { state: 'deferred'; dueAt: Date }
  );

/** Records why a mail was not sent, and the next try. Leaves a row with a lost lease. */
export async function settleUnsent(pool: Pool, claim: Claim, unsent: Unsent): Promise<void> {
  await pool.query({
    name: 'settle-unsent',
    text: `
      UPDATE "Delivery" SET "state" = $2::"DeliveryState", "lastError" = $3, "leaseUntil" = NULL,
        "dueAt" = coalesce($4, "dueAt"), "attempts" = "attempts" + $5
      WHERE "id" = $1 AND "state" = 'claimed' AND "leaseUntil" = $6`,
    values: [
      claim.id,
      unsent.state,
      unsent.lastError,
      unsent.state === 'deferred' ? unsent.dueAt : null,
      unsent.countsAsTry ? 1 : 0,
      claim.leaseUntil,
    ],
  });
}
