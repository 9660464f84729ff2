/** A paper's discussion: public to read, written by accounts. */
import { z } from 'zod';
import { addComment, deleteComment, editComment } from '@/lib/comments/commands';
import { getDiscussedPaper, threadsOfPaper } from '@/lib/comments/queries';
import {
  DELETE_WITHIN_MINUTES,
  EDIT_WITHIN_MINUTES,
  MAX_COMMENT_CHARS,
} from '@/lib/comments/rules';
import { THREAD_SORTS } from '@/lib/comments/thread';
import { PROBLEMS } from '@/lib/comments/problems';
import { systemClock } from '@/lib/clock';
import { MAX_PAGE } from '@/lib/site/params';
import { publicUrl } from '@/lib/env';
import { AppError, type ErrorCode } from '@/lib/errors';
import { policyOf } from '@/lib/site/tags';
import { commentShape, commentUrl, threadJson } from '../comment-json';
import { operation, type Operation } from '../operation';
import { paperParams, wholeNumber } from '../parameters';

const TAG = 'Comments';
const MAX_THREADS = 100;
const WRITING = { account: 'comment', network: 'comment_network' } as const;

const written = z.string().meta({
  description: `Markdown, at most ${MAX_COMMENT_CHARS} characters.`,
  examples: ['Does $n$ stand for papers?'],
});
const commentIdParam = z.string().min(1).max(64);

const failures = {
  403: 'Not your comment, too late, or sent by another site. The message states which.',
  404: 'The paper or comment doesn’t exist.',
} as const;
const tooLong = { 413: 'The comment is too long.' } as const;

const REFUSED: Record<string, ErrorCode> = {
  empty: 'bad_request',
  too_long: 'payload_too_large',
  parent_gone: 'not_found',
  gone: 'not_found',
};

export const commentOperations: readonly Operation[] = [
  operation({
    id: 'comments',
    method: 'get',
    path: '/api/papers/{+id}/comments',
    tag: TAG,
    summary: 'List the comments on a paper',
    description: 'Top-level comments, each with its replies. `Link` has the next page.',
    params: paperParams,
    query: z.object({
      sort: z.enum(THREAD_SORTS).default('oldest'),
      p: wholeNumber(0, MAX_PAGE).default(0).meta({ description: 'Page, from 0.' }),
      limit: wholeNumber(1, MAX_THREADS).default(50).meta({ description: 'Threads per page.' }),
    }),
    answer: z.object({ count: z.int(), comments: z.array(commentShape) }),
    failures: { 404: 'The paper doesn’t exist.' },
    async handle({ params, query, db }) {
      const { p: page, ...selection } = query;
      const { id, commentCount } = await getDiscussedPaper(db, params.id);
      const { threads, hasNext } = await threadsOfPaper(db, id, { page, ...selection });
      return {
        body: {
          count: commentCount,
          comments: threads.flatMap((thread) => threadJson(thread, id, publicUrl)),
        },
        cache: policyOf.paper(id),
        next: hasNext ? { p: String(page + 1) } : null,
      };
    },
  }),
  operation({
    id: 'addComment',
    method: 'post',
    path: '/api/papers/{+id}/comments',
    tag: TAG,
    summary: 'Write a comment',
    scope: 'comments',
    description: 'A repeated comment within minutes is stored once.',
    params: paperParams,
    body: z.object({
      comment: written,
      parentCommentId: commentIdParam
        .optional()
        .meta({ description: 'The comment that this one replies to.' }),
    }),
    answer: z.object({ id: z.string(), url: z.string() }),
    status: 201,
    failures: { ...failures, ...tooLong },
    limits: WRITING,
    async handle({ params, body, reader, db }) {
      const added = await addComment(db, {
        paperId: params.id,
        userId: reader.id,
        parentId: body.parentCommentId ?? null,
        body: body.comment,
        now: systemClock(),
      });
      if (!added.ok) return refuse(added.reason);
      return { body: { id: added.id, url: commentUrl(params.id, added.id, publicUrl) } };
    },
  }),
  operation({
    id: 'editComment',
    method: 'patch',
    path: '/api/comments/{id}',
    tag: TAG,
    summary: 'Edit a comment',
    scope: 'comments',
    description: `Only your own, within ${EDIT_WITHIN_MINUTES} minutes.`,
    params: z.object({ id: commentIdParam }),
    body: z.object({ comment: written }),
    answer: z.object({ id: z.string(), url: z.string() }),
    failures: { ...failures, ...tooLong },
    limits: WRITING,
    async handle({ params: { id }, body, reader, db }) {
      const change = { id, userId: reader.id, body: body.comment, now: systemClock() };
      const edited = await editComment(db, change);
      if (!edited.ok) return refuse(edited.reason === 'too_late' ? 'edit_too_late' : edited.reason);
      return { body: { id, url: commentUrl(edited.paperId, id, publicUrl) } };
    },
  }),
  operation({
    id: 'deleteComment',
    method: 'delete',
    path: '/api/comments/{id}',
    tag: TAG,
    summary: 'Delete a comment',
    scope: 'comments',
    description: `Only your own, within ${DELETE_WITHIN_MINUTES} minutes. Replies stay.`,
    params: z.object({ id: commentIdParam }),
    answer: null,
    status: 204,
    failures,
    async handle({ params: { id }, reader, db }) {
      const deleted = await deleteComment(db, {
        id,
        userId: reader.id,
        now: systemClock(),
      });
      if (!deleted.ok)
        return refuse(deleted.reason === 'too_late' ? 'delete_too_late' : deleted.reason);
      return { body: null };
    },
  }),
];

/** Throws a comment's rejection in the words of the page. */
function refuse(reason: keyof typeof PROBLEMS): never {
  throw new AppError(REFUSED[reason] ?? 'forbidden', PROBLEMS[reason]);
}
