/** Identifies the reader of a request and extends the session in use. */
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { rememberAccount } from '@/lib/http/security-log';
import { words } from '@/lib/words';
import { findReaderById } from '../queries';
import { auth } from '../sign-in/auth';
import { isStandIn } from '../sign-in/providers';
import type { Reader } from '../types';
import { keepSession } from './session-commands';
import { isFresh, type Session } from './session-rules';

/** The reader of the request's session, or null. */
export async function findReader(headers: Headers): Promise<Reader | null> {
  return (await findSignedIn(headers))?.reader ?? null;
}

export type SignedIn = { reader: Reader; session: Session };

/** The reader and the session. */
export async function findSignedIn(headers: Headers): Promise<SignedIn | null> {
  // Skips the query without a cookie.
  if (!headers.get('cookie')?.includes('better-auth.')) return null;
  const found = await auth().api.getSession({ headers });
  const reader = found && (await findReaderById(database(), found.user.id));
  if (!reader) return null;
  rememberAccount(headers, reader.id);
  const { id, createdAt, expiresAt, method } = found.session;
  const session = { id, createdAt, expiresAt, method: method ?? null };
  await keepSession(database(), session, systemClock());
  return { reader, session };
}

/** Whether the session may change tokens, sign-in methods and sessions, or delete the account. */
export function isFreshlySignedIn({ reader, session }: SignedIn): boolean {
  return isFresh(session, !isStandIn(reader.email), systemClock());
}

/** Throws unauthorized without a session. @public */
export async function requireReader(headers: Headers): Promise<Reader> {
  const reader = await findReader(headers);
  if (!reader) throw new AppError('unauthorized', words.refusals.signInFirst);
  return reader;
}

export type Desk = { ok: true; curator: Reader } | { ok: false; reason: 'stale' | 'passkey' };

/** Whether a curator's session may use the desk. Throws not_found for other readers, to hide the desk. */
export async function getDesk(headers: Headers): Promise<Desk> {
  const signedIn = await findSignedIn(headers);
  if (signedIn?.reader.role !== 'curator') throw new AppError('not_found');
  const { reader: curator, session } = signedIn;
  if (env.CURATORS_NEED_PASSKEY && session.method !== 'passkey') {
    return { ok: false, reason: 'passkey' };
  }
  return isFreshlySignedIn(signedIn) ? { ok: true, curator } : { ok: false, reason: 'stale' };
}

/** Throws not_found as getDesk does, and forbidden for an insufficient session. */
export async function requireCurator(headers: Headers): Promise<Reader> {
  const desk = await getDesk(headers);
  if (!desk.ok) throw new AppError('forbidden', words.refusals.desk[desk.reason]);
  return desk.curator;
}

/**
 * Whether a session may add and remove passkeys. Where curators need one, access to a curator's
 * mail must not be enough to replace theirs.
 */
export async function mayChangePasskeys({ reader, session }: SignedIn): Promise<boolean> {
  const isGuarded = env.CURATORS_NEED_PASSKEY && reader.role === 'curator';
  if (!isGuarded || session.method === 'passkey') return true;
  return (await database().passkey.count({ where: { userId: reader.id } })) === 0;
}

/** The reader's session of this request. */
export async function findSessionId(headers: Headers): Promise<string | null> {
  const found = await auth().api.getSession({ headers });
  return found?.session.id ?? null;
}
