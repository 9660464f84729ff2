/** Sessions: how long each lasts, how it was begun, and what needs a fresh one. Pure. */

/** At most, however often its reader comes back. */
export const SESSION_DAYS = 60;
/** Unless its reader comes back before. */
export const IDLE_DAYS = 14;
/** Tokens, connecting a provider, deletion and the desk need a session that is younger. */
export const FRESH_HOURS = 24;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A session is extended this rarely, so that reading writes next to nothing. */
const EXTENDED_EVERY_MS = HOUR_MS;

export type Session = {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  /** `link`, `passkey`, or a provider's id; null for sessions older than this record. */
  method: string | null;
};

/** The endpoint of better-auth that a session begins in, as far as this needs it. */
type Endpoint = { path: string; params?: unknown } | null | undefined;

export function newSessionColumns(createdAt: Date, endpoint: Endpoint) {
  return { method: methodOf(endpoint), expiresAt: expiryOf(createdAt, createdAt) };
}

function methodOf(endpoint: Endpoint): string | null {
  const path = endpoint?.path ?? '';
  if (path === '/magic-link/verify') return 'link';
  if (path.startsWith('/passkey/')) return 'passkey';
  return (endpoint?.params as { id?: string } | undefined)?.id ?? null;
}

/** When a session that is used now ends: whichever comes first of the two limits. */
export function expiryOf(createdAt: Date, now: Date): Date {
  const idleAt = now.getTime() + IDLE_DAYS * DAY_MS;
  return new Date(Math.min(idleAt, createdAt.getTime() + SESSION_DAYS * DAY_MS));
}

/** The new end of a session that is used now; null where the one it has is good enough. */
export function extensionOf(session: Session, now: Date): Date | null {
  const expiresAt = expiryOf(session.createdAt, now);
  return expiresAt.getTime() - session.expiresAt.getTime() > EXTENDED_EVERY_MS ? expiresAt : null;
}

/**
 * Whether the reader has proven a short while ago who they are, by a passkey or a link. A
 * provider's word is enough only for an account that has no address a link could reach.
 */
export function isFresh(session: Session, canGetLink: boolean, now: Date): boolean {
  const isByProvider = !['link', 'passkey', null].includes(session.method);
  if (isByProvider && canGetLink) return false;
  return now.getTime() - session.createdAt.getTime() < FRESH_HOURS * HOUR_MS;
}
