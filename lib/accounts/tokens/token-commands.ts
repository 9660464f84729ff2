/** Creates, verifies and revokes personal tokens. */
import type { Database, Db } from '@/lib/db/client';
import { findReaderById } from '../queries';
import { makeToken, MAX_TOKENS, personalTokenHash, type NewToken, type Scope } from './token-rules';
import type { Reader } from '../types';

const DAY_MS = 86_400_000;
/** Minimum interval between records of use, so that a busy program writes nothing. */
const NOTED_EVERY_MS = 300_000;

export type MadeToken = { ok: true; token: string } | { ok: false; reason: 'too_many' };
export type TokenHolder = { reader: Reader; tokenId: string; scopes: Scope[]; isFirstUse: boolean };

/** Returns the token itself, which is stored nowhere. */
export async function createToken(
  db: Database,
  { name, scopes, days, userId, now }: NewToken & { userId: string; now: Date },
): Promise<MadeToken> {
  const { token, hash, hint } = makeToken();
  return db.$transaction(async (tx) => {
    // Locks the reader's row, so that the limit holds.
    await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${userId} FOR UPDATE`;
    if ((await tx.personalToken.count({ where: { userId } })) >= MAX_TOKENS) {
      return { ok: false, reason: 'too_many' };
    }
    const expiresAt = days === null ? null : new Date(now.getTime() + days * DAY_MS);
    await tx.personalToken.create({
      data: { userId, name, scopes, tokenHash: hash, hint, createdAt: now, expiresAt },
    });
    return { ok: true, token };
  });
}

/** Revokes only the reader's own token; returns whether there was one. */
export async function revokeToken(
  db: Db,
  { id, userId }: { id: string; userId: string },
): Promise<boolean> {
  return (await db.personalToken.deleteMany({ where: { id, userId } })).count > 0;
}

/** The token's account; null for an unknown, expired or suspended one. */
export async function useToken(db: Db, token: string, now: Date): Promise<TokenHolder | null> {
  const tokenHash = personalTokenHash(token);
  const found = tokenHash && (await db.personalToken.findUnique({ where: { tokenHash } }));
  if (!found || (found.expiresAt && found.expiresAt <= now)) return null;
  const reader = await findReaderById(db, found.userId);
  if (!reader) return null;
  const isFirstUse = found.lastUsedAt === null && (await noteUse(db, found, now));
  if (found.lastUsedAt && now.getTime() - found.lastUsedAt.getTime() > NOTED_EVERY_MS) {
    await noteUse(db, found, now);
  }
  return { reader, tokenId: found.id, scopes: found.scopes as Scope[], isFirstUse };
}

/** Whether this request is the first to record a use since `found` was read. */
async function noteUse(
  db: Db,
  { id, lastUsedAt }: { id: string; lastUsedAt: Date | null },
  now: Date,
): Promise<boolean> {
  const noted = await db.personalToken.updateMany({
    where: { id, lastUsedAt },
    data: { lastUsedAt: now },
  });
  return noted.count > 0;
}

export async function tokensOf(db: Db, userId: string) {
  return db.personalToken.findMany({
    where: { userId },
    omit: { tokenHash: true },
    orderBy: { createdAt: 'desc' },
  });
}
