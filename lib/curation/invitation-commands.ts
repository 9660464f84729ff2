/** Invitations of curators who have no account yet. */
import type { Database } from '@/lib/db/client';
import { recordAct, type Actor } from '@/lib/audit/commands';
import { addressHash } from '@/lib/secrets';

/** The reader becomes a curator at the first sign-in with this address, once it is confirmed. */
export async function inviteCurator(db: Database, actor: Actor, email: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.curatorInvitation.createMany({
      data: [{ email }],
      skipDuplicates: true,
    });
    if (count > 0) await recordAct(tx, actor, actOf('reader.invite_curator', email));
  });
}

/** Returns whether there was an invitation. */
export async function withdrawInvitation(
  db: Database,
  actor: Actor,
  email: string,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.curatorInvitation.deleteMany({ where: { email } });
    if (count > 0) await recordAct(tx, actor, actOf('reader.withdraw_invitation', email));
    return count > 0;
  });
}

/** The log names addresses by their hash only. */
function actOf(action: string, email: string) {
  return { action, target: `address:${addressHash(email)}` };
}
