/** Accepts or rejects a claim of authorship, and logs the curator. */
import { decideClaim } from '@/lib/comments/authorship/authorship-commands';
import type { Database } from '@/lib/db/client';
import { recordAct, type Actor } from '@/lib/audit/commands';

type Judged = { paperId: string; userId: string; isAccepted: boolean; now: Date };

/** Throws not_found. */
export async function judgeClaim(db: Database, actor: Actor, judged: Judged): Promise<void> {
  const { paperId, userId, isAccepted } = judged;
  await db.$transaction(async (tx) => {
    await decideClaim(tx, { ...judged, decidedById: actor.id });
    await recordAct(tx, actor, {
      action: isAccepted ? 'claim.accept' : 'claim.refuse',
      target: `paper:${paperId}`,
      detail: { reader: userId },
    });
  });
}
