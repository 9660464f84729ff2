/** A paper's discussion: read by everybody, written by whoever is signed in. */
import { z } from 'zod';
import { MAX_PAGE } from '@/lib/site/params';
import {
  DELETE_WITHIN_MINUTES,
  EDIT_WITHIN_MINUTES,
  MAX_COMMENT_CHARS,
} from '@/lib/comments/rules';
import { THREAD_SORTS } from '@/lib/comments/thread';
import { operation, wholeNumber } from '@/lib/http/operation';
import { userShape } from '../shapes';
import { paperIdParam } from './papers';

const TAG = 'Comments';
const MAX_THREADS = 100;

const facts = {
  id: z.string(),
  type: z.literal('comment'),
  author: userShape.nullable().meta({ description: 'Null where the account is gone.' }),
  createdAt: z.iso.datetime(),
  data: z.object({
    edited: z.boolean(),
    hidden: z.boolean().meta({ description: 'Deleted, or taken out of sight by a curator.' }),
    latest: z.object({
      raw: z.string().meta({ description: 'As it was typed: a subset of Markdown, with maths.' }),
      updatedAt: z.iso.datetime(),
    }),
    parentCommentId: z.string().optional(),
  }),
  broadsheet: z.object({
    url: z.string(),
    isByAuthor: z.boolean().meta({ description: 'By an author of the paper.' }),
  }),
};

const commentShape = z
  .object({ ...facts, replies: z.array(z.object(facts)) })
  .meta({ id: 'Comment', description: 'With its answers in the order they are read in.' });
const written = z.string().meta({
  description: `Markdown; at most ${MAX_COMMENT_CHARS} characters.`,
  examples: ['Does $n$ stand for papers?'],
});
const commentIdParam = z.string().min(1).max(64);

const failures = {
  403: 'Not yours, too late, or caused by another site; the message says which.',
  404: 'There is no such paper or comment.',
} as const;
const tooLong = { 413: 'The comment is too long.' } as const;

export const comments = operation({
  id: 'comments',
  method: 'get',
  path: '/api/papers/{id}/comments',
  tag: TAG,
  summary: 'The discussion of a paper',
  description: 'Comments that answer none, each with its answers. `Link` leads to the next page.',
  params: z.object({ id: paperIdParam }),
  query: z.object({
    sort: z.enum(THREAD_SORTS).default('oldest'),
    p: wholeNumber(0, MAX_PAGE).default(0).meta({ description: 'Page, from 0.' }),
    limit: wholeNumber(1, MAX_THREADS).default(50).meta({ description: 'Threads a page.' }),
  }),
  answer: z.object({ count: z.int(), comments: z.array(commentShape) }),
  failures: { 404: 'Broadsheet has no such paper.' },
});

export const addCommentOperation = operation({
  id: 'addComment',
  method: 'post',
  path: '/api/papers/{id}/comments',
  tag: TAG,
  summary: 'Write a comment',
  scope: 'comments',
  description: 'The same words sent again within minutes are the same comment.',
  params: z.object({ id: paperIdParam }),
  body: z.object({
    comment: written,
    parentCommentId: commentIdParam.optional().meta({ description: 'What it answers.' }),
  }),
  answer: z.object({ id: z.string(), url: z.string() }),
  status: 201,
  failures: { ...failures, ...tooLong },
});

export const editCommentOperation = operation({
  id: 'editComment',
  method: 'patch',
  path: '/api/comments/{id}',
  tag: TAG,
  summary: 'Edit a comment',
  scope: 'comments',
  description: `One’s own, within ${EDIT_WITHIN_MINUTES} minutes.`,
  params: z.object({ id: commentIdParam }),
  body: z.object({ comment: written }),
  answer: z.object({ id: z.string(), url: z.string() }),
  failures: { ...failures, ...tooLong },
});

export const deleteCommentOperation = operation({
  id: 'deleteComment',
  method: 'delete',
  path: '/api/comments/{id}',
  tag: TAG,
  summary: 'Delete a comment',
  scope: 'comments',
  description: `One’s own, within ${DELETE_WITHIN_MINUTES} minutes. Answers to it stay.`,
  params: z.object({ id: commentIdParam }),
  answer: null,
  status: 204,
  failures,
});
