/**
 * Locks readers' rows. Transactions lock readers before papers, so that deleting an account and its
 * reader's last votes and comments can't deadlock.
 */
import type { Transaction } from './client';

/** Prevents the deletion of these accounts until the transaction ends; returns those that exist. */
export async function holdReaders(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const held = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User" WHERE "id" = ANY(${[...ids]}) ORDER BY "id" FOR KEY SHARE`;
  return new Set(held.map(({ id }) => id));
}

/** Locks the reader exclusively, for a deletion. */
export async function lockReader(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${id} FOR UPDATE`;
}
