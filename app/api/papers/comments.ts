/** GET and POST /api/papers/{id}/comments: a discussion, and a word more in it. */
import { acting } from '@/lib/api/acting';
import { threadJson, commentUrl } from '@/lib/api/comment-json';
import { addCommentOperation, comments } from '@/lib/api/operations/comments';
import { systemClock } from '@/lib/clock';
import { addComment } from '@/lib/comments/commands';
import { getDiscussedPaper, threadsOfPaper } from '@/lib/comments/queries';
import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { policyOf } from '@/lib/site/tags';
import { answering, methods } from '@/lib/http/api-route';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { nextPage } from '@/lib/http/next-page';
import { refuseComment } from '../comments/refusal';

export const readComments = methods({
  GET: answering(comments, async ({ params, query }, request) => {
    const { p: page, ...asked } = query;
    const { id, commentCount } = await getDiscussedPaper(database(), params.id);
    const { threads, hasNext } = await threadsOfPaper(database(), id, { page, ...asked });
    return {
      body: {
        count: commentCount,
        comments: threads.flatMap((thread) => threadJson(thread, id, publicUrl)),
      },
      cache: policyOf.paper(id),
      next: hasNext ? nextPage(request, { p: String(page + 1) }) : null,
    };
  }),
}).GET;

export const writeComment = acting(
  addCommentOperation,
  async (input, { id: userId }, { headers }) => {
    const { params, body } = input;
    await requireAllowance('comment', userId);
    await requireAllowance('comment_network', clientNetwork(headers));
    const added = await addComment(database(), {
      paperId: params.id,
      userId,
      parentId: body.parentCommentId ?? null,
      body: body.comment,
      now: systemClock(),
    });
    if (!added.ok) return refuseComment(added.reason);
    return { body: { id: added.id, url: commentUrl(params.id, added.id, publicUrl) } };
  },
);
