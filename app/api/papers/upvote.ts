/** POST and DELETE /api/papers/{id}/upvote: a reader's vote, cast and taken back. */
import { castFor, withdrawFor } from '@/app/vote/cast';
import { requireReader } from '@/lib/accounts/queries';
import { upvote, withdrawUpvote } from '@/lib/api/operations/votes';
import { answering } from '@/lib/http/api-route';
import { requireSameOrigin } from '@/lib/http/form';

export const castUpvote = answering(upvote, async ({ params: { id } }, request) => {
  requireSameOrigin(request.headers);
  const reader = await requireReader(request.headers);
  const { score, weight, discounts } = await castFor(reader, id, request.headers);
  const reasons = discounts.map(({ reason, detail }) => ({ reason, detail }));
  return { body: { upvoted: true, ...score, weight, discounts: reasons } };
});

export const withdrawOwnUpvote = answering(withdrawUpvote, async ({ params: { id } }, request) => {
  requireSameOrigin(request.headers);
  const reader = await requireReader(request.headers);
  const { score } = await withdrawFor(reader, id);
  return { body: { upvoted: false, ...score, weight: 0, discounts: [] } };
});
