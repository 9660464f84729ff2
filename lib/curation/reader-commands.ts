/** Curators' and operators' decisions about readers: appointment, trust, suspension. */
import type { Database } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';
import { AppError } from '@/lib/errors';
import { recordAct, type Actor } from '@/lib/audit/commands';
import { words } from '@/lib/words';

type Reader = { userId: string };

/** Curators can't demote themselves: a desk without curators is reachable only by command. */
export async function setRole(
  db: Database,
  actor: Actor,
  { userId, role }: Reader & { role: Role },
): Promise<void> {
  refuseSelf(actor, userId);
  const action = role === 'curator' ? 'reader.make_curator' : 'reader.unmake_curator';
  await change(db, actor, { userId, action, data: { role } });
}

/** A trusted reader's submissions are listed at once, however new the account. */
export async function trustReader(
  db: Database,
  actor: Actor,
  { userId, now }: Reader & { now: Date | null },
): Promise<void> {
  const action = now ? 'reader.trust' : 'reader.distrust';
  await change(db, actor, { userId, action, data: { trustedAt: now } });
}

/** Ends every session, and refuses new ones; `now` null lifts the suspension. */
export async function suspendReader(
  db: Database,
  actor: Actor,
  { userId, now }: Reader & { now: Date | null },
): Promise<void> {
  refuseSelf(actor, userId);
  const action = now ? 'reader.suspend' : 'reader.let_back';
  await change(db, actor, { userId, action, data: { suspendedAt: now } });
}

type Change = Reader & {
  action: string;
  data: { role: Role } | { trustedAt: Date | null } | { suspendedAt: Date | null };
};

async function change(db: Database, actor: Actor, { userId, action, data }: Change): Promise<void> {
  await db.$transaction(async (tx) => {
    const [user] = await tx.user.updateManyAndReturn({
      where: { id: userId },
      data,
      select: { handle: true, suspendedAt: true },
    });
    if (!user) throw new AppError('not_found', words.refusals.noReader);
    if (user.suspendedAt) await tx.session.deleteMany({ where: { userId } });
    await recordAct(tx, actor, { action, target: `reader:${user.handle}`, detail: { id: userId } });
  });
}

function refuseSelf(actor: Actor, userId: string): void {
  if (actor.id === userId) throw new AppError('bad_request', words.refusals.notYourself);
}
