/** Derives signatures and hashes from AUTH_SECRET, so that no table or queue stores a secret. */
import { createHmac, type Hmac } from 'node:crypto';
import { env } from './env';
import { AppError } from './errors';

export function hasSecret(): boolean {
  return env.AUTH_SECRET !== undefined;
}

/** The HMAC of a text under AUTH_SECRET. Throws unavailable without it. */
export function keyed(text: string, algorithm: 'sha256' | 'sha512' = 'sha256'): Hmac {
  if (!env.AUTH_SECRET) {
    throw new AppError('unavailable', 'AUTH_SECRET is not set; npm start makes one.');
  }
  return createHmac(algorithm, env.AUTH_SECRET).update(text);
}

/** Signs a text: 256 bits as base64url. */
export function sign(text: string): string {
  return keyed(text).digest('base64url');
}

/** Hashes a network for the database and the log; computing the hash needs AUTH_SECRET. */
export function networkHash(network: string): string {
  return keyed(`network:${network}`).digest('hex');
}

/** Hashes a normalised mail address, to store it after its subscriber is deleted. */
export function addressHash(email: string): string {
  return keyed(`address:${email}`).digest('hex');
}
