/** PUT and DELETE /api/papers/{id}/bookmark: a paper into a reader's library and out of it. */
import type { Reader } from '@/lib/accounts/types';
import { acting } from '@/lib/api/acting';
import { removeOperation, saveOperation } from '@/lib/api/operations/bookmarks';
import { database } from '@/lib/db/client';
import { requireAllowance } from '@/lib/http/limit-commands';
import { removeBookmark, saveBookmark } from '@/lib/library/bookmark-commands';

export const keepPaper = acting(saveOperation, async ({ params: { id } }, reader) => {
  await saveBookmark(database(), await kept(reader, id));
  return { body: { saved: true } };
});

export const letGoOfPaper = acting(removeOperation, async ({ params: { id } }, reader) => {
  await removeBookmark(database(), await kept(reader, id));
  return { body: { saved: false } };
});

async function kept({ id: userId }: Reader, paperId: string) {
  await requireAllowance('bookmark', userId);
  return { userId, paperId };
}
