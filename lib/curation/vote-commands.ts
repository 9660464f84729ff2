/** A curator's word on what makes a vote count less. */
import type { Database } from '@/lib/db/client';
import { restoreDiscount, undoDiscount } from '@/lib/votes/discount-commands';
import type { DiscountReason } from '@/lib/votes/weight';
import { recordAct, type Actor } from './audit-commands';

type WhichDiscount = { paperId: string; userId: string; reason: DiscountReason };

/** Undoes a discount, or makes one that was undone stand again. Throws not_found. */
export async function judgeDiscount(
  db: Database,
  actor: Actor & { id: string },
  { stands, now, ...which }: WhichDiscount & { stands: boolean; now: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    if (stands) await restoreDiscount(tx, which);
    else await undoDiscount(tx, which, { curatorId: actor.id, now });
    await recordAct(tx, actor, {
      action: stands ? 'discount.restore' : 'discount.undo',
      target: `paper:${which.paperId}`,
      detail: { reader: which.userId, reason: which.reason },
    });
  });
}
