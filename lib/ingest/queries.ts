/** Reads that ingest decides by: what is known of papers, and where earlier runs stopped. */
import type { Db, Transaction } from '@/lib/db/client';
import { fromUtcDate, instantInWords, type Day } from '@/lib/calendar';
import type { TopicWords } from '@/lib/papers/topics/matching';
import { dayOfQuestion, paperOfQuestion, type UpstreamTrouble } from './failure-rules';
import type { UpstreamCounts } from './listing-rules';
import type { PaperFacts } from './merge-rules';

const factColumns = {
  title: true,
  abstract: true,
  abstractSource: true,
  categories: true,
  primaryCategory: true,
  publishedOn: true,
  publishedAt: true,
  updatedAt: true,
  version: true,
  withdrawn: true,
  doi: true,
  comment: true,
  journalRef: true,
  codeUrl: true,
  codeStars: true,
  projectUrl: true,
  thumbnailUrl: true,
  mediaUrls: true,
  organization: true,
  discussionId: true,
  aiSummary: true,
  aiKeywords: true,
  authors: {
    select: { name: true, affiliation: true, handle: true },
    orderBy: { position: 'asc' },
  },
} as const;

/** Held by whoever stores papers: one that isn't there yet has no row to lock. */
const WRITER_LOCK = 20_250_316;

/** Makes writers of papers take turns until their transaction ends, and locks those that exist. */
export async function lockPapers(tx: Transaction, ids: string[]): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${WRITER_LOCK})`;
  await tx.$queryRaw`SELECT "id" FROM "Paper" WHERE "id" = ANY(${ids}) ORDER BY "id" FOR UPDATE`;
}

export async function findFacts(tx: Transaction, ids: string[]): Promise<Map<string, PaperFacts>> {
  const rows = await tx.paper.findMany({
    where: { id: { in: ids } },
    select: { id: true, ...factColumns },
  });
  return new Map(
    rows.map(({ id, publishedOn, ...facts }) => [
      id,
      { ...facts, publishedOn: fromUtcDate(publishedOn) },
    ]),
  );
}

/** The upstream counts of those papers that have been read before. */
export async function upstreamCountsOf(
  tx: Transaction,
  ids: string[],
): Promise<Map<string, UpstreamCounts>> {
  const rows = await tx.paper.findMany({
    where: { id: { in: ids }, upstreamReadAt: { not: null } },
    select: {
      id: true,
      upstreamVotes: true,
      upstreamComments: true,
      codeStars: true,
      upstreamReadAt: true,
      mostUpstreamVotes: true,
      mostCodeStars: true,
      firstCodeStars: true,
    },
  });
  const counts = new Map<string, UpstreamCounts>();
  for (const { id, upstreamReadAt, ...row } of rows) {
    if (!upstreamReadAt) continue;
    counts.set(id, {
      votes: row.upstreamVotes,
      comments: row.upstreamComments,
      codeStars: row.codeStars,
      readAt: upstreamReadAt,
      mostVotes: row.mostUpstreamVotes,
      mostCodeStars: row.mostCodeStars,
      firstCodeStars: row.firstCodeStars,
    });
  }
  return counts;
}

/** All topics in their order, as the rules match them. */
export async function topicWords(db: Db): Promise<TopicWords[]> {
  return db.topic.findMany({
    orderBy: { position: 'asc' },
    select: { slug: true, name: true, categories: true, words: true },
  });
}

const SOURCE_NAMES: Record<string, string> = { huggingface: 'Hugging Face', arxiv: 'arXiv' };

/** The first source that failed as a whole when last tried, else one that fails in part; null while all deliver. */
export async function findUpstreamTrouble(db: Db): Promise<UpstreamTrouble | null> {
  const [failed] = await db.$queryRaw<{ source: string; startedAt: Date }[]>`
    SELECT last.* FROM (VALUES ('huggingface'), ('arxiv')) s (name)
    CROSS JOIN LATERAL (
      SELECT r."source", r."startedAt", r."state" FROM "IngestRun" r
      WHERE r."source" = s.name AND r."state" <> 'running'
      ORDER BY r."startedAt" DESC LIMIT 1
    ) last
    WHERE last."state" = 'failed' LIMIT 1`;
  if (failed) return { ...named(failed.source, failed.startedAt), days: [], papers: [] };
  const missing = await db.upstreamFailure.findMany({
    orderBy: [{ failedAt: 'desc' }, { question: 'asc' }],
  });
  const [newest] = missing;
  if (!newest) return null;
  const ofSource = missing.filter(({ source }) => source === newest.source);
  return {
    ...named(newest.source, newest.failedAt),
    days: ofSource.flatMap(({ question }) => dayOfQuestion(question) ?? []),
    papers: ofSource.flatMap(({ question }) => paperOfQuestion(question) ?? []),
  };
}

function named(source: string, triedAt: Date) {
  return { source: SOURCE_NAMES[source] ?? source, since: instantInWords(triedAt) };
}

/** The days of Hugging Face's list that failed, with when each is due again. */
export async function failedDays(db: Db): Promise<Map<Day, Date>> {
  const rows = await db.upstreamFailure.findMany({ where: { source: 'huggingface' } });
  return new Map(
    rows.flatMap(({ question, retryAt }) => {
      const day = dayOfQuestion(question);
      return day ? [[day, retryAt] as const] : [];
    }),
  );
}

/** Papers a request to arXiv asks for. */
const ASK_AT_ONCE = 100;
/** Papers listed this lately are asked for again each day: new versions and withdrawals come then. */
const WATCHED_DAYS = 14;
const DAY_MS = 86_400_000;

/** Ids to ask arXiv for: papers it was never asked about, then recent ones last read a day ago. */
export async function papersToAsk(db: Db, now: Date): Promise<string[]> {
  const failed = await db.upstreamFailure.findMany({
    where: { source: 'arxiv', retryAt: { gt: now } },
    select: { question: true },
  });
  const paused = failed.flatMap(({ question }) => paperOfQuestion(question) ?? []);
  const rows = await db.$queryRaw<{ id: string }[]>`
    (SELECT "id" FROM "Paper" WHERE "arxivReadAt" IS NULL AND "id" NOT LIKE 'x-%'
       AND "id" <> ALL(${paused})
     ORDER BY "createdAt" DESC, "id" LIMIT ${ASK_AT_ONCE})
    UNION ALL
    (SELECT p."id" FROM "Paper" p
     WHERE p."id" IN (
         SELECT e."paperId" FROM "Appearance" e
         WHERE e."listedOn" > ${new Date(now.getTime() - WATCHED_DAYS * DAY_MS)}::date
       )
       AND p."id" NOT LIKE 'x-%' AND p."arxivReadAt" < ${new Date(now.getTime() - DAY_MS)}
       AND p."id" <> ALL(${paused})
     LIMIT ${ASK_AT_ONCE})
    LIMIT ${ASK_AT_ONCE}`;
  return rows.map(({ id }) => id);
}

export async function knownIds(db: Db, ids: string[]): Promise<Set<string>> {
  const rows = await db.paper.findMany({ where: { id: { in: ids } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

export async function findValidators(db: Db, question: string) {
  return db.upstreamValidator.findUnique({
    where: { question },
    select: { etag: true, lastModified: true },
  });
}

/** A run of the same window that stopped, or was killed: whoever asks holds ingest's lock. */
export async function findResumable(db: Db, source: string, window: string) {
  return db.ingestRun.findFirst({
    where: { source, window, state: { in: ['running', 'stopped', 'failed'] } },
    orderBy: { startedAt: 'desc' },
    select: { id: true, cursor: true },
  });
}

/**
 * When a source's newest finished run of what was due began; `minDays` leaves out shorter ones.
 * Runs of a window that someone asked for don't count: they say nothing about recent days.
 */
export async function findLastDue(
  db: Db,
  source: string,
  { minDays = 1 }: { minDays?: number } = {},
): Promise<Date | null> {
  // What is due is read newest day first, a window oldest first.
  const [run] = await db.$queryRaw<{ startedAt: Date }[]>`
    SELECT r."startedAt" FROM "IngestRun" r
    WHERE r."source" = ${source} AND r."state" IN ('done', 'incomplete')
      AND split_part(r."window", '..', 1) > split_part(r."window", '..', 2)
      AND split_part(r."window", '..', 1)::date - split_part(r."window", '..', 2)::date + 1 >= ${minDays}::int
    ORDER BY r."startedAt" DESC LIMIT 1`;
  return run?.startedAt ?? null;
}
