/** Reads the address of a comment. */
import { placeOfComment } from './queries';
import { database } from '@/lib/db/client';
import { paperPath } from '@/lib/site/paths';

/** The address of a comment on its paper's page. Throws not_found. */
export async function commentPath(paperId: string, id: string): Promise<string> {
  const page = await placeOfComment(database(), paperId, id);
  return `${paperPath(paperId)}${page > 0 ? `?p=${page}` : ''}#c-${id}`;
}

/**
 * The address for the reader who just changed the comment. Its parameter makes the front fetch the
 * page again, because a purge may arrive a moment later.
 */
export async function changedCommentPath(paperId: string, id: string): Promise<string> {
  const [path, fragment] = (await commentPath(paperId, id)).split('#', 2);
  return `${path}${path?.includes('?') ? '&' : '?'}c=${id}#${fragment}`;
}
