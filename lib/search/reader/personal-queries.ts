/** Reads a reader's saved searches and dismissed papers. */
import type { Db } from '@/lib/db/client';

export async function savedSearches(db: Db, userId: string) {
  return db.savedSearch.findMany({
    where: { userId },
    select: { id: true, query: true, inDigest: true },
    orderBy: { createdAt: 'desc' },
  });
}

/** Whether the reader dismissed any paper. */
export async function hasDismissed(db: Db, userId: string): Promise<boolean> {
  return (await db.dismissal.findFirst({ where: { userId }, select: { paperId: true } })) !== null;
}
