/** Derives sign-in links from AUTH_SECRET, so that no queue or table stores a valid one. */
import { randomBytes } from 'node:crypto';
import { sign } from '@/lib/secrets';

const TOKEN = /^[\w-]{22}\.[\w-]{43}$/;

/** A link's token for an address: `nonce.signature`, of 128 and 256 bits. */
export function signInToken(email: string, nonce = randomBytes(16).toString('base64url')): string {
  return `${nonce}.${sign(`sign-in:${nonce}:${email}`)}`;
}

/** The nonce, which with the address derives the token again. */
export function nonceOf(token: string): string {
  return token.slice(0, token.indexOf('.'));
}

/** Whether a text has a sign-in token's format. */
export function isSignInToken(text: string): boolean {
  return TOKEN.test(text);
}
