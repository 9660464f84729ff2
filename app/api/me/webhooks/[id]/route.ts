/** GET, PATCH and DELETE /api/me/webhooks/{id}: its log, its pause and its end. */
import { acting } from '@/lib/api/acting';
import {
  endWebhookOperation,
  pauseWebhookOperation,
  webhookLog,
} from '@/lib/api/operations/webhooks';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { methods } from '@/lib/http/api-route';
import { endWebhook, pauseWebhook } from '@/lib/webhooks/commands';
import { deliveriesOf } from '@/lib/webhooks/queries';
import { webhookJson } from '../json';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: acting(webhookLog, async ({ params: { id } }, reader) => {
    const deliveries = await deliveriesOf(database(), { id, userId: reader.id });
    return {
      body: deliveries.map(({ id: delivery, key, createdAt, deliveredAt, ...told }) => ({
        id: delivery,
        key,
        createdAt: createdAt.toISOString(),
        deliveredAt: deliveredAt?.toISOString() ?? null,
        attempts: told.attempts,
        status: told.status,
        lastError: told.lastError,
      })),
    };
  }),
  PATCH: acting(pauseWebhookOperation, async ({ params: { id }, body: { paused } }, reader) => {
    const pausedAt = paused ? systemClock() : null;
    return {
      body: webhookJson(await pauseWebhook(database(), { id, userId: reader.id }, pausedAt)),
    };
  }),
  DELETE: acting(endWebhookOperation, async ({ params: { id } }, reader) => {
    await endWebhook(database(), { id, userId: reader.id });
    return { body: null };
  }),
});
