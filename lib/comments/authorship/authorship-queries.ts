/** Reads of authorship claims: a reader's own, and those that wait for a curator. */
import type { Db } from '@/lib/db/client';

/** A reader's claim to a paper, or null. */
export async function findClaim(db: Db, claim: { paperId: string; userId: string }) {
  return db.authorClaim.findUnique({
    where: { paperId_userId: claim },
    select: { authorName: true, state: true },
  });
}

/** What would speak for a reader who claims a paper now. */
export async function claimantOf(db: Db, userId: string) {
  return db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, emailVerified: true, orcid: true },
  });
}

/** Claims that wait, the oldest first, with what a curator needs to decide. */
export async function waitingClaims(db: Db, limit: number) {
  return db.authorClaim.findMany({
    where: { state: 'waiting' },
    orderBy: { createdAt: 'asc' },
    take: limit,
    include: {
      paper: { select: { title: true } },
      user: { select: { handle: true, name: true } },
    },
  });
}
