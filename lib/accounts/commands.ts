/** Changes, exports and deletes a reader's account. */
import { emptyCommentsOf } from '@/lib/comments/commands';
import type { Database, Transaction } from '@/lib/db/client';
import { lockReader } from '@/lib/db/reader-locks';
import { Prisma } from '@/lib/db/generated/client';
import { forgetSubmitter, renameSubmitter } from '@/lib/submissions/submitter-commands';
import { withdrawVotesOf } from '@/lib/votes/commands';
import type { Profile } from './schema';

/** Recounts each paper that the reader voted for or discussed. */
const DELETION = { timeout: 60_000, maxWait: 20_000 };

export type ProfileChange = { ok: true } | { ok: false; reason: 'handle_taken' };

/** The unique index settles races for a handle. */
export async function changeProfile(
  db: Database,
  userId: string,
  profile: Profile,
): Promise<ProfileChange> {
  try {
    await db.$transaction(async (tx) => {
      await tx.user.update({ where: { id: userId }, data: profile });
      await renameSubmitter(tx, userId, profile.handle);
    });
    return { ok: true };
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      return { ok: false, reason: 'handle_taken' };
    }
    throw error;
  }
}

/** Removes a way to sign in; returns whether there was one. A mailed link always works. */
export async function removeSignIn(db: Database, userId: string, id: string): Promise<boolean> {
  const accounts = await db.account.deleteMany({ where: { id, userId } });
  const passkeys = await db.passkey.deleteMany({ where: { id, userId } });
  return accounts.count + passkeys.count > 0;
}

/** A reader's stored data for export, without our secrets. */
export async function exportAccount(db: Database, userId: string) {
  const { subscription, ...user } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    omit: { networkHash: true },
    include: {
      sessions: { select: { createdAt: true, expiresAt: true, userAgent: true } },
      accounts: { select: { providerId: true, accountId: true, createdAt: true } },
      passkeys: { select: { name: true, createdAt: true } },
      tokens: { omit: { tokenHash: true } },
      webhooks: { include: { deliveries: true } },
      pushes: {
        omit: { p256dh: true, auth: true, networkHash: true },
        include: { notices: true },
      },
      votes: {
        omit: { mailboxHash: true, networkHash: true, blockHash: true },
        include: { discounts: true },
      },
      comments: true,
      drafts: true,
      bookmarks: true,
      collections: { include: { papers: true } },
      submissions: true,
      claims: true,
      reports: true,
      searches: true,
      dismissals: true,
      subscription: {
        omit: { manageTokenHash: true, confirmTokenHash: true, consentNetworkHash: true },
        include: { deliveries: { select: { state: true, sentAt: true, papers: true } } },
      },
    },
  });
  return { account: user, subscription };
}

/**
 * Deletes a reader and all dependent rows, the digest subscription included. Empties the reader's
 * comments but keeps them in their threads.
 */
export async function deleteAccount(db: Database, userId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockReader(tx, userId);
    await lockPapersOf(tx, userId);
    await withdrawVotesOf(tx, userId);
    await emptyCommentsOf(tx, userId);
    await forgetSubmitter(tx, userId);
    await tx.subscription.deleteMany({ where: { userId } });
    await tx.user.delete({ where: { id: userId } });
  }, DELETION);
}

/** Locks papers in the order of ids, as every transaction that locks several does. */
async function lockPapersOf(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT "id" FROM "Paper" WHERE "id" IN (
      SELECT "paperId" FROM "Vote" WHERE "userId" = ${userId}
      UNION SELECT "paperId" FROM "Signal" WHERE "userId" = ${userId}
      UNION SELECT "paperId" FROM "Comment" WHERE "userId" = ${userId})
    ORDER BY "id" FOR NO KEY UPDATE`;
}
