/** A browser that is told what trends: GET what of, PUT from now on, DELETE no more. */
import { findReader } from '@/lib/accounts/queries';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { answering, methods } from '@/lib/http/api-route';
import { requireSameOrigin } from '@/lib/http/form';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { endPushSubscription, keepPushSubscription } from '@/lib/push/commands';
import { getPushSubscription } from '@/lib/push/queries';
import { endPush, findPush, keepPush, subscriptionId } from '@/lib/push/schema';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: answering(findPush, async ({ params: { id } }) => ({
    body: await getPushSubscription(database(), id),
  })),
  PUT: answering(keepPush, async ({ params: { id }, body }, { headers }) => {
    requireSameOrigin(headers);
    if (!env.WEB_PUSH) throw new AppError('not_found', 'This site tells browsers nothing.');
    await requireAllowance('push', clientNetwork(headers));
    const { keys, ...wish } = body;
    if (id !== subscriptionId(wish.endpoint)) {
      throw new AppError('bad_request', 'The address is not the SHA-256 of its endpoint.');
    }
    const reader = await findReader(headers);
    await keepPushSubscription(database(), {
      ...wish,
      ...keys,
      userId: reader?.id ?? null,
      network: clientNetwork(headers),
      now: systemClock(),
    });
    return { body: await getPushSubscription(database(), id) };
  }),
  DELETE: answering(endPush, async ({ params: { id } }, { headers }) => {
    requireSameOrigin(headers);
    await endPushSubscription(database(), id);
    return { body: null };
  }),
});
