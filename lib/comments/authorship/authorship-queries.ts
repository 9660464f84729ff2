/** Reads claims of authorship: a reader's own, and the curators' queue. */
import type { Db } from '@/lib/db/client';

/** A reader's claim to a paper, or null. */
export async function findClaim(db: Db, claim: { paperId: string; userId: string }) {
  return db.authorClaim.findUnique({
    where: { paperId_userId: claim },
    select: { authorName: true, state: true },
  });
}

/** The evidence that a reader's claim to a paper would have now. */
export async function claimantOf(db: Db, userId: string) {
  return db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, emailVerified: true, orcid: true },
  });
}

/** Open claims, the oldest first, with the evidence for a curator. */
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
