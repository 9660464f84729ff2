/** A curator's word on what makes a vote count less, as the desk gives it. */
import type { Actor } from '@/lib/audit/commands';
import type { Database } from '@/lib/db/client';
import { restoreDiscount, undoDiscount } from './discount-commands';
import type { DiscountReason } from './weight';

type Judged = {
  paperId: string;
  userId: string;
  reason: DiscountReason;
  stands: boolean;
  now: Date;
};

/** Undoes a discount, or makes one that was undone stand again. Throws not_found. */
export async function judgeDiscount(db: Database, curator: Actor, judged: Judged): Promise<void> {
  const { stands, now, ...which } = judged;
  await db.$transaction((tx) =>
    stands ? restoreDiscount(tx, which, curator) : undoDiscount(tx, which, { curator, now }),
  );
}
