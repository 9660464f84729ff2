/** POST and DELETE /api/papers/{id}/upvote: a reader's vote, cast and taken back. */
import { castFor, withdrawFor } from '@/app/vote/cast';
import { acting } from '@/lib/api/acting';
import { upvote, withdrawUpvote } from '@/lib/api/operations/votes';

export const castUpvote = acting(upvote, async ({ params: { id } }, reader, { headers }) => {
  const { score, weight, discounts } = await castFor(reader, id, headers);
  const reasons = discounts.map(({ reason, detail }) => ({ reason, detail }));
  return { body: { upvoted: true, ...score, weight, discounts: reasons } };
});

export const withdrawOwnUpvote = acting(withdrawUpvote, async ({ params: { id } }, reader) => {
  const { score } = await withdrawFor(reader, id);
  return { body: { upvoted: false, ...score, weight: 0, discounts: [] } };
});
