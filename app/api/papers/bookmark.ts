/** PUT and DELETE /api/papers/{id}/bookmark: a paper into a reader's library and out of it. */
import { requireReader } from '@/lib/accounts/queries';
import { removeOperation, saveOperation } from '@/lib/api/operations/bookmarks';
import { database } from '@/lib/db/client';
import { answering } from '@/lib/http/api-route';
import { requireSameOrigin } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import { removeBookmark, saveBookmark } from '@/lib/library/bookmark-commands';

export const keepPaper = answering(saveOperation, async ({ params: { id } }, request) => {
  await saveBookmark(database(), await kept(request.headers, id));
  return { body: { saved: true } };
});

export const letGoOfPaper = answering(removeOperation, async ({ params: { id } }, request) => {
  await removeBookmark(database(), await kept(request.headers, id));
  return { body: { saved: false } };
});

async function kept(headers: Headers, paperId: string) {
  requireSameOrigin(headers);
  const { id: userId } = await requireReader(headers);
  await requireAllowance('bookmark', userId);
  return { userId, paperId };
}
