/** Adds comments through the command; a test names only relevant fields. */
import { addComment, type NewComment } from '@/lib/comments/commands';
import type { Database } from '@/lib/db/client';
import type { Pool } from 'pg';

/** The reader's handle, as in `addReader`. */
export async function writeComment(
  db: Database,
  by: string,
  overrides: Partial<NewComment> = {},
): Promise<string> {
  const added = await addComment(db, {
    paperId: '2503.99001',
    userId: `id-of-${by}`,
    parentId: null,
    body: `By ${by}.`,
    now: new Date('2025-03-17T12:00:00Z'),
    ...overrides,
  });
  if (!added.ok) throw new Error(added.reason);
  return added.id;
}

/** Recipients of pending mails, by handle, in order. */
export async function waitingCommentMails(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ to: string }>(`
    SELECT payload->>'userId' AS to FROM graphile_worker._private_jobs ORDER BY id`);
  return rows.map(({ to }) => to.replace('id-of-', ''));
}
