/** Writes ranking data: signals of new events, and masses and votes rebuilt from rows. */
import { Prisma } from '@/lib/db/generated/client';
import type { Database, Transaction } from '@/lib/db/client';
import { env } from '@/lib/env';
import { massesOf, type Signal, type SignalKind } from './trending';

/**
 * `key` makes the event unique: the same paper, kind and key count once. A reader's own signal has
 * their `userId`, so that it is deleted with the account.
 */
export type PaperSignal = Signal & { paperId: string; key: string; userId?: string };

const RECOUNT_BATCH = 500;
/** Allows for an ingest that holds the papers. */
const RECOUNT_TRANSACTION = { timeout: 90_000, maxWait: 20_000 };

/** Stores new signals and adds their mass to their papers: O(1) per signal for any history. */
export async function recordSignals(
  tx: Transaction,
  signals: readonly PaperSignal[],
): Promise<number> {
  const stored: SignalRow[] = await tx.signal.createManyAndReturn({
    data: signals.map(({ paperId, kind, key, amount, before, at, userId }) => ({
      ...{ paperId, kind, key, amount, at },
      before: before ?? 0,
      userId: userId ?? null,
    })),
    skipDuplicates: true,
    select: signalColumns,
  });
  const gained = massColumns(stored);
  await tx.$executeRaw`
    UPDATE "Paper" p SET
      "massDay" = log2_add(p."massDay", gained."day"),
      "massWeek" = log2_add(p."massWeek", gained."week"),
      "massMonth" = log2_add(p."massMonth", gained."month")
    FROM ${unnestMasses(gained)} WHERE p."id" = gained."id"`;
  return stored.length;
}

/**
 * Rebuilds counters and masses of every paper from their rows: after a restore, a change of
 * weights, or a change of COUNT_UPSTREAM_VOTES. Safe to stop and to run again.
 */
export async function recountPapers(
  db: Database,
  onProgress: (done: number) => void = () => undefined,
): Promise<number> {
  let done = 0;
  for (let after = ''; ;) {
    const ids = await db.paper.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: RECOUNT_BATCH,
      select: { id: true },
    });
    const last = ids.at(-1);
    if (!last) return done;
    const batch = ids.map(({ id }) => id);
    await db.$transaction((tx) => recountWithin(tx, batch), RECOUNT_TRANSACTION);
    after = last.id;
    done += ids.length;
    onProgress(done);
  }
}

/** Rebuilds counters and masses of these papers, in the transaction that changed their rows. */
export async function recountWithin(tx: Transaction, ids: string[]): Promise<void> {
  // Locks in one order, so that concurrent writers wait and can't deadlock.
  await tx.$queryRaw`
    SELECT "id" FROM "Paper" WHERE "id" = ANY(${ids}) ORDER BY "id" FOR NO KEY UPDATE`;
  await tx.$executeRaw`
    UPDATE "Paper" p SET
      "authorCount" = (SELECT count(*) FROM "PaperAuthor" a WHERE a."paperId" = p."id"),
      "commentCount" = (
        SELECT count(*) FROM "Comment" c
        WHERE c."paperId" = p."id" AND c."deletedAt" IS NULL AND c."hiddenAt" IS NULL)
    WHERE p."id" = ANY(${ids})`;
  await countVotes(tx, ids);
  await tx.$executeRaw`
    UPDATE "Appearance" e SET "isHidden" = p."hiddenAt" IS NOT NULL FROM "Paper" p
    WHERE p."id" = e."paperId" AND e."paperId" = ANY(${ids})
      AND e."isHidden" <> (p."hiddenAt" IS NOT NULL)`;
  await removeCauselessSignals(tx, ids);
  await sumEarlierStars(tx, ids);
  await rebuildMasses(tx, ids);
}

/** Removes the signals of deleted votes and comments, which can't be withdrawn later. */
async function removeCauselessSignals(tx: Transaction, ids: string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "Signal" s WHERE s."paperId" = ANY(${ids}) AND (
      s."kind" = 'vote' AND NOT EXISTS (
        SELECT 1 FROM "Vote" v WHERE v."paperId" = s."paperId" AND v."userId" = s."key")
      OR s."kind" = 'comment' AND NOT EXISTS (
        SELECT 1 FROM "Comment" c WHERE c."paperId" = s."paperId" AND c."userId" = s."key"
          AND c."deletedAt" IS NULL AND c."hiddenAt" IS NULL))`;
}

/** Damps stars by their sum: after a merge, each signal's `before` is summed again. */
async function sumEarlierStars(tx: Transaction, ids: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Signal" s SET "before" = earlier."sum"
    FROM (
      SELECT "id", coalesce(sum("amount") OVER (
        PARTITION BY "paperId" ORDER BY "at", "id" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ), 0) AS "sum"
      FROM "Signal" WHERE "kind" = 'code_stars' AND "paperId" = ANY(${ids})
    ) earlier
    WHERE s."id" = earlier."id" AND s."before" <> earlier."sum"`;
}

/**
 * Recomputes counters and masses of papers whose votes were withdrawn or reweighted, because a
 * logarithm can't be subtracted from. The caller holds the papers' rows.
 */
export async function recountVotes(tx: Transaction, ids: string[]): Promise<void> {
  await countVotes(tx, ids);
  await rebuildMasses(tx, ids);
}

async function rebuildMasses(tx: Transaction, ids: string[]): Promise<void> {
  const signals = await tx.signal.findMany({
    where: { paperId: { in: ids } },
    select: signalColumns,
  });
  const rebuilt = massColumns(signals, ids);
  await tx.$executeRaw`
    UPDATE "Paper" p SET
      "massDay" = gained."day", "massWeek" = gained."week", "massMonth" = gained."month"
    FROM ${unnestMasses(rebuilt)} WHERE p."id" = gained."id"`;
}

/** Recounts papers' votes from the rows. */
async function countVotes(tx: Transaction, ids: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Paper" p SET
      "upvotes" = given.number, "unprovenUpvotes" = given.unproven, "countedUpvotes" = given.weight,
      "votes" = given.weight
        + CASE WHEN ${env.COUNT_UPSTREAM_VOTES} THEN p."upstreamVotes" ELSE 0 END
    FROM (
      SELECT asked."id", count(v.*) AS number, count(*) FILTER (WHERE v."isUnproven") AS unproven,
        coalesce(sum(v."weight"), 0) AS weight
      FROM unnest(${ids}::text[]) AS asked ("id")
      LEFT JOIN "Vote" v ON v."paperId" = asked."id" GROUP BY asked."id"
    ) given WHERE p."id" = given."id"`;
  await copyVotesToAppearances(tx, ids);
}

/** Updates editions' copy of a paper's votes, in the transaction that changes the votes. */
export async function copyVotesToAppearances(tx: Transaction, ids: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Appearance" e SET "votes" = p."votes" FROM "Paper" p
    WHERE p."id" = e."paperId" AND e."paperId" = ANY(${ids}) AND e."votes" <> p."votes"`;
}

const signalColumns = { paperId: true, kind: true, amount: true, before: true, at: true } as const;
type SignalRow = {
  paperId: string;
  kind: SignalKind;
  amount: number;
  before: number;
  at: Date;
};
type MassRow = { id: string; day: number | null; week: number | null; month: number | null };

function massColumns(signals: readonly SignalRow[], ids: readonly string[] = []): MassRow[] {
  const byPaper = new Map<string, SignalRow[]>(ids.map((id) => [id, []]));
  for (const signal of signals) {
    const known = byPaper.get(signal.paperId);
    if (known) known.push(signal);
    else byPaper.set(signal.paperId, [signal]);
  }
  return [...byPaper].map(([id, own]) => {
    const masses = massesOf(own.filter(isCounted));
    return {
      id,
      day: masses?.day ?? null,
      week: masses?.week ?? null,
      month: masses?.month ?? null,
    };
  });
}

function isCounted({ kind }: SignalRow): boolean {
  return kind !== 'upstream_votes' || env.COUNT_UPSTREAM_VOTES;
}

function unnestMasses(rows: readonly MassRow[]): Prisma.Sql {
  return Prisma.sql`unnest(
    ${rows.map(({ id }) => id)}::text[],
    ${rows.map(({ day }) => day)}::float8[],
    ${rows.map(({ week }) => week)}::float8[],
    ${rows.map(({ month }) => month)}::float8[]
  ) AS gained ("id", "day", "week", "month")`;
}
