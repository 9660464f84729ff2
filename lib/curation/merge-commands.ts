/** Merges a duplicate into the paper that is kept, with votes, comments and other rows. */
import type { Database, Transaction } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { lockPapers } from '@/lib/ingest/queries';
import { recountWithin } from '@/lib/ranking/commands';
import { recordAct, type Actor } from '@/lib/audit/commands';
import { purgePapers } from './paper-commands';
import { words } from '@/lib/words';

type Merge = { doubleId: string; keptId: string; now: Date };

const TRANSACTION = { timeout: 30_000, maxWait: 20_000 };

/**
 * Moves votes, comments, bookmarks, collections, claims, reports and listings, and redirects the
 * duplicate's address. A reader who voted for both has one vote, the kept paper's. Irreversible, so
 * the log holds the moved rows.
 */
export async function mergePapers(db: Database, actor: Actor, merge: Merge): Promise<void> {
  const { doubleId, keptId } = merge;
  if (doubleId === keptId) throw new AppError('bad_request', words.refusals.mergeSame);
  await db.$transaction(async (tx) => {
    await lockPapers(tx, [doubleId, keptId]);
    await requireWhole(tx, doubleId);
    await requireWhole(tx, keptId);
    // Before the move, to purge the duplicate's days as well.
    await purgePapers(tx, [doubleId, keptId]);
    const moved = await moveAll(tx, merge);
    await closeDouble(tx, merge);
    await recountWithin(tx, [doubleId, keptId]);
    const target = `paper:${keptId}`;
    const detail = { double: doubleId, ...moved };
    await recordAct(tx, actor, { action: 'paper.merge', target, detail });
  }, TRANSACTION);
}

async function requireWhole(tx: Transaction, id: string): Promise<void> {
  const paper = await tx.paper.findUnique({ where: { id }, select: { mergedIntoId: true } });
  if (!paper) throw new AppError('not_found', words.refusals.noPaper(id));
  if (paper.mergedIntoId) {
    throw new AppError('bad_request', words.refusals.mergedAlready(id, paper.mergedIntoId));
  }
}

async function moveAll(tx: Transaction, merge: Merge) {
  const { doubleId, keptId } = merge;
  await joinNotes(tx, merge);
  await joinListings(tx, merge);
  const moved = {
    votes: await moveRows(tx, merge, 'votes'),
    bookmarks: await moveRows(tx, merge, 'bookmarks'),
    collections: await moveRows(tx, merge, 'collections'),
    claims: await moveRows(tx, merge, 'claims'),
    listings: await moveRows(tx, merge, 'listings'),
  };
  await moveRows(tx, merge, 'signals');
  await moveRows(tx, merge, 'sent');
  await moveRows(tx, merge, 'notices');
  await moveRows(tx, merge, 'drafts');
  await moveReports(tx, merge);
  const comments = await tx.comment.updateMany({
    where: { paperId: doubleId },
    data: { paperId: keptId },
  });
  return { ...moved, comments: comments.count };
}

/** Tables with rows of papers, and the columns that make two rows equal. */
const ROWS = {
  votes: [Prisma.sql`"Vote"`, Prisma.sql`had."userId" = r."userId"`],
  bookmarks: [Prisma.sql`"Bookmark"`, Prisma.sql`had."userId" = r."userId"`],
  collections: [Prisma.sql`"CollectionPaper"`, Prisma.sql`had."collectionId" = r."collectionId"`],
  claims: [Prisma.sql`"AuthorClaim"`, Prisma.sql`had."userId" = r."userId"`],
  listings: [Prisma.sql`"Appearance"`, Prisma.sql`had."listedOn" = r."listedOn"`],
  signals: [Prisma.sql`"Signal"`, Prisma.sql`had."kind" = r."kind" AND had."key" = r."key"`],
  sent: [Prisma.sql`"DeliveredPaper"`, Prisma.sql`had."subscriptionId" = r."subscriptionId"`],
  notices: [Prisma.sql`"PushNotice"`, Prisma.sql`had."subscriptionId" = r."subscriptionId"`],
  drafts: [
    Prisma.sql`"CommentDraft"`,
    Prisma.sql`had."userId" = r."userId" AND had."place" = r."place"`,
  ],
} as const;

/**
 * Moves the duplicate's rows to the kept paper, and deletes those that it has already. Returns the
 * number moved.
 */
async function moveRows(
  tx: Transaction,
  { doubleId, keptId }: Merge,
  rows: keyof typeof ROWS,
): Promise<number> {
  const [table, isSame] = ROWS[rows];
  const moved = await tx.$executeRaw`
    UPDATE ${table} r SET "paperId" = ${keptId}
    WHERE r."paperId" = ${doubleId} AND NOT EXISTS (
      SELECT 1 FROM ${table} had WHERE had."paperId" = ${keptId} AND ${isSame})`;
  await tx.$executeRaw`DELETE FROM ${table} WHERE "paperId" = ${doubleId}`;
  return moved;
}

/** A reader with notes on both papers keeps both. */
async function joinNotes(tx: Transaction, { doubleId, keptId }: Merge): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Bookmark" kept SET "note" = concat_ws(E'\n\n', nullif(kept."note", ''), d."note")
    FROM "Bookmark" d
    WHERE kept."paperId" = ${keptId} AND d."paperId" = ${doubleId}
      AND d."userId" = kept."userId" AND d."note" <> ''`;
  await tx.$executeRaw`
    UPDATE "CollectionPaper" kept SET "note" = concat_ws(E'\n\n', nullif(kept."note", ''), d."note")
    FROM "CollectionPaper" d
    WHERE kept."paperId" = ${keptId} AND d."paperId" = ${doubleId}
      AND d."collectionId" = kept."collectionId" AND d."note" <> ''`;
}

/** On a day with both, keeps the kept paper's listing, at the better of their places. */
async function joinListings(tx: Transaction, { doubleId, keptId }: Merge): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Appearance" kept SET
      "pickRank" = least(kept."pickRank", d."pickRank"),
      "submittedBy" = coalesce(kept."submittedBy", d."submittedBy"),
      "note" = coalesce(kept."note", d."note")
    FROM "Appearance" d
    WHERE kept."paperId" = ${keptId} AND d."paperId" = ${doubleId}
      AND d."listedOn" = kept."listedOn"`;
}

/** Moves reports to the kept paper, and resolves a reader's second one. */
async function moveReports(tx: Transaction, { doubleId, keptId, now }: Merge): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Report" r SET "resolvedAt" = ${now}, "resolution" = 'The kept paper has the same report.'
    WHERE r."paperId" = ${doubleId} AND r."resolvedAt" IS NULL AND EXISTS (
      SELECT 1 FROM "Report" had
      WHERE had."paperId" = ${keptId} AND had."userId" = r."userId" AND had."resolvedAt" IS NULL)`;
  await tx.report.updateMany({ where: { paperId: doubleId }, data: { paperId: keptId } });
}

/** Leaves of the duplicate only a redirect to the kept paper, on no list. */
async function closeDouble(tx: Transaction, { doubleId, keptId, now }: Merge): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Paper" kept SET
      "upstreamVotes" = greatest(kept."upstreamVotes", d."upstreamVotes"),
      "mostUpstreamVotes" = greatest(kept."mostUpstreamVotes", d."mostUpstreamVotes"),
      "mostCodeStars" = greatest(kept."mostCodeStars", d."mostCodeStars"),
      "firstCodeStars" = least(kept."firstCodeStars", d."firstCodeStars"),
      "upstreamComments" = greatest(kept."upstreamComments", d."upstreamComments"),
      "upstreamReadAt" = greatest(kept."upstreamReadAt", d."upstreamReadAt"),
      "codeUrl" = coalesce(kept."codeUrl", d."codeUrl"),
      "projectUrl" = coalesce(kept."projectUrl", d."projectUrl")
    FROM "Paper" d WHERE kept."id" = ${keptId} AND d."id" = ${doubleId}`;
  await tx.paper.updateMany({ where: { mergedIntoId: doubleId }, data: { mergedIntoId: keptId } });
  await tx.paper.update({
    where: { id: doubleId },
    data: { mergedIntoId: keptId, hiddenAt: now, hiddenReason: words.desk.sameAs(keptId) },
  });
  await tx.submission.updateMany({
    where: { paperId: doubleId, state: { in: ['listed', 'refused'] } },
    data: { paperId: keptId },
  });
  await tx.submission.updateMany({
    where: { paperId: doubleId, state: { in: ['fetching', 'queued'] } },
    data: { state: 'refused', decidedAt: now, reason: words.desk.sameAs(keptId) },
  });
}
