/** The log of what curators did: each act is written in the transaction of what it changed. */
import type { Db } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

/** Whoever acts: a curator, or the command line, which has no account. */
export type Actor = { id: string | null; handle: string };

type Act = {
  /** Such as paper.hide or report.resolve. */
  action: string;
  /** What it was done to, such as paper:2503.12345. */
  target: string;
  detail?: Prisma.InputJsonObject;
};

export async function recordAct(db: Db, actor: Actor, act: Act): Promise<void> {
  const { action, target, detail = {} } = act;
  await db.auditEntry.create({
    data: { actorId: actor.id, actor: actor.handle, action, target, detail },
  });
}
