/** Webhooks: messages to an account's program about new editions and trending papers. */
import { z } from 'zod';
import { systemClock } from '@/lib/clock';
import { createWebhook, endWebhook, pauseWebhook, pingWebhook } from '@/lib/webhooks/commands';
import { deliveriesOf, webhooksOf } from '@/lib/webhooks/queries';
import { newWebhook } from '@/lib/webhooks/schema';
import { webhookSecret } from '@/lib/webhooks/send';
import { operation, type Operation } from '../operation';

const TAG = 'Webhooks';
const scope = 'webhooks';
const params = z.object({ id: z.uuid() });

const webhookShape = z
  .object({
    id: z.uuid(),
    url: z.string(),
    event: z.enum(['edition', 'trending']),
    topic: z.string().nullable(),
    createdAt: z.iso.datetime(),
    pausedAt: z.iso.datetime().nullable().meta({ description: 'No messages are sent since then.' }),
  })
  .meta({ id: 'Webhook' });

type Row = Awaited<ReturnType<typeof webhooksOf>>[number];

/** Without the secret, which only the answer that creates the webhook has. */
function webhookJson({ id, url, event, topic, createdAt, pausedAt }: Row) {
  return {
    id,
    url,
    event,
    topic,
    createdAt: createdAt.toISOString(),
    pausedAt: pausedAt?.toISOString() ?? null,
  };
}

export const webhookOperations: readonly Operation[] = [
  operation({
    id: 'webhooks',
    method: 'get',
    path: '/api/me/webhooks',
    tag: TAG,
    summary: 'List your webhooks',
    scope,
    answer: z.array(webhookShape),
    async handle({ reader, db }) {
      return { body: (await webhooksOf(db, reader.id)).map(webhookJson) };
    },
  }),
  operation({
    id: 'addWebhook',
    method: 'post',
    path: '/api/me/webhooks',
    tag: TAG,
    summary: 'Create a webhook for new editions or trending papers',
    description:
      'Each message is signed as in Standard Webhooks with the returned secret, and retried for days until you respond with 2xx. 410 deletes the webhook.',
    scope,
    body: newWebhook.meta({ id: 'NewWebhook' }),
    answer: webhookShape.extend({ secret: z.string() }),
    status: 201,
    failures: { 404: 'The topic doesn’t exist.', 409: 'You already have ten webhooks.' },
    async handle({ body, reader, db }) {
      const webhook = await createWebhook(db, { ...body, userId: reader.id });
      return { body: { ...webhookJson(webhook), secret: '' } };
    },
    complete: ({ body, ...answer }) => ({
      ...answer,
      body: { ...body, secret: webhookSecret(body.id) },
    }),
  }),
  operation({
    id: 'webhookLog',
    method: 'get',
    path: '/api/me/webhooks/{id}',
    tag: TAG,
    summary: 'List a webhook’s deliveries',
    scope,
    params,
    answer: z.array(
      z
        .object({
          id: z.string(),
          key: z.string(),
          createdAt: z.iso.datetime(),
          deliveredAt: z.iso.datetime().nullable(),
          attempts: z.int(),
          status: z.int().nullable(),
          lastError: z.string().nullable(),
        })
        .meta({ id: 'WebhookDelivery' }),
    ),
    failures: { 404: 'The webhook doesn’t exist.' },
    async handle({ params: { id }, reader, db }) {
      const deliveries = await deliveriesOf(db, { id, userId: reader.id });
      return {
        body: deliveries.map(({ createdAt, deliveredAt, ...delivery }) => ({
          id: delivery.id,
          key: delivery.key,
          createdAt: createdAt.toISOString(),
          deliveredAt: deliveredAt?.toISOString() ?? null,
          attempts: delivery.attempts,
          status: delivery.status,
          lastError: delivery.lastError,
        })),
      };
    },
  }),
  operation({
    id: 'pauseWebhook',
    method: 'patch',
    path: '/api/me/webhooks/{id}',
    tag: TAG,
    summary: 'Pause or resume a webhook',
    description: 'Messages due during a pause are never sent.',
    scope,
    params,
    body: z.object({ paused: z.boolean() }).meta({ id: 'WebhookPause' }),
    answer: webhookShape,
    failures: { 404: 'The webhook doesn’t exist.' },
    async handle({ params: { id }, body: { paused }, reader, db }) {
      const pausedAt = paused ? systemClock() : null;
      const webhook = await pauseWebhook(db, { id, userId: reader.id }, pausedAt);
      return { body: webhookJson(webhook) };
    },
  }),
  operation({
    id: 'pingWebhook',
    method: 'post',
    path: '/api/me/webhooks/{id}/pings',
    tag: TAG,
    summary: 'Send a test message',
    description:
      'Sends a signed message of the type `ping`, once. The result is in the list of deliveries.',
    scope,
    params,
    answer: z.object({ id: z.uuid().meta({ description: 'ID of the delivery.' }) }),
    status: 202,
    failures: { 404: 'The webhook doesn’t exist.' },
    limits: { account: 'ping' },
    async handle({ params: { id }, reader, db }) {
      return { body: await pingWebhook(db, { id, userId: reader.id }, systemClock()) };
    },
  }),
  operation({
    id: 'endWebhook',
    method: 'delete',
    path: '/api/me/webhooks/{id}',
    tag: TAG,
    summary: 'Delete a webhook',
    scope,
    params,
    answer: null,
    status: 204,
    failures: { 404: 'The webhook doesn’t exist.' },
    async handle({ params: { id }, reader, db }) {
      await endWebhook(db, { id, userId: reader.id });
      return { body: null };
    },
  }),
];
