/** Reads for the desk: the day, the queues, hidden papers and the log. */
import type { Db } from '@/lib/db/client';
import type { Day } from '@/lib/calendar';

/** More than a curator orders by hand; a site that lists whole categories has more. */
const SHOWN_PAPERS = 200;

export type DeskPaper = {
  paperId: string;
  title: string;
  votes: number;
  submittedBy: string | null;
  note: string | null;
  pickRank: number | null;
};

/** A day's papers in the edition's order. */
export async function deskEdition(db: Db, day: Day): Promise<DeskPaper[]> {
  return db.$queryRaw<DeskPaper[]>`
    SELECT e."paperId", p."title", least(round(e."votes"), 2147483647)::int AS "votes", e."submittedBy", e."note",
      e."pickRank"
    FROM "Appearance" e JOIN "Paper" p ON p."id" = e."paperId"
    WHERE e."listedOn" = ${day}::date AND NOT e."isHidden"
    ORDER BY e."pickRank", e."votes" DESC, e."submittedAt", e."paperId" LIMIT ${SHOWN_PAPERS}`;
}

/** Sizes of the curators' queues, counted along partial indexes. */
export async function openWork(db: Db) {
  const [row] = await db.$queryRaw<[{ submissions: number; reports: number; claims: number }]>`
    SELECT
      (SELECT count(*) FROM "Submission" WHERE "state" = 'queued')::int AS submissions,
      (SELECT count(*) FROM "Report" WHERE "resolvedAt" IS NULL)::int AS reports,
      (SELECT count(*) FROM "AuthorClaim" WHERE "state" = 'waiting')::int AS claims`;
  return row;
}

export async function openReports(db: Db, limit: number) {
  return db.report.findMany({
    where: { resolvedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
    include: {
      user: { select: { handle: true } },
      paper: { select: { id: true, title: true } },
      comment: {
        select: { id: true, paperId: true, body: true, user: { select: { handle: true } } },
      },
    },
  });
}

export async function hiddenComments(db: Db, limit: number) {
  return db.comment.findMany({
    where: { hiddenAt: { not: null } },
    orderBy: { hiddenAt: 'desc' },
    take: limit,
    select: {
      id: true,
      paperId: true,
      body: true,
      hiddenAt: true,
      hiddenReason: true,
      user: { select: { handle: true } },
    },
  });
}

export async function hiddenPapers(db: Db, limit: number) {
  return db.paper.findMany({
    where: { hiddenAt: { not: null } },
    orderBy: { hiddenAt: 'desc' },
    take: limit,
    select: { id: true, title: true, hiddenAt: true, hiddenReason: true, mergedIntoId: true },
  });
}

/** The newest discounts, of one paper or of all. */
export async function newestDiscounts(db: Db, paperId: string | null, limit: number) {
  return db.voteDiscount.findMany({
    where: paperId === null ? {} : { paperId },
    orderBy: { createdAt: 'desc' },
    take: limit,
    include: {
      vote: {
        select: {
          weight: true,
          user: { select: { handle: true } },
          paper: { select: { title: true } },
        },
      },
    },
  });
}

/** Readers by prefix of the handle or exact address; without a query, those in charge. */
export async function findReaders(db: Db, words: string, limit: number) {
  const text = words.toLowerCase().replace(/^@/, '');
  return db.user.findMany({
    where: text
      ? { OR: [{ handle: { startsWith: text } }, { email: text }] }
      : { OR: [{ role: 'curator' }, { suspendedAt: { not: null } }] },
    orderBy: { handle: 'asc' },
    take: limit,
    select: {
      id: true,
      handle: true,
      name: true,
      role: true,
      createdAt: true,
      trustedAt: true,
      suspendedAt: true,
      _count: { select: { votes: true, submissions: true, comments: true } },
    },
  });
}

/** Suppressed addresses by reason. */
export async function suppressionCounts(db: Db) {
  const rows = await db.suppression.groupBy({ by: ['reason'], _count: true });
  return rows.map(({ reason, _count }) => ({ reason, count: _count }));
}

/** Entries of the log before one of them, the newest first. */
export async function auditLog(db: Db, before: bigint | null, limit: number) {
  return db.auditEntry.findMany({
    where: before === null ? {} : { id: { lt: before } },
    orderBy: { id: 'desc' },
    take: limit,
  });
}

/** The newest run of each source. */
export async function newestRuns(db: Db, limit: number) {
  return db.ingestRun.findMany({ orderBy: { startedAt: 'desc' }, take: limit });
}

/** A reader by mail address or handle. */
export async function findReaderByName(db: Db, name: string) {
  const text = name.trim().toLowerCase().replace(/^@/, '');
  return db.user.findFirst({ where: { OR: [{ email: text }, { handle: text }] } });
}

/** Addresses that become curators' when they sign in. */
export async function invitedCurators(db: Db): Promise<string[]> {
  const invited = await db.curatorInvitation.findMany({ orderBy: { email: 'asc' } });
  return invited.map(({ email }) => email);
}

/** Curators by appointment, and by confirmed address in the settings. */
export async function curators(db: Db, named: string[]) {
  return db.user.findMany({
    where: { OR: [{ role: 'curator' }, { email: { in: named }, emailVerified: true }] },
    orderBy: { handle: 'asc' },
    select: { handle: true, name: true, email: true },
  });
}
