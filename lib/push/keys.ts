/**
 * The key that push services know this site by (VAPID, RFC 8292). It is made from AUTH_SECRET, so
 * that every machine has the same one and no table or setting holds it.
 */
import { createECDH, createHmac } from 'node:crypto';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';

const CURVE = 'prime256v1';
const CURVE_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SCALAR_BYTES = 32;

/** Both base64url: the public one a point as browsers want it, the private one a number. */
type VapidKeys = { publicKey: string; privateKey: string };

/** Throws unavailable without AUTH_SECRET. */
export function vapidKeys(): VapidKeys {
  if (!env.AUTH_SECRET) {
    throw new AppError('unavailable', 'AUTH_SECRET is not set; npm start makes one.');
  }
  // Twice as many bits as the order has, so that the remainder favours no number.
  const digest = createHmac('sha512', env.AUTH_SECRET).update('vapid').digest('hex');
  const scalar = (BigInt(`0x${digest}`) % (CURVE_ORDER - 1n)) + 1n;
  const privateKey = Buffer.from(scalar.toString(16).padStart(2 * SCALAR_BYTES, '0'), 'hex');
  const ecdh = createECDH(CURVE);
  ecdh.setPrivateKey(privateKey);
  return {
    publicKey: ecdh.getPublicKey('base64url'),
    privateKey: privateKey.toString('base64url'),
  };
}

/** What a page gives a browser that wants to be told; null where this site tells nobody. */
export function findPushKey(): string | null {
  return env.WEB_PUSH && env.AUTH_SECRET ? vapidKeys().publicKey : null;
}
