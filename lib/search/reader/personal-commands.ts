/** Stores a reader's saved searches and dismissed papers. */
import type { Db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { words } from '@/lib/words';

/** Limits the work of each digest. */
export const MOST_SEARCHES = 50;

/** Safe to repeat. Throws bad_request beyond MOST_SEARCHES. */
export async function saveSearch(db: Db, userId: string, query: string): Promise<void> {
  if ((await db.savedSearch.count({ where: { userId } })) >= MOST_SEARCHES) {
    throw new AppError('bad_request', words.refusals.savedSearchLimit(MOST_SEARCHES));
  }
  await db.savedSearch.createMany({ data: [{ userId, query }], skipDuplicates: true });
}

/** Returns false for an unknown search or another reader's, which stays unchanged. */
export async function putSearchInDigest(
  db: Db,
  { userId, id, inDigest }: { userId: string; id: string; inDigest: boolean },
): Promise<boolean> {
  return (await db.savedSearch.updateMany({ where: { id, userId }, data: { inDigest } })).count > 0;
}

/** Returns false for an unknown search or another reader's, which stays. */
export async function removeSearch(db: Db, userId: string, id: string): Promise<boolean> {
  return (await db.savedSearch.deleteMany({ where: { id, userId } })).count > 0;
}

/** Dismisses a paper. Ignores an unknown paper. */
export async function dismissPaper(db: Db, userId: string, paperId: string): Promise<void> {
  if ((await db.paper.count({ where: { id: paperId } })) === 0) return;
  await db.dismissal.createMany({ data: [{ userId, paperId }], skipDuplicates: true });
}

export async function forgetDismissals(db: Db, userId: string): Promise<void> {
  await db.dismissal.deleteMany({ where: { userId } });
}
