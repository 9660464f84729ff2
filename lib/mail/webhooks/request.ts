/** A provider's request for its parser, with checks of body and secrets. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '@/lib/errors';

export type WebhookRequest = { headers: Headers; rawBody: Buffer };

/** Dependencies of a parser besides the request, so that tests can replace them. */
export type WebhookContext = {
  /** The setting that authenticates the provider. */
  secret: string;
  now: Date;
  fetch: typeof globalThis.fetch;
};

/** Throws bad_request for a body that doesn't match the schema. */
export function parseJson<T>(schema: z.ZodType<T>, json: string | Buffer): T {
  const parsed = schema.safeParse(decode(json.toString()));
  if (!parsed.success) throw new AppError('bad_request');
  return parsed.data;
}

function decode(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new AppError('bad_request', undefined, { cause });
  }
}

/** Compares in constant time. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
