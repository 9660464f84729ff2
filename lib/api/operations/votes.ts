/** An account's own vote for a paper. */
import { z } from 'zod';
import { castFor, withdrawFor } from '@/lib/votes/reader-commands';
import { DISCOUNT_REASONS } from '@/lib/votes/weight';
import { operation, type Operation } from '../operation';
import { paperParams } from '../parameters';

const TAG = 'Readers';

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

export const voteOperations: readonly Operation[] = [
  operation({
    id: 'upvote',
    method: 'post',
    path: '/api/papers/{+id}/upvote',
    tag: TAG,
    summary: 'Vote for a paper',
    description: 'Once a reader and paper; asking again changes nothing.',
    scope: 'votes',
    params: paperParams,
    answer: voteShape,
    failures,
    async handle({ params: { id }, reader, headers }) {
      const { score, weight, discounts } = await castFor(reader, id, headers);
      const reasons = discounts.map(({ reason, detail }) => ({ reason, detail }));
      return { body: { upvoted: true, ...score, weight, discounts: reasons } };
    },
  }),
  operation({
    id: 'withdrawUpvote',
    method: 'delete',
    path: '/api/papers/{+id}/upvote',
    tag: TAG,
    summary: 'Take a vote back',
    description: 'Asking again changes nothing.',
    scope: 'votes',
    params: paperParams,
    answer: voteShape,
    failures,
    async handle({ params: { id }, reader }) {
      const { score } = await withdrawFor(reader, id);
      return { body: { upvoted: false, ...score, weight: 0, discounts: [] } };
    },
  }),
];
