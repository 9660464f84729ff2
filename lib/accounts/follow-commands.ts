/** Follows and unfollows one author or topic; the account page edits all of them. */
import type { Database } from '@/lib/db/client';
import { MAX_ENTRIES } from '@/lib/subscriptions/schema';

/** Authors by their names, topics by their slugs. */
export type Followed = { kind: 'authors' | 'topics'; name: string };
export type Following = { ok: true } | { ok: false; reason: 'too_many' };

/** Idempotent. */
export async function follow(
  db: Database,
  userId: string,
  { kind, name }: Followed,
): Promise<Following> {
  return changeFollowed(db, userId, kind, (names) => [
    ...names.filter((one) => one !== name),
    name,
  ]);
}

/** Idempotent. */
export async function unfollow(
  db: Database,
  userId: string,
  { kind, name }: Followed,
): Promise<Following> {
  return changeFollowed(db, userId, kind, (names) => names.filter((one) => one !== name));
}

async function changeFollowed(
  db: Database,
  userId: string,
  kind: Followed['kind'],
  change: (names: readonly string[]) => string[],
): Promise<Following> {
  return db.$transaction(async (tx) => {
    // Locks, so that the second of two clicks reads the first one's result.
    await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${userId} FOR UPDATE`;
    const user = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { topics: true, authors: true },
    });
    const names = change(user[kind]);
    if (names.length > MAX_ENTRIES) return { ok: false, reason: 'too_many' };
    await tx.user.update({ where: { id: userId }, data: { [kind]: names } });
    return { ok: true };
  });
}
