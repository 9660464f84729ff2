/** The audit log of curators: each entry is in the transaction of its change. */
import type { Db } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

/** The actor: a curator, or the command line, which has no account. */
export type Actor = { id: string | null; handle: string };

type Act = {
  /** A verb such as `paper.hide` or `report.resolve`. */
  action: string;
  /** The changed item, such as paper:2503.12345. */
  target: string;
  detail?: Prisma.InputJsonObject;
};

export async function recordAct(db: Db, actor: Actor, act: Act): Promise<void> {
  const { action, target, detail = {} } = act;
  await db.auditEntry.create({
    data: { actorId: actor.id, actor: actor.handle, action, target, detail },
  });
}
