/** A reader's collections of papers, private until shared by link. */
import { randomBytes } from 'node:crypto';
import type { Database, Transaction } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { forKnownPaper } from './bookmark-commands';
import { words } from '@/lib/words';

export const MAX_COLLECTIONS = 200;
const TOKEN_BYTES = 32;

type Description = { name: string; description: string };
type Owned = { userId: string; id: string };

/** Returns the collection's id. */
export async function createCollection(
  db: Database,
  userId: string,
  described: Description,
): Promise<string> {
  if ((await db.collection.count({ where: { userId } })) >= MAX_COLLECTIONS) {
    throw new AppError('bad_request', words.refusals.collectionLimit(MAX_COLLECTIONS));
  }
  const { id } = await db.collection.create({
    data: { userId, ...described },
    select: { id: true },
  });
  return id;
}

export async function describeCollection(
  db: Database,
  owned: Owned,
  described: Description,
): Promise<void> {
  await change(db, owned, described);
}

/** Creates a secret link. Sharing again keeps the existing link. */
export async function shareCollection(db: Database, { userId, id }: Owned): Promise<void> {
  const shareToken = randomBytes(TOKEN_BYTES).toString('base64url');
  await db.$transaction(async (tx) => {
    await requireOwn(tx, { userId, id });
    await tx.collection.updateMany({ where: { id, shareToken: null }, data: { shareToken } });
  });
}

/** Invalidates the link; sharing again creates another. */
export async function unshareCollection(db: Database, owned: Owned): Promise<void> {
  await change(db, owned, { shareToken: null });
}

/** Keeps the papers saved. Deletes only the reader's own; returns whether there was one. */
export async function deleteCollection(db: Database, { userId, id }: Owned): Promise<boolean> {
  return (await db.collection.deleteMany({ where: { id, userId } })).count > 0;
}

export async function removeFromCollection(
  db: Database,
  owned: Owned,
  paperId: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await requireOwn(tx, owned);
    await tx.collectionPaper.deleteMany({ where: { collectionId: owned.id, paperId } });
  });
}

/** Adds a paper to these collections of its reader and removes it from their others. */
export async function collectPaper(
  db: Database,
  { userId, paperId, collections }: { userId: string; paperId: string; collections: string[] },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const own = await tx.collection.findMany({ where: { userId }, select: { id: true } });
    const chosen = own.map(({ id }) => id).filter((id) => collections.includes(id));
    await tx.collectionPaper.deleteMany({
      where: { paperId, collection: { userId }, collectionId: { notIn: chosen } },
    });
    await forKnownPaper(() =>
      tx.collectionPaper.createMany({
        data: chosen.map((collectionId) => ({ collectionId, paperId })),
        skipDuplicates: true,
      }),
    );
  });
}

type Change = Partial<Description> & { shareToken?: null };

async function change(db: Database, { userId, id }: Owned, data: Change): Promise<void> {
  const { count } = await db.collection.updateMany({ where: { id, userId }, data });
  if (count === 0) throw new AppError('not_found', words.refusals.noCollection);
}

async function requireOwn(tx: Transaction, { userId, id }: Owned): Promise<void> {
  const count = await tx.collection.count({ where: { id, userId } });
  if (count === 0) throw new AppError('not_found', words.refusals.noCollection);
}
