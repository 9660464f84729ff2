import { placeOfComment } from '@/lib/comments/queries';
import { database } from '@/lib/db/client';
import { paperPath } from '@/lib/site/paths';

/** Where a comment stands on its paper's page. Throws not_found. */
export async function commentPath(paperId: string, id: string): Promise<string> {
  const page = await placeOfComment(database(), paperId, id);
  return `${paperPath(paperId)}${page > 0 ? `?p=${page}` : ''}#c-${id}`;
}

/**
 * The same for whoever has changed it just now: the front asks anew for this address, since it may
 * hear a moment later that what it keeps is old (lib/front/parameters.ts).
 */
export async function changedCommentPath(paperId: string, id: string): Promise<string> {
  const [path, fragment] = (await commentPath(paperId, id)).split('#', 2);
  return `${path}${path?.includes('?') ? '&' : '?'}c=${id}#${fragment}`;
}
