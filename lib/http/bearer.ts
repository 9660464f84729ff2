/** Checks the key of a scheduled or monitoring request, in constant time. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@/lib/errors';

/** Throws unauthorized unless `Authorization: Bearer <secret>` matches a configured secret. */
export function requireBearer(
  authorization: string | null | undefined,
  secret: string | undefined,
): void {
  const given = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (!secret || !given || !timingSafeEqual(digest(given), digest(secret))) {
    throw new AppError('unauthorized');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
