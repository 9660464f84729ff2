/** A thread as the API's JSON: pure. */
import type { z } from 'zod';
import type { ShownComment } from '@/lib/comments/queries';
import type { comments } from './operations/comments';
import { userJson } from './paper-json';

type ThreadJson = z.input<typeof comments.answer>['comments'][number];

export function threadJson(
  [root, ...replies]: ShownComment[],
  paperId: string,
  siteUrl: string,
): ThreadJson[] {
  if (!root) return [];
  const answers = replies.map((reply) => commentJson(reply, paperId, siteUrl));
  return [{ ...commentJson(root, paperId, siteUrl), replies: answers }];
}

function commentJson(comment: ShownComment, paperId: string, siteUrl: string) {
  const { id, parentId, author, body, createdAt, editedAt, grave, isByAuthor } = comment;
  return {
    id,
    type: 'comment' as const,
    author: author && userJson(author.handle, siteUrl, author.name),
    createdAt: createdAt.toISOString(),
    data: {
      edited: editedAt !== null,
      hidden: grave !== null,
      latest: { raw: body, updatedAt: (editedAt ?? createdAt).toISOString() },
      ...(parentId !== null && { parentCommentId: parentId }),
    },
    broadsheet: { url: commentUrl(paperId, id, siteUrl), isByAuthor },
  };
}

/** Finds the comment on whichever page of a long thread it is. */
export function commentUrl(paperId: string, id: string, siteUrl: string): string {
  return `${siteUrl}/discuss/${paperId}?at=${id}`;
}
