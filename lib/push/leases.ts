/** Leases notices: claimed before the request to the push service, settled afterwards. */
import type { Db } from '@/lib/db/client';
import { LEASE_MS, MAX_FAILURES, type Outcome } from './rules';
import type { Browser } from './send';

/** A claimed notice with all data for sending. */
export type Claim = Browser & {
  subscriptionId: string;
  paperId: string;
  attempts: number;
  plannedAt: Date;
  leaseUntil: Date;
  title: string;
  place: number;
  /** Name of the topic; null for all papers. */
  topic: string | null;
  /** The paper is hidden, or its reader suspended, since planning. */
  isOff: boolean;
};

/** Claims up to `limit` notices that are due or whose worker died, exclusively. */
export async function claimNotices(db: Db, limit: number, now: Date): Promise<Claim[]> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  return db.$queryRaw<Claim[]>`
    WITH open AS (
      SELECT n."subscriptionId", n."paperId" FROM "PushNotice" n
      WHERE n."state" = 'planned' AND n."dueAt" <= ${now}
        AND (n."leaseUntil" IS NULL OR n."leaseUntil" <= ${now})
      ORDER BY n."dueAt" LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE "PushNotice" n SET "leaseUntil" = ${leaseUntil}, "attempts" = n."attempts" + 1
      FROM open WHERE n."subscriptionId" = open."subscriptionId" AND n."paperId" = open."paperId"
      RETURNING n.*
    )
    SELECT c."subscriptionId", c."paperId", c."attempts", c."createdAt" AS "plannedAt",
      c."leaseUntil", c."place", t."name" AS "topic", p."title",
      s."endpoint", s."p256dh", s."auth",
      (p."hiddenAt" IS NOT NULL OR u."suspendedAt" IS NOT NULL) AS "isOff"
    FROM claimed c
    JOIN "PushSubscription" s ON s."id" = c."subscriptionId"
    JOIN "Paper" p ON p."id" = c."paperId"
    LEFT JOIN "Topic" t ON t."slug" = c."topic"
    LEFT JOIN "User" u ON u."id" = s."userId"`;
}

/** Stores the result of a claim, unless the claim has expired. */
export async function settleNotice(
  db: Db,
  { subscriptionId, paperId, leaseUntil }: Claim,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const where = { subscriptionId, paperId, state: 'planned' as const, leaseUntil };
  switch (outcome.kind) {
    case 'gone':
      await db.pushSubscription.deleteMany({ where: { id: subscriptionId } });
      return;
    case 'notified':
      await db.pushNotice.updateMany({
        where,
        data: { state: 'notified', notifiedAt: now, lastError: null, leaseUntil: null },
      });
      await db.pushSubscription.updateMany({
        where: { id: subscriptionId, failures: { gt: 0 } },
        data: { failures: 0 },
      });
      return;
    case 'later':
      await db.pushNotice.updateMany({
        where,
        data: { dueAt: outcome.at, lastError: outcome.why, leaseUntil: null },
      });
      return;
    case 'skipped':
    case 'failed':
      await db.pushNotice.updateMany({
        where,
        data: { state: 'dropped', lastError: outcome.why, leaseUntil: null },
      });
      if (outcome.kind === 'skipped') return;
      await db.pushSubscription.updateMany({
        where: { id: subscriptionId },
        data: { failures: { increment: 1 } },
      });
      await db.pushSubscription.deleteMany({
        where: { id: subscriptionId, failures: { gte: MAX_FAILURES } },
      });
  }
}
