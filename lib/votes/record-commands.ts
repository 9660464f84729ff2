/** Confirms accounts by other readers' votes: their own votes then count in full. */
import { database } from '@/lib/db/client';
import { CONFIRMED_AFTER_DAYS, CONFIRMED_BY, CONFIRMED_VOTES } from './weight';

const DAY_MS = 86_400_000;

/**
 * Marks accounts as proven; returns their number. A vote is confirmed a day after it was cast if
 * enough other votes for its paper count, unless it belongs to a ring, to lockstep, or to a mailbox
 * with an earlier vote. A proven account stays proven.
 */
export async function proveAccounts(now: Date): Promise<number> {
  return database().$executeRaw`
    UPDATE "User" u SET "provenAt" = ${now}
    FROM (
      SELECT v."userId"
      FROM "Vote" v
      JOIN "User" voter ON voter."id" = v."userId" AND voter."provenAt" IS NULL
      JOIN "Paper" p ON p."id" = v."paperId"
      WHERE v."createdAt" <= ${new Date(now.getTime() - CONFIRMED_AFTER_DAYS * DAY_MS)}
        AND p."hiddenAt" IS NULL AND p."votes" - v."weight" >= ${CONFIRMED_BY}
        AND NOT EXISTS (
          SELECT 1 FROM "VoteDiscount" d
          WHERE d."paperId" = v."paperId" AND d."userId" = v."userId" AND d."undoneAt" IS NULL
            AND d."reason" IN ('network', 'mailbox', 'lockstep'))
      GROUP BY v."userId" HAVING count(*) >= ${CONFIRMED_VOTES}
    ) confirmed
    WHERE u."id" = confirmed."userId"`;
}
