/** Session rules: lifetime, method of sign-in, and operations that need a fresh one. Pure. */

/** The maximum lifetime, however often the reader returns. */
export const SESSION_DAYS = 60;
/** The idle timeout. */
export const IDLE_DAYS = 14;
/** Maximum age for tokens, connecting a provider, deletion and the desk. */
export const FRESH_HOURS = 24;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Minimum interval between extensions, so that reading rarely writes. */
const EXTENDED_EVERY_MS = HOUR_MS;

export type Session = {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  /** `link`, `passkey`, or a provider's id; null for sessions older than this record. */
  method: string | null;
};

/** The better-auth endpoint that creates a session, in the fields needed here. */
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

/** The end of a session used now: the earlier of the two limits. */
export function expiryOf(createdAt: Date, now: Date): Date {
  const idleAt = now.getTime() + IDLE_DAYS * DAY_MS;
  return new Date(Math.min(idleAt, createdAt.getTime() + SESSION_DAYS * DAY_MS));
}

/** The new end of a session used now; null if the present one is late enough. */
export function extensionOf(session: Session, now: Date): Date | null {
  const expiresAt = expiryOf(session.createdAt, now);
  return expiresAt.getTime() - session.expiresAt.getTime() > EXTENDED_EVERY_MS ? expiresAt : null;
}

/**
 * Whether the reader recently signed in by passkey or link. A provider is enough only for an
 * account without a mailable address.
 */
export function isFresh(session: Session, canGetLink: boolean, now: Date): boolean {
  const isByProvider = !['link', 'passkey', null].includes(session.method);
  if (isByProvider && canGetLink) return false;
  return now.getTime() - session.createdAt.getTime() < FRESH_HOURS * HOUR_MS;
}
