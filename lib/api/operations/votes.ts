/** A reader's own vote for a paper, and which of some papers carry their marks. */
import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { parsePaperId } from '@/lib/papers/ids';
import { DISCOUNT_REASONS } from '@/lib/votes/weight';
import { paperIdParam } from './papers';

const TAG = 'Readers';
const MAX_ASKED = 200;

const voteShape = z
  .object({
    upvoted: z.boolean().meta({ description: 'Whether the reader’s vote stands.' }),
    upvotes: z.int().meta({ description: 'Readers of Broadsheet who voted for the paper.' }),
    countedUpvotes: z.number().meta({ description: 'What their votes count, at most one each.' }),
    votes: z
      .number()
      .meta({ description: 'What lists sort by: the counted ones, and upstream’s.' }),
    weight: z.number().meta({ description: 'What the reader’s own vote counts.' }),
    discounts: z
      .array(z.object({ reason: z.enum(DISCOUNT_REASONS), detail: z.string() }))
      .meta({ description: 'Why it counts less than one.' }),
  })
  .meta({ id: 'Vote', description: 'A paper’s votes after a reader’s press.' });

const failures = { 404: 'Broadsheet has no such paper.' };

export const upvote = operation({
  id: 'upvote',
  method: 'post',
  path: '/api/papers/{id}/upvote',
  tag: TAG,
  summary: 'Vote for a paper',
  description: 'Once a reader and paper; asking again changes nothing.',
  scope: 'votes',
  params: z.object({ id: paperIdParam }),
  answer: voteShape,
  failures,
});

export const withdrawUpvote = operation({
  id: 'withdrawUpvote',
  method: 'delete',
  path: '/api/papers/{id}/upvote',
  tag: TAG,
  summary: 'Take a vote back',
  description: 'Asking again changes nothing.',
  scope: 'votes',
  params: z.object({ id: paperIdParam }),
  answer: voteShape,
  failures,
});

/** Ids that aren't any are left out: the page that asks is ours, and may be old. */
const paperIds = z
  .string()
  .max(20_000)
  .default('')
  .transform((list) =>
    list
      .split(',')
      .slice(0, MAX_ASKED)
      .flatMap((text) => parsePaperId(text)?.id ?? []),
  );

export const me = operation({
  id: 'me',
  method: 'get',
  path: '/api/me',
  tag: TAG,
  summary: 'Who is signed in, or whose token this is, and their marks',
  description: 'Nobody, where neither is sent. A token needs the scope profile.',
  query: z.object({
    papers: paperIds.meta({ description: `Ids to ask about, by commas, at most ${MAX_ASKED}.` }),
    author: z.string().max(100).optional().meta({ description: 'A name to ask about.' }),
    topic: z.string().max(100).optional().meta({ description: 'A slug to ask about.' }),
  }),
  answer: z.object({
    reader: z
      .object({ handle: z.string(), name: z.string(), role: z.enum(['reader', 'curator']) })
      .nullable(),
    votes: z.array(z.string()).meta({ description: 'Those of the papers that they voted for.' }),
    bookmarks: z.array(z.string()).meta({ description: 'Those that they keep.' }),
    follows: z.boolean().meta({ description: 'Whether they follow that author or topic.' }),
  }),
  failures: {
    401: 'The token is none of ours, revoked or over.',
    403: 'The token may not do this.',
  },
});
