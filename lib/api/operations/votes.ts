/** An account's own vote for a paper. */
import { z } from 'zod';
import { castFor, withdrawFor } from '@/lib/votes/reader-commands';
import { DISCOUNT_REASONS } from '@/lib/votes/weight';
import { operation, type Operation } from '../operation';
import { paperParams } from '../parameters';

const TAG = 'Readers';

const voteShape = z
  .object({
    upvoted: z.boolean().meta({ description: 'Whether your vote is counted.' }),
    upvotes: z.int().meta({ description: 'Readers of Broadsheet who voted for the paper.' }),
    countedUpvotes: z
      .number()
      .meta({ description: 'The sum of their votes’ weights, each at most 1.' }),
    votes: z.number().meta({
      description: 'The number that lists sort by: `countedUpvotes` plus votes at the source.',
    }),
    weight: z.number().meta({ description: 'The weight of your vote.' }),
    discounts: z
      .array(z.object({ reason: z.enum(DISCOUNT_REASONS), detail: z.string() }))
      .meta({ description: 'Why the weight is less than 1.' }),
  })
  .meta({ id: 'Vote', description: 'A paper’s votes after this request.' });

const failures = { 404: 'The paper doesn’t exist.' };

export const voteOperations: readonly Operation[] = [
  operation({
    id: 'upvote',
    method: 'post',
    path: '/api/papers/{+id}/upvote',
    tag: TAG,
    summary: 'Vote for a paper',
    description: 'Repeated votes count once.',
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
    summary: 'Remove a vote',
    description: 'Repeated requests have no further effect.',
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
