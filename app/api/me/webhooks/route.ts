/** GET and POST /api/me/webhooks */
import { acting } from '@/lib/api/acting';
import { addWebhook, webhooks } from '@/lib/api/operations/webhooks';
import { database } from '@/lib/db/client';
import { methods } from '@/lib/http/api-route';
import { createWebhook } from '@/lib/webhooks/commands';
import { webhooksOf } from '@/lib/webhooks/queries';
import { webhookSecret } from '@/lib/webhooks/send';
import { webhookJson } from './json';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: acting(webhooks, async (_input, reader) => {
    return { body: (await webhooksOf(database(), reader.id)).map(webhookJson) };
  }),
  POST: acting(
    addWebhook,
    async ({ body }, reader) => {
      const db = database();
      const { id } = await createWebhook(db, { ...body, userId: reader.id });
      const webhook = await db.webhook.findUniqueOrThrow({ where: { id } });
      return { body: { ...webhookJson(webhook), secret: '' } };
    },
    (answer) => ({ ...answer, body: { ...answer.body, secret: webhookSecret(answer.body.id) } }),
  ),
});
