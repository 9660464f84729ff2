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

/** The signature of a text: 256 bits as base64url. */
export function sign(text: string): string {
  return keyed(text).digest('base64url');
}

/** A network as it is stored and logged. Nobody else can compute the hash. */
export function networkHash(network: string): string {
  return keyed(`network:${network}`).digest('hex');
}

/** A normalised mail address as it is stored after its subscriber is gone. */
export function addressHash(email: string): string {
  return keyed(`address:${email}`).digest('hex');
}
