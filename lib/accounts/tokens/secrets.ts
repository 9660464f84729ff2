/** Sign-in links: made from AUTH_SECRET, so that no queue or table ever holds one that works. */
import { randomBytes } from 'node:crypto';
import { sign } from '@/lib/secrets';

const TOKEN = /^[\w-]{22}\.[\w-]{43}$/;

/** A link's token for an address: `nonce.signature`, of 128 and 256 bits. */
export function signInToken(email: string, nonce = randomBytes(16).toString('base64url')): string {
  return `${nonce}.${sign(`sign-in:${nonce}:${email}`)}`;
}

/** The part from which, with the address, the token can be made again. */
export function nonceOf(token: string): string {
  return token.slice(0, token.indexOf('.'));
}

/** Whether a text could be a sign-in token at all. */
export function isSignInToken(text: string): boolean {
  return TOKEN.test(text);
}
