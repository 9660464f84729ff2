/** A provider's request as its reader gets it, and how its body and secrets are looked at. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '@/lib/errors';

export type WebhookRequest = { headers: Headers; rawBody: Buffer };

/** What a reader needs besides the request; tests bring their own. */
export type WebhookContext = {
  /** The setting that the provider is trusted by. */
  secret: string;
  now: Date;
  fetch: typeof globalThis.fetch;
};

/** Throws bad_request for what isn't JSON of that shape. */
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

/** In a time that says nothing about where two secrets differ. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
