/**
 * Links that stand for their holder. A link is made from AUTH_SECRET and what it is for, so the
 * database holds only its hash, and whoever composes a mail can write it without a look-up.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { sign } from '@/lib/secrets';

/** 256 bits as base64url. */
const TOKEN = /^[\w-]{43}$/;

/** Opens preferences and stops the digest; a new version makes all earlier links useless. */
export function manageToken(subscriptionId: string, version: number): string {
  return sign(`manage:${subscriptionId}:${version}`);
}

/** Confirms an address, once; every mailing has a link of its own. */
export function confirmToken(subscriptionId: string, mailedAt: Date): string {
  return sign(`confirm:${subscriptionId}:${mailedAt.getTime()}`);
}

/**
 * Opens one digest on the web and nothing else, since people pass on the address of what they
 * read: whoever has it can't change or stop anything.
 */
export function digestLink(deliveryId: string): string {
  return signedLink('digest', deliveryId);
}

/** The delivery that such a link stands for. Null for what isn't one of ours. */
export function deliveryOfLink(link: string): string | null {
  return idOfSignedLink('digest', link);
}

/** Stops the mails about answers to a reader, and nothing else; nobody need sign in for that. */
export function repliesLink(userId: string): string {
  return signedLink('replies', userId);
}

/** The reader whom such a link stops mails to. Null for what isn't one of ours. */
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

/** What is stored and looked up. Null for what can't be a token, so that nothing is asked for it. */
export function tokenHash(token: string): string | null {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest('hex') : null;
}
