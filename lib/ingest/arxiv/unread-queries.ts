/** Finds the papers to request from arXiv's query API. */
import type { Db } from '@/lib/db/client';
import { paperOfFailure } from '../run/failure-rules';

/** Limits the ids of one request. */
const PAPERS_A_REQUEST = 100;
/** Age of listings that are read again daily, for new versions and withdrawals. */
const WATCHED_DAYS = 14;
const DAY_MS = 86_400_000;

/** Papers to read from arXiv: first those never read, then recent ones read a day ago. */
export async function unreadPapers(db: Db, now: Date): Promise<string[]> {
  const failed = await db.upstreamFailure.findMany({
    where: { source: 'arxiv', retryAt: { gt: now } },
    select: { source: true, question: true },
  });
  const paused = failed.flatMap((failure) => paperOfFailure(failure) ?? []);
  const rows = await db.$queryRaw<{ id: string }[]>`
    (SELECT "id" FROM "Paper" WHERE "arxivReadAt" IS NULL AND "source" = 'arxiv'
       AND "id" <> ALL(${paused})
     ORDER BY "createdAt" DESC, "id" LIMIT ${PAPERS_A_REQUEST})
    UNION ALL
    (SELECT p."id" FROM "Paper" p
     WHERE p."id" IN (
         SELECT e."paperId" FROM "Appearance" e
         WHERE e."listedOn" > ${new Date(now.getTime() - WATCHED_DAYS * DAY_MS)}::date
       )
       AND p."source" = 'arxiv' AND p."arxivReadAt" < ${new Date(now.getTime() - DAY_MS)}
       AND p."id" <> ALL(${paused})
     LIMIT ${PAPERS_A_REQUEST})
    LIMIT ${PAPERS_A_REQUEST}`;
  return rows.map(({ id }) => id);
}
