/** Who is signed in, and what a reader's own page shows. */
import { database, type Db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { auth } from './auth';
import type { Followed } from './follow-commands';
import type { Reader } from './types';

/** The reader whose session the request carries, or null. */
export async function findReader(headers: Headers): Promise<Reader | null> {
  // Nobody is signed in without a cookie, so that needs no question.
  if (!headers.get('cookie')?.includes('better-auth.')) return null;
  const found = await auth().api.getSession({ headers });
  if (!found) return null;
  return findReaderById(database(), found.user.id);
}

export async function findReaderById(db: Db, id: string): Promise<Reader | null> {
  const user = await db.user.findUnique({ where: { id } });
  if (!user || user.suspendedAt) return null;
  const { handle, name, email, createdAt, networkHash, trustedAt } = user;
  // Whom the settings name needs nobody's appointment, once the address is proven.
  const isNamed = user.emailVerified && env.CURATORS.includes(email);
  const role = isNamed ? 'curator' : user.role;
  return { id, handle, name, email, role, createdAt, networkHash, trustedAt };
}

/**
 * Throws unauthorized where nobody is signed in.
 * @public
 */
export async function requireReader(headers: Headers): Promise<Reader> {
  const reader = await findReader(headers);
  if (!reader) throw new AppError('unauthorized', 'Please sign in first.');
  return reader;
}

/** Throws not_found for anybody else: that there is a desk is nobody's business. */
export async function requireCurator(headers: Headers): Promise<Reader> {
  const reader = await findReader(headers);
  if (reader?.role !== 'curator') throw new AppError('not_found');
  return reader;
}

/** Which of the reader's sessions this request comes with. */
export async function findSessionId(headers: Headers): Promise<string | null> {
  const found = await auth().api.getSession({ headers });
  return found?.session.id ?? null;
}

/** What /account shows: profile, ways to sign in, sessions. */
export async function getAccount(db: Db, userId: string) {
  return db.user.findUniqueOrThrow({
    where: { id: userId },
    include: {
      sessions: { where: { expiresAt: { gt: new Date() } }, orderBy: { updatedAt: 'desc' } },
      accounts: { select: { id: true, providerId: true, createdAt: true } },
      passkeys: { select: { id: true, name: true, createdAt: true }, orderBy: { id: 'asc' } },
      subscription: true,
    },
  });
}

/** Whether a reader follows an author by name, or a topic by its slug. */
export async function isFollowed(db: Db, userId: string, followed: Followed): Promise<boolean> {
  const { kind, name } = followed;
  return (await db.user.count({ where: { id: userId, [kind]: { has: name } } })) > 0;
}
