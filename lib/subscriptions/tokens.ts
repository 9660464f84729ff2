/**
 * Links that authorize their bearer. A link derives from AUTH_SECRET and its purpose, so the
 * database stores only its hash, and composing a mail needs no query.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { sign } from '@/lib/secrets';

/** 256 bits as base64url. */
const TOKEN = /^[\w-]{43}$/;

/** Opens preferences and stops the digest; a new version invalidates all earlier links. */
export function manageToken(subscriptionId: string, version: number): string {
  return sign(`manage:${subscriptionId}:${version}`);
}

/** Confirms an address, once; every mailing has its own link. */
export function confirmToken(subscriptionId: string, mailedAt: Date): string {
  return sign(`confirm:${subscriptionId}:${mailedAt.getTime()}`);
}

/**
 * Opens one digest on the web only, because people share the address of their reading: its bearer
 * can't change or stop anything.
 */
export function digestLink(deliveryId: string): string {
  return signedLink('digest', deliveryId);
}

/** The delivery of such a link. Null for an invalid one. */
export function deliveryOfLink(link: string): string | null {
  return idOfSignedLink('digest', link);
}

/** Stops the mails about replies to a reader only; needs no sign-in. */
export function repliesLink(userId: string): string {
  return signedLink('replies', userId);
}

/** The reader of such a link. Null for an invalid one. */
export function readerOfRepliesLink(link: string): string | null {
  return idOfSignedLink('replies', link);
}

function signedLink(purpose: string, id: string): string {
  return `${id}.${sign(`${purpose}:${id}`)}`;
}

function idOfSignedLink(purpose: string, link: string): string | null {
  const [id, signature] = link.split('.', 2);
  if (!id || !signature || !TOKEN.test(signature)) return null;
  const expected = Buffer.from(sign(`${purpose}:${id}`));
  return timingSafeEqual(Buffer.from(signature), expected) ? id : null;
}

/** The stored hash. Null for a malformed token, which saves a query. */
export function tokenHash(token: string): string | null {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest('hex') : null;
}
