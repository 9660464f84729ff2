/** Addresses as we remember them after they are gone: recognisable to us, of no use to others. */
import { createHmac } from 'node:crypto';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';

/** HMAC-SHA256 of a normalised address, in hex. */
export function addressHash(email: string): string {
  if (!env.AUTH_SECRET) {
    throw new AppError('unavailable', 'AUTH_SECRET is not set; npm start makes one.');
  }
  return createHmac('sha256', env.AUTH_SECRET).update(`address:${email}`).digest('hex');
}
