/** Suppresses an address, and lifts suppressions. The log holds its hash, never the address. */
import type { Database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { addressHash } from '@/lib/secrets';
import { suppress } from '@/lib/mail/commands';
import { recordAct, type Actor } from '@/lib/audit/commands';
import { words } from '@/lib/words';

type Barred = { email: string; now: Date };

export async function barAddress(
  db: Database,
  actor: Actor,
  { email, now }: Barred,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await suppress(tx, email, 'operator', now);
    await recordAct(tx, actor, { action: 'mail.bar', target: `address:${addressHash(email)}` });
  });
}

/** The owner can subscribe again; the ended subscription stays ended. */
export async function liftBar(db: Database, actor: Actor, email: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const hash = addressHash(email);
    const { count } = await tx.suppression.deleteMany({ where: { addressHash: hash } });
    if (count === 0) throw new AppError('not_found', words.refusals.notBlocked);
    await tx.subscription.updateMany({
      where: { email, state: 'suppressed' },
      data: { state: 'ended' },
    });
    await recordAct(tx, actor, { action: 'mail.lift', target: `address:${hash}` });
  });
}
