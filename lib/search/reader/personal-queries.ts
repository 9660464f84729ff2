/** What a reader has told search. */
import type { Db } from '@/lib/db/client';

export async function savedSearches(db: Db, userId: string) {
  return db.savedSearch.findMany({
    where: { userId },
    select: { id: true, query: true, inDigest: true },
    orderBy: { createdAt: 'desc' },
  });
}
