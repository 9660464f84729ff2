/** Reads the stored papers and the progress of earlier runs, for ingest's decisions. */
import type { Db, Transaction } from '@/lib/db/client';
import { fromUtcDate, instantInWords, type Day } from '@/lib/calendar';
import type { IngestKind } from '@/lib/db/generated/enums';
import { FIELD_NAMES, pick, type FieldName, type PaperFacts } from '@/lib/papers/fields';
import type { TopicWords } from '@/lib/papers/topics/matching';
import { findSource, SOURCES } from '@/lib/sources/table';
import { dayOfFailure, paperOfFailure, type UpstreamTrouble } from './run/failure-rules';
import type { UpstreamCounts } from './store/listing-rules';

const factColumns = {
  ...(pick(FIELD_NAMES, () => true) as Record<FieldName, true>),
  authors: {
    select: { name: true, affiliation: true, handle: true },
    orderBy: { position: 'asc' },
  },
} as const;

/** Lock of all writers of papers, because a new paper has no row to lock. */
const WRITER_LOCK = 20_250_316;

/** Serialises writers of papers until their transaction ends, and locks existing papers. */
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

/** Upstream counts of the papers that were read before. */
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

/** All topics in the order in which the rules match them. */
export async function topicWords(db: Db): Promise<TopicWords[]> {
  return db.topic.findMany({
    orderBy: { position: 'asc' },
    select: { slug: true, name: true, categories: true, words: true },
  });
}

/** The first source whose last read failed as a whole, else in part; null without failures. */
export async function findUpstreamTrouble(db: Db): Promise<UpstreamTrouble | null> {
  const ids = SOURCES.filter(({ isRead }) => isRead).map(({ id }) => id);
  const [failed] = await db.$queryRaw<{ source: string; startedAt: Date }[]>`
    SELECT last.* FROM unnest(${ids}::text[]) WITH ORDINALITY s (id, place)
    CROSS JOIN LATERAL (
      SELECT r."source", r."startedAt", r."state" FROM "IngestRun" r
      WHERE r."source" = s.id AND r."kind" IN ('due', 'sweep') AND r."state" <> 'running'
      ORDER BY r."startedAt" DESC LIMIT 1
    ) last
    WHERE last."state" = 'failed' ORDER BY s.place LIMIT 1`;
  if (failed) return { ...named(failed.source, failed.startedAt), days: [], papers: [] };
  const missing = await db.upstreamFailure.findMany({
    orderBy: [{ failedAt: 'desc' }, { question: 'asc' }],
  });
  const [newest] = missing;
  if (!newest) return null;
  const ofSource = missing.filter(({ source }) => source === newest.source);
  return {
    ...named(newest.source, newest.failedAt),
    days: ofSource.flatMap((failure) => dayOfFailure(failure) ?? []),
    papers: ofSource.flatMap((failure) => paperOfFailure(failure) ?? []),
  };
}

function named(source: string, triedAt: Date) {
  return { source: findSource(source)?.name ?? source, since: instantInWords(triedAt) };
}

/** The failed days of a source's list, with the time of each retry. */
export async function failedDays(db: Db, source: string): Promise<Map<Day, Date>> {
  const rows = await db.upstreamFailure.findMany({ where: { source } });
  return new Map(
    rows.flatMap((failure) => {
      const day = dayOfFailure(failure);
      return day ? [[day, failure.retryAt] as const] : [];
    }),
  );
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

/** An interrupted or killed run of the same kind and window. The caller holds ingest's lock. */
export async function findResumable(
  db: Db,
  run: { source: string; kind: IngestKind; window: string },
) {
  return db.ingestRun.findFirst({
    where: { ...run, state: { in: ['running', 'stopped', 'failed'] } },
    orderBy: { startedAt: 'desc' },
    select: { id: true, cursor: true },
  });
}

/** Start of a source's newest finished run of these kinds. */
export async function findLastRun(
  db: Db,
  source: string,
  kinds: IngestKind[],
): Promise<Date | null> {
  const run = await db.ingestRun.findFirst({
    where: { source, kind: { in: kinds }, state: { in: ['done', 'incomplete'] } },
    orderBy: { startedAt: 'desc' },
    select: { startedAt: true },
  });
  return run?.startedAt ?? null;
}
