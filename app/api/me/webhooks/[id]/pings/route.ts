/** POST /api/me/webhooks/{id}/pings: a test. */
import { acting } from '@/lib/api/acting';
import { pingWebhookOperation } from '@/lib/api/operations/webhooks';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { methods } from '@/lib/http/api-route';
import { requireAllowance } from '@/lib/http/limit-commands';
import { pingWebhook } from '@/lib/webhooks/commands';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  POST: acting(pingWebhookOperation, async ({ params: { id } }, reader) => {
    await requireAllowance('ping', reader.id);
    return { body: await pingWebhook(database(), { id, userId: reader.id }, systemClock()) };
  }),
});
