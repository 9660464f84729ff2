/** Reads accounts: readers by id, open links, and the account page. */
import { systemClock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import { env } from '@/lib/env';
import type { Followed } from './follow-commands';
import { linkHash } from './sign-in/link-cookie';
import type { Reader } from './types';

export async function findReaderById(db: Db, id: string): Promise<Reader | null> {
  const user = await db.user.findUnique({ where: { id } });
  if (!user || user.suspendedAt) return null;
  const { handle, name, email, createdAt, networkHash, trustedAt, provenAt } = user;
  // A curator in the settings needs no appointment, once the address is confirmed.
  const isNamed = user.emailVerified && env.CURATORS.includes(email);
  const role = isNamed ? 'curator' : user.role;
  return { id, handle, name, email, role, createdAt, networkHash, trustedAt, provenAt };
}

/** Whether a sign-in link is still valid; doesn't use it. */
export async function isOpenLink(db: Db, token: string): Promise<boolean> {
  const where = { identifier: linkHash(token), expiresAt: { gt: systemClock() } };
  return (await db.verification.count({ where })) > 0;
}

/** The data of /account: profile, ways to sign in, sessions. */
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

/** The topics, by slug, and the authors, by name, that a reader follows. */
export async function followedBy(db: Db, userId: string) {
  return db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { topics: true, authors: true },
  });
}
