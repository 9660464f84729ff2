/** Parses a browser's push subscription. */
import { createHash, ECDH } from 'node:crypto';
import { z } from 'zod';
import { publicUrl } from '@/lib/env';
import { addressProblem } from '@/lib/http/outgoing/public-address';
import { words } from '@/lib/words';

/** Push services choose the endpoints; those of Windows have several hundred characters. */
const MAX_ENDPOINT_CHARS = 2_000;

/** Names a subscription by a hash of its endpoint, which is a secret of the browser. */
export function subscriptionId(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('base64url');
}

export const endpoint = z.string().superRefine((text, context) => {
  const problem = addressProblem(text, new URL(publicUrl).hostname, MAX_ENDPOINT_CHARS);
  if (problem) context.addIssue(problem);
});
export const keys = z.object({
  p256dh: z.string().refine(isPointOfCurve, words.validation.p256),
  auth: z.string().regex(/^[\w-]{22}$/, words.validation.secret16),
});

function isPointOfCurve(text: string): boolean {
  if (!/^[\w-]{87}$/.test(text)) return false;
  try {
    ECDH.convertKey(text, 'prime256v1', 'base64url');
    return true;
  } catch (error) {
    // Node throws for a point that is not on the curve.
    if (error instanceof Error) return false;
    throw error;
  }
}
