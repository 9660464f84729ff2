/** PATCH /api/push: a browser's push service gave it another address, and its worker says so. */
import { database } from '@/lib/db/client';
import { answering, methods } from '@/lib/http/api-route';
import { requireSameOrigin } from '@/lib/http/form';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { movePushSubscription } from '@/lib/push/commands';
import { movePush } from '@/lib/push/schema';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  PATCH: answering(movePush, async ({ body: { from, endpoint, keys } }, { headers }) => {
    requireSameOrigin(headers);
    await requireAllowance('push', clientNetwork(headers));
    await movePushSubscription(database(), from, { endpoint, ...keys });
    return { body: null };
  }),
});
