/** PATCH and DELETE /api/comments/{id}: one's own comment, for some minutes. */
import { requireReader } from '@/lib/accounts/queries';
import { commentUrl } from '@/lib/api/comment-json';
import { deleteCommentOperation, editCommentOperation } from '@/lib/api/operations/comments';
import { systemClock } from '@/lib/clock';
import { deleteComment, editComment } from '@/lib/comments/commands';
import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { answering, methods } from '@/lib/http/api-route';
import { requireSameOrigin } from '@/lib/http/form';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { refuseComment } from '../refusal';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  PATCH: answering(editCommentOperation, async ({ params: { id }, body }, request) => {
    requireSameOrigin(request.headers);
    const { id: userId } = await requireReader(request.headers);
    await requireAllowance('comment', userId);
    await requireAllowance('comment_network', clientNetwork(request.headers));
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
  DELETE: answering(deleteCommentOperation, async ({ params: { id } }, request) => {
    requireSameOrigin(request.headers);
    const { id: userId } = await requireReader(request.headers);
    const deleted = await deleteComment(database(), { id, userId, now: systemClock() });
    if (!deleted.ok)
      return refuseComment(deleted.reason === 'too_late' ? 'delete_too_late' : deleted.reason);
    return { body: null };
  }),
});
