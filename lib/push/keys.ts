/**
 * The key that push services know this site by (VAPID, RFC 8292). It is made from AUTH_SECRET, so
 * that every machine has the same one and no table or setting holds it.
 */
import { createECDH } from 'node:crypto';
import { env } from '@/lib/env';
import { hasSecret, keyed } from '@/lib/secrets';

const CURVE = 'prime256v1';
const CURVE_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SCALAR_BYTES = 32;

/** Both base64url: the public one a point as browsers want it, the private one a number. */
type VapidKeys = { publicKey: string; privateKey: string };

/** Throws unavailable without AUTH_SECRET. */
export function vapidKeys(): VapidKeys {
  // Twice as many bits as the order has, so that the remainder favours no number.
  const digest = keyed('vapid', 'sha512').digest('hex');
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
  return env.WEB_PUSH && hasSecret() ? vapidKeys().publicKey : null;
}
