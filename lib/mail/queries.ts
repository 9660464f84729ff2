/** Reads of what must not be mailed. */
import type { Db } from '@/lib/db/client';
import type { Suppression } from '@/lib/db/generated/client';
import { addressHash } from './address-hash';

/** Whether a normalised address must not be mailed: it bounced, complained or was barred. */
export async function isSuppressed(db: Db, email: string): Promise<boolean> {
  return (await findSuppression(db, email)) !== null;
}

/** Why a normalised address must not be mailed, and since when. Null where it may be. */
export async function findSuppression(db: Db, email: string): Promise<Suppression | null> {
  return db.suppression.findUnique({ where: { addressHash: addressHash(email) } });
}
