/** Records which papers were requested from arXiv's query API. */
import type { Database } from '@/lib/db/client';

export async function markRead(db: Database, ids: readonly string[], at: Date): Promise<void> {
  await db.paper.updateMany({ where: { id: { in: [...ids] } }, data: { arxivReadAt: at } });
}

/** Makes the next run read these papers again. */
export async function markUnread(db: Database, ids: readonly string[]): Promise<void> {
  await db.paper.updateMany({ where: { id: { in: [...ids] } }, data: { arxivReadAt: null } });
}
