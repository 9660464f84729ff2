/** The JSON of a thread. Pure. */
import { z } from 'zod';
import type { ShownComment } from '@/lib/comments/queries';
import { discussPath } from '@/lib/site/paths';
import { userJson } from './paper-json';
import { userShape } from './shapes';

const facts = {
  id: z.string(),
  type: z.literal('comment'),
  author: userShape.nullable().meta({ description: 'Null for a deleted account.' }),
  createdAt: z.iso.datetime(),
  data: z.object({
    edited: z.boolean(),
    hidden: z.boolean().meta({ description: 'Deleted, or hidden by a curator.' }),
    latest: z.object({
      raw: z.string().meta({ description: 'As written: a subset of Markdown, with maths.' }),
      updatedAt: z.iso.datetime(),
    }),
    parentCommentId: z.string().optional(),
  }),
  broadsheet: z.object({
    url: z.string(),
    isByAuthor: z.boolean().meta({ description: 'By an author of the paper.' }),
  }),
};

export const commentShape = z
  .object({ ...facts, replies: z.array(z.object(facts)) })
  .meta({ id: 'Comment', description: 'A comment with its replies in reading order.' });

type ThreadJson = z.input<typeof commentShape>;

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

/** An address that leads to the page of the thread that holds the comment. */
export function commentUrl(paperId: string, id: string, siteUrl: string): string {
  return `${siteUrl}${discussPath(paperId)}?at=${id}`;
}
