/** What a browser says of itself. These serve our own pages alone, so the API's document has none of them. */
import { createHash, ECDH } from 'node:crypto';
import { z } from 'zod';
import { publicUrl } from '@/lib/env';
import { operation } from '@/lib/http/operation';
import { addressProblem } from '@/lib/http/public-address';

const TAG = 'Push';
const MAX_TOPICS = 50;
/** Push services make them; Windows' are of several hundred. */
const MAX_ENDPOINT_CHARS = 2_000;
const path = '/api/push/{id}';
const id = z.string().regex(/^[\w-]{43}$/, 'is no SHA-256 in base64url');
const params = z.object({ id });

/** What names a subscription: whoever has its endpoint can say it, and nobody can turn it back. */
export function subscriptionId(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('base64url');
}

const endpoint = z.string().superRefine((text, context) => {
  const problem = addressProblem(text, new URL(publicUrl).hostname, MAX_ENDPOINT_CHARS);
  if (problem) context.addIssue(problem);
});
const keys = z.object({
  p256dh: z.string().refine(isPointOfCurve, 'is no point of P-256'),
  auth: z.string().regex(/^[\w-]{22}$/, 'is no secret of 16 bytes'),
});
const answer = z.object({ topics: z.array(z.string()) });

export const findPush = operation({
  id: 'findPush',
  method: 'get',
  path,
  tag: TAG,
  summary: 'What a browser is told of',
  params,
  answer,
});

export const keepPush = operation({
  id: 'keepPush',
  method: 'put',
  path,
  tag: TAG,
  summary: 'Tell a browser what trends',
  params,
  body: z.object({
    endpoint,
    keys,
    topics: z.array(z.string().max(60)).max(MAX_TOPICS).default([]),
    timeZone: z.string().max(64).default('UTC'),
  }),
  answer,
});

/** A browser's push service may give it another address; it stands for the same reader's wish. */
export const movePush = operation({
  id: 'movePush',
  method: 'patch',
  path: '/api/push',
  tag: TAG,
  summary: 'Tell a browser at its new address',
  body: z.object({ from: z.string(), endpoint, keys }),
  answer: null,
  status: 204,
});

export const endPush = operation({
  id: 'endPush',
  method: 'delete',
  path,
  tag: TAG,
  summary: 'Tell a browser nothing more',
  params,
  answer: null,
  status: 204,
});

function isPointOfCurve(text: string): boolean {
  if (!/^[\w-]{87}$/.test(text)) return false;
  try {
    ECDH.convertKey(text, 'prime256v1', 'base64url');
    return true;
  } catch (error) {
    // Node's word for what lies beside the curve.
    if (error instanceof Error) return false;
    throw error;
  }
}
