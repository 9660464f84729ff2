/** PATCH and DELETE /api/comments/{id}: one's own comment, for some minutes. */
import { acting } from '@/lib/api/acting';
import { commentUrl } from '@/lib/api/comment-json';
import { deleteCommentOperation, editCommentOperation } from '@/lib/api/operations/comments';
import { systemClock } from '@/lib/clock';
import { deleteComment, editComment } from '@/lib/comments/commands';
import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { methods } from '@/lib/http/api-route';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { refuseComment } from '../refusal';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  PATCH: acting(editCommentOperation, async (input, { id: userId }, { headers }) => {
    const { params, body } = input;
    const { id } = params;
    await requireAllowance('comment', userId);
    await requireAllowance('comment_network', clientNetwork(headers));
    const edited = await editComment(database(), {
      id,
      userId,
      body: body.comment,
      now: systemClock(),
    });
    if (!edited.ok)
      return refuseComment(edited.reason === 'too_late' ? 'edit_too_late' : edited.reason);
    return { body: { id, url: commentUrl(edited.paperId, id, publicUrl) } };
  }),
  DELETE: acting(deleteCommentOperation, async ({ params: { id } }, { id: userId }) => {
    const deleted = await deleteComment(database(), { id, userId, now: systemClock() });
    if (!deleted.ok)
      return refuseComment(deleted.reason === 'too_late' ? 'delete_too_late' : deleted.reason);
    return { body: null };
  }),
});
