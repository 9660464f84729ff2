/**
 * The site's key for push services (VAPID, RFC 8292). Derived from AUTH_SECRET, so that all
 * machines have the same key and no table or setting stores it.
 */
import { createECDH } from 'node:crypto';
import { env } from '@/lib/env';
import { hasSecret, keyed } from '@/lib/secrets';

const CURVE = 'prime256v1';
const CURVE_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SCALAR_BYTES = 32;

/** Both base64url: the public key is a point as browsers expect it, the private key a number. */
type VapidKeys = { publicKey: string; privateKey: string };

/** Throws unavailable without AUTH_SECRET. */
export function vapidKeys(): VapidKeys {
  // Twice as many bits as the order, so that the remainder is uniform.
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

/** The public key for a page's script; null where notifications are off. */
export function findPushKey(): string | null {
  return env.WEB_PUSH && hasSecret() ? vapidKeys().publicKey : null;
}
