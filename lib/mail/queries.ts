/** Reads suppressed addresses and the events about them. */
import type { Db } from '@/lib/db/client';
import type { Suppression } from '@/lib/db/generated/client';
import { addressHash } from '@/lib/secrets';

/** Whether a normalised address is suppressed after a bounce, a complaint or a block. */
export async function isSuppressed(db: Db, email: string): Promise<boolean> {
  return (await findSuppression(db, email)) !== null;
}

/** Reason and start of an address's suppression. Null if there is none. */
export async function findSuppression(db: Db, email: string): Promise<Suppression | null> {
  return db.suppression.findUnique({ where: { addressHash: addressHash(email) } });
}

/** Events of mail servers and providers about a normalised address, newest first. */
export async function mailEventsOf(db: Db, email: string, limit: number) {
  return db.mailEvent.findMany({
    where: { addressHash: addressHash(email) },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit,
    select: { kind: true, at: true, detail: true },
  });
}
