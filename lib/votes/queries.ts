/** Reads votes: a reader's own, the state for the next one's weight, the discounts. */
import type { Db, Transaction } from '@/lib/db/client';
import type { Day } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { LOCKSTEP_DAYS, type CastVote } from './lockstep';
import type { Discount, DiscountReason, Place, PlaceTally } from './weight';
import { words } from '@/lib/words';

const DAY_MS = 86_400_000;
/** Limits the search for lockstep to the newest votes. */
const MOST_COMPARED_VOTES = 50_000;

/** A paper's counters. */
export type Score = { upvotes: number; countedUpvotes: number; votes: number };
/** Counters of a paper whose row is locked, with the days that list it. */
export type HeldScore = Score & {
  id: string;
  unprovenUpvotes: number;
  isHidden: boolean;
  days: Day[];
};

/** The papers among these that a reader voted for or saved, in one statement. */
export async function marksOf(
  db: Db,
  userId: string,
  paperIds: readonly string[],
): Promise<{ votes: string[]; bookmarks: string[] }> {
  const ids = [...paperIds];
  const rows = await db.$queryRaw<{ paperId: string; isVote: boolean }[]>`
    SELECT "paperId", true AS "isVote" FROM "Vote"
    WHERE "userId" = ${userId} AND "paperId" = ANY(${ids})
    UNION ALL
    SELECT "paperId", false FROM "Bookmark"
    WHERE "userId" = ${userId} AND "paperId" = ANY(${ids})`;
  const marked = (isVote: boolean) =>
    rows.filter((row) => row.isVote === isVote).map(({ paperId }) => paperId);
  return { votes: marked(true), bookmarks: marked(false) };
}

/** A paper's title and votes. Throws not_found. */
export async function getScore(db: Db, paperId: string): Promise<{ title: string; votes: number }> {
  const paper = await db.paper.findUnique({
    where: { id: paperId },
    select: { title: true, votes: true },
  });
  if (!paper) throw new AppError('not_found', words.refusals.noPaper(paperId));
  return paper;
}

/** Weights of the readers' votes for a paper, with their discounts; by reader. */
export async function ballotsOf(
  db: Db,
  paperId: string,
  userIds: readonly string[],
): Promise<Map<string, { weight: number; discounts: Discount[] }>> {
  const rows = await db.vote.findMany({
    where: { paperId, userId: { in: [...userIds] } },
    select: {
      userId: true,
      weight: true,
      discounts: {
        where: { undoneAt: null },
        orderBy: { reason: 'asc' },
        select: { reason: true, factor: true, detail: true },
      },
    },
  });
  return new Map(rows.map(({ userId, ...ballot }) => [userId, ballot]));
}

/** Locks a paper's row, so that votes for one paper are cast one batch after another. */
export async function lockScore(tx: Transaction, paperId: string): Promise<HeldScore> {
  const [held] = await lockScores(tx, [paperId]);
  if (!held) throw new AppError('not_found', words.refusals.noPaper(paperId));
  return held;
}

/** Locks in the order of ids, as all transactions do that lock several papers. */
export function lockScores(tx: Transaction, paperIds: string[]): Promise<HeldScore[]> {
  return tx.$queryRaw<HeldScore[]>`
    SELECT "id", "upvotes", "unprovenUpvotes", "countedUpvotes", "votes",
      "hiddenAt" IS NOT NULL AS "isHidden", ARRAY(
      SELECT to_char(e."listedOn", 'YYYY-MM-DD') FROM "Appearance" e WHERE e."paperId" = p."id"
    ) AS days
    FROM "Paper" p WHERE p."id" = ANY(${paperIds}) ORDER BY p."id" FOR NO KEY UPDATE`;
}

/** Papers with votes or signals of the reader, in the order of ids. */
export async function paperIdsVotedFor(db: Db, userId: string): Promise<string[]> {
  const papers = await db.$queryRaw<{ paperId: string }[]>`
    SELECT "paperId" FROM "Vote" WHERE "userId" = ${userId}
    UNION SELECT "paperId" FROM "Signal" WHERE "userId" = ${userId} AND "kind" = 'vote'
    ORDER BY "paperId"`;
  return papers.map(({ paperId }) => paperId);
}

export type Places = Record<Place, string[]>;

/** A paper's votes by origin, except those of `except`. */
export async function placeTallies(
  tx: Transaction,
  paperId: string,
  { places, except }: { places: Places; except: string[] },
): Promise<[Place, string, PlaceTally][]> {
  const rows = await tx.$queryRaw<{ place: Place; name: string; all: number; new: number }[]>`
    SELECT "place", "name", count(*)::int AS all, (count(*) FILTER (WHERE "isNew"))::int AS new
    FROM (
      SELECT 'mailbox' AS "place", "mailboxHash" AS "name", "isNew", "userId" FROM "Vote"
      WHERE "paperId" = ${paperId} AND "mailboxHash" = ANY(${places.mailbox})
      UNION ALL
      SELECT 'network', "networkHash", "isNew", "userId" FROM "Vote"
      WHERE "paperId" = ${paperId} AND "networkHash" = ANY(${places.network})
      UNION ALL
      SELECT 'block', "blockHash", "isNew", "userId" FROM "Vote"
      WHERE "paperId" = ${paperId} AND "blockHash" = ANY(${places.block})
    ) cast_there
    WHERE "userId" <> ALL(${except}) GROUP BY "place", "name"`;
  return rows.map(({ place, name, ...tally }) => [place, name, tally]);
}

/** The number of a paper's discounted votes, and by how much, for each reason. */
export type DiscountedVotes = { reason: DiscountReason; votes: number };

export async function discountsOfPaper(db: Db, paperId: string): Promise<DiscountedVotes[]> {
  const rows = await db.voteDiscount.groupBy({
    by: ['reason'],
    where: { paperId, undoneAt: null },
    _count: true,
    orderBy: { reason: 'asc' },
  });
  return rows.map(({ reason, _count }) => ({ reason, votes: _count }));
}

/** The votes of the last weeks, newest first, limited. */
export async function recentVotes(db: Db, now: Date): Promise<CastVote[]> {
  const rows = await db.vote.findMany({
    where: { createdAt: { gt: new Date(now.getTime() - LOCKSTEP_DAYS * DAY_MS) } },
    orderBy: { createdAt: 'desc' },
    take: MOST_COMPARED_VOTES,
    select: { userId: true, paperId: true, createdAt: true },
  });
  return rows.map(({ createdAt, ...vote }) => ({ ...vote, at: createdAt }));
}
