/** Push subscriptions of browsers. Only our own pages and their service worker call these. */
import { words } from '@/lib/words';
import { z } from 'zod';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { systemClock } from '@/lib/clock';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { clientNetwork } from '@/lib/http/limit-commands';
import {
  endPushSubscription,
  keepPushSubscription,
  movePushSubscription,
} from '@/lib/push/commands';
import { getPushSubscription } from '@/lib/push/queries';
import { endpoint, keys, subscriptionId } from '@/lib/push/schema';
import { operation, type Operation } from '../operation';

const TAG = 'Push';
const MAX_TOPICS = 50;
const path = '/api/push/{id}';
const params = z.object({ id: z.string().regex(/^[\w-]{43}$/, words.validation.sha256) });
const answer = z.object({ topics: z.array(z.string()) });
const limits = { network: 'push' } as const;

export const pushOperations: readonly Operation[] = [
  operation({
    id: 'findPush',
    method: 'get',
    path,
    tag: TAG,
    summary: 'Get a browser’s notifications',
    params,
    answer,
    isInternal: true,
    async handle({ params: { id }, db }) {
      return { body: await getPushSubscription(db, id) };
    },
  }),
  operation({
    id: 'keepPush',
    method: 'put',
    path,
    tag: TAG,
    summary: 'Turn on a browser’s notifications',
    params,
    body: z.object({
      endpoint,
      keys,
      topics: z.array(z.string().max(60)).max(MAX_TOPICS).default([]),
      timeZone: z.string().max(64).default('UTC'),
    }),
    answer,
    isInternal: true,
    limits,
    async handle({ params: { id }, body: { keys: secrets, ...wish }, headers, db }) {
      if (!env.WEB_PUSH) throw new AppError('not_found', words.refusals.noPush);
      if (id !== subscriptionId(wish.endpoint)) {
        throw new AppError('bad_request', words.refusals.pushId);
      }
      const reader = await findReader(headers);
      await keepPushSubscription(db, {
        ...wish,
        ...secrets,
        userId: reader?.id ?? null,
        network: clientNetwork(headers),
        now: systemClock(),
      });
      return { body: await getPushSubscription(db, id) };
    },
  }),
  // A push service may change a browser's address; the subscription moves along.
  operation({
    id: 'movePush',
    method: 'patch',
    path: '/api/push',
    tag: TAG,
    summary: 'Move a browser’s notifications to its new address',
    body: z.object({ from: z.string(), endpoint, keys }),
    answer: null,
    status: 204,
    isInternal: true,
    limits,
    async handle({ body: { from, endpoint: to, keys: secrets }, db }) {
      await movePushSubscription(db, from, { endpoint: to, ...secrets });
      return { body: null };
    },
  }),
  operation({
    id: 'endPush',
    method: 'delete',
    path,
    tag: TAG,
    summary: 'Turn off a browser’s notifications',
    params,
    answer: null,
    status: 204,
    isInternal: true,
    async handle({ params: { id }, db }) {
      await endPushSubscription(db, id);
      return { body: null };
    },
  }),
];
