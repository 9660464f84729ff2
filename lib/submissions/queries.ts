/** Reads submissions: a paper's state, a reader's own, the queues. */
import type { Db } from '@/lib/db/client';
import type { SubmissionState } from '@/lib/db/generated/enums';
import { fromUtcDate, type Day } from '@/lib/calendar';
import type { ListedPaper } from './rules';

/** A paper's fields for submitting; `id` is the kept one's for a duplicate. */
export type KnownPaper = ListedPaper & { id: string; title: string };

/** Null for an unknown paper. */
export async function findKnownPaper(db: Db, id: string): Promise<KnownPaper | null> {
  const [paper] = await db.$queryRaw<KnownPaper[]>`
    SELECT p."id", p."title", p."version", p."withdrawn", p."hiddenAt" IS NOT NULL AS "hidden",
      to_char(p."updatedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "revisedOn",
      (SELECT to_char(max(e."listedOn"), 'YYYY-MM-DD') FROM "Appearance" e
       WHERE e."paperId" = p."id") AS "lastListedOn",
      EXISTS (
        SELECT 1 FROM "Submission" s
        WHERE s."paperId" = p."id" AND s."state" = 'listed' AND s."version" IS NOT NULL
      ) AS "wasListedAgain"
    FROM "Paper" asked JOIN "Paper" p ON p."id" = coalesce(asked."mergedIntoId", asked."id")
    WHERE asked."id" = ${id}`;
  return paper ?? null;
}

export type SubmissionLine = {
  id: string;
  paperId: string;
  /** Null until arXiv's record is fetched. */
  title: string | null;
  note: string;
  codeUrl: string | null;
  projectUrl: string | null;
  state: SubmissionState;
  version: number | null;
  reason: string | null;
  createdAt: Date;
  listedOn: Day | null;
  submitter: { handle: string; createdAt: Date; trustedAt: Date | null } | null;
};

const columns = {
  id: true,
  paperId: true,
  note: true,
  codeUrl: true,
  projectUrl: true,
  state: true,
  version: true,
  reason: true,
  createdAt: true,
  listedOn: true,
  user: { select: { handle: true, createdAt: true, trustedAt: true } },
} as const;

/** A reader's newest submissions. */
export async function submissionsOf(
  db: Db,
  userId: string,
  limit: number,
): Promise<SubmissionLine[]> {
  const rows = await db.submission.findMany({
    where: { userId },
    orderBy: { createdAt: 'desc' },
    take: limit,
    select: columns,
  });
  return withTitles(db, rows);
}

/** The queue for a curator or for arXiv, the oldest first. */
export async function openSubmissions(db: Db, limit: number): Promise<SubmissionLine[]> {
  const rows = await db.submission.findMany({
    where: { state: { in: ['fetching', 'queued'] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: columns,
  });
  return withTitles(db, rows);
}

type Row = Omit<SubmissionLine, 'title' | 'listedOn' | 'submitter'> & {
  listedOn: Date | null;
  user: SubmissionLine['submitter'];
};

async function withTitles(db: Db, rows: Row[]): Promise<SubmissionLine[]> {
  const papers = await db.paper.findMany({
    where: { id: { in: rows.map(({ paperId }) => paperId) } },
    select: { id: true, title: true },
  });
  const titles = new Map(papers.map(({ id, title }) => [id, title]));
  return rows.map(({ user, listedOn, ...row }) => ({
    ...row,
    title: titles.get(row.paperId) ?? null,
    listedOn: listedOn && fromUtcDate(listedOn),
    submitter: user,
  }));
}
