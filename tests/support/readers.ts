/** Readers with an account as after sign-up, and browsers with their sessions. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db/client';
import type { Session, User } from '@/lib/db/generated/client';
import { env } from '@/lib/env';
import { COOKIE_PREFIX } from '@/lib/http/cookies';

const DAY_MS = 86_400_000;

/**
 * A reader of some standing. Unset fields derive from the handle; a test sets only relevant ones.
 */
export async function addReader(
  db: Db,
  handle: string,
  overrides: Partial<User> = {},
): Promise<User> {
  return db.user.create({
    data: {
      id: `id-of-${handle}`,
      name: handle,
      email: `${handle}@tidewater.example`,
      emailVerified: true,
      handle,
      createdAt: new Date('2025-01-06T08:00:00Z'),
      provenAt: new Date('2025-01-20T08:00:00Z'),
      ...overrides,
    },
  });
}

/** Adds readers with numbered handles. */
export async function addReaders(
  db: Db,
  count: number,
  overrides: Partial<User> = {},
  word = 'reader',
): Promise<User[]> {
  const handles = Array.from({ length: count }, (_, number) => `${word}-${number}`);
  return Promise.all(handles.map((handle) => addReader(db, handle, overrides)));
}

/** The `Cookie` header of a browser in which the reader is signed in. */
export async function sessionCookie(
  db: Db,
  userId: string,
  overrides: Partial<Session> = {},
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(Date.now() + DAY_MS);
  await db.session.create({ data: { id: randomUUID(), token, userId, expiresAt, ...overrides } });
  const signature = createHmac('sha256', env.AUTH_SECRET ?? '')
    .update(token)
    .digest('base64');
  const session = encodeURIComponent(`${token}.${signature}`);
  return `${COOKIE_PREFIX}better-auth.session_token=${session}; ${COOKIE_PREFIX}reader=1`;
}
