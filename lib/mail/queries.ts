/** Reads of what must not be mailed, and of what was told about addresses. */
import type { Db } from '@/lib/db/client';
import type { Suppression } from '@/lib/db/generated/client';
import { addressHash } from '@/lib/secrets';

/** Whether a normalised address must not be mailed: it bounced, complained or was barred. */
export async function isSuppressed(db: Db, email: string): Promise<boolean> {
  return (await findSuppression(db, email)) !== null;
}

/** Why a normalised address must not be mailed, and since when. Null where it may be. */
export async function findSuppression(db: Db, email: string): Promise<Suppression | null> {
  return db.suppression.findUnique({ where: { addressHash: addressHash(email) } });
}

/** What mail servers and services told of a normalised address, the newest first. */
export async function mailEventsOf(db: Db, email: string, limit: number) {
  return db.mailEvent.findMany({
    where: { addressHash: addressHash(email) },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit,
    select: { kind: true, at: true, detail: true },
  });
}
