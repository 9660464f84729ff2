/**
 * Runs ingest: the command line, the scheduled route and the worker all call runIngest.
 * One run at a time on a database, whoever calls; each step is committed with its cursor.
 */
import { systemClock, type Clock } from '@/lib/clock';
import { database, databasePool, type Database } from '@/lib/db/client';
import { dayIn, type Day } from '@/lib/editions/calendar';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/front/purge';
import { EDITIONS_TAG } from '@/lib/front/tags';
import { log } from '@/lib/log';
import { DamagedAnswer } from './answer';
import { ingestClients, type IngestClients } from './clients';
import type { StoreResult } from './commands';
import { findResumable, lastRunOf, topicWords } from './queries';
import { arxivSteps, harvestSteps, huggingFaceSteps, type Step } from './steps';
import { afterCursor, daysOfWindow, daysToRead } from './windows';

export type IngestSource = (typeof env.INGEST_SOURCES)[number];

export type IngestOptions = {
  sources?: readonly IngestSource[];
  /** Days to read, both ends included; without it whatever is due. */
  window?: { from: Day; to: Day };
  /** No step begins after this. */
  deadline?: Date;
  signal?: AbortSignal;
  clock?: Clock;
  clients?: IngestClients;
  onProgress?: (progress: { source: string; done: number; total: number | null }) => void;
};

export type SourceReport = StoreResultCounts & {
  source: string;
  window: string;
  state: 'done' | 'stopped' | 'failed';
  remaining: number | null;
  problem: string | null;
};
type StoreResultCounts = Record<'read' | 'created' | 'updated' | 'unchanged' | 'skipped', number>;

/** `busy` where another process is at it, which is as good as done. */
export type IngestReport = { busy: boolean; sources: SourceReport[] };

/** Held for a run, so that two machines never ask the same source at once. */
const INGEST_LOCK = 20_250_315;
const KEPT_ERRORS = 100;

export async function runIngest(options: IngestOptions = {}): Promise<IngestReport> {
  const lock = await databasePool().connect();
  try {
    const { rows } = await lock.query<{ free: boolean }>(
      `SELECT pg_try_advisory_lock(${INGEST_LOCK}) AS free`,
    );
    if (!rows[0]?.free) return { busy: true, sources: [] };
    const sources: SourceReport[] = [];
    for (const source of options.sources ?? env.INGEST_SOURCES) {
      sources.push(await runSource(source, options));
    }
    return { busy: false, sources };
  } finally {
    // Closing the connection frees the lock even where this statement could not.
    await lock.query(`SELECT pg_advisory_unlock(${INGEST_LOCK})`).finally(() => lock.release());
  }
}

async function runSource(source: IngestSource, options: IngestOptions): Promise<SourceReport> {
  const { window, clock = systemClock, clients = ingestClients() } = options;
  const db = database();
  const context = { db, clients, clock, signal: options.signal, topics: await topicWords(db) };
  if (source === 'arxiv') {
    if (window) {
      const plan = await planRun(db, 'arxiv-harvest', windowText(window));
      return perform(plan, harvestSteps(context, window, plan.cursor), options);
    }
    const plan = await planRun(db, 'arxiv', dayIn(env.EDITION_TIME_ZONE, clock()));
    return perform(plan, arxivSteps(context), options);
  }
  const days = window ? daysOfWindow(window.from, window.to) : await daysDue(db, clock());
  const last = days.at(-1) ?? '';
  const plan = await planRun(db, source, windowText({ from: days[0] ?? '', to: last }));
  const left = afterCursor(days, plan.cursor);
  return perform(plan, huggingFaceSteps(context, left), { ...options, total: left.length });
}

async function daysDue(db: Database, now: Date): Promise<Day[]> {
  const [last, sweep] = await Promise.all([
    lastRunOf(db, 'huggingface', { state: 'done' }),
    lastRunOf(db, 'huggingface', { state: 'done', minDays: 3 }),
  ]);
  const dayOf = (run: { startedAt: Date } | null) =>
    run && dayIn(env.EDITION_TIME_ZONE, run.startedAt);
  const today = dayIn(env.EDITION_TIME_ZONE, now);
  return daysToRead({ today, lastDone: dayOf(last), lastSweptOn: dayOf(sweep) });
}

function windowText({ from, to }: { from: Day; to: Day }): string {
  return `${from}..${to}`;
}

export type Run = { id: bigint; source: string; window: string; cursor: string | null };

/** The run to write down: a stopped or killed one of the same window goes on. */
async function planRun(db: Database, source: string, window: string): Promise<Run> {
  return startRun(db, source, window, await findResumable(db, source, window));
}

/** Writes down that a run starts, or goes on from where it stopped. */
export async function startRun(
  db: Database,
  source: string,
  window: string,
  resumable: { id: bigint; cursor: string | null } | null,
): Promise<Run> {
  const started = { state: 'running', startedAt: systemClock() } as const;
  if (resumable) {
    await db.ingestRun.update({ where: { id: resumable.id }, data: started });
    return { id: resumable.id, source, window, cursor: resumable.cursor };
  }
  const { id } = await db.ingestRun.create({
    data: { source, window, ...started },
    select: { id: true },
  });
  return { id, source, window, cursor: null };
}

async function perform(
  run: Run,
  steps: AsyncIterable<Step>,
  options: IngestOptions & { total?: number },
): Promise<SourceReport> {
  const { clock = systemClock, deadline, signal, total = null, onProgress } = options;
  const counts: StoreResultCounts = { read: 0, created: 0, updated: 0, unchanged: 0, skipped: 0 };
  let done = 0;
  const report = (state: SourceReport['state'], problem: string | null = null): SourceReport => ({
    source: run.source,
    window: run.window,
    state,
    ...counts,
    remaining: state === 'done' ? 0 : total === null ? null : total - done,
    problem,
  });
  try {
    for await (const step of steps) {
      if (signal?.aborted || (deadline && clock() >= deadline)) {
        return await finish(run, report('stopped'));
      }
      add(counts, await takeStep(run, step));
      done += 1;
      onProgress?.({ source: run.source, done, total });
    }
    return await finish(run, report('done'));
  } catch (error) {
    if (signal?.aborted) return finish(run, report('stopped'));
    if (!(error instanceof AppError) || error.code !== 'upstream_unavailable') throw error;
    log.warn({ source: run.source, window: run.window }, error.message);
    return finish(run, report('failed', error.message));
  }
}

/** Does a step and writes down how far the run is. A damaged answer costs its step, not the run. */
async function takeStep(run: Run, step: Step): Promise<StoreResult> {
  let result: StoreResult;
  try {
    result = await step.take();
  } catch (error) {
    if (!(error instanceof DamagedAnswer)) throw error;
    result = {
      created: 0,
      updated: 0,
      unchanged: 0,
      rejected: [{ ref: step.name, reason: error.message }],
    };
  }
  for (const { ref, reason } of result.rejected) {
    log.warn({ source: run.source, ref }, `skipped: ${reason}`);
  }
  await recordStep(run, step.cursor, result);
  return result;
}

/** Adds a step to its run's counts and moves the cursor. */
export async function recordStep(
  run: Run,
  cursor: string | null,
  result: StoreResult,
): Promise<void> {
  const { created, updated, unchanged, rejected } = result;
  await database().$executeRaw`
    UPDATE "IngestRun" SET
      "cursor" = coalesce(${cursor}, "cursor"),
      "read" = "read" + ${created + updated + unchanged + rejected.length},
      "created" = "created" + ${created}, "updated" = "updated" + ${updated},
      "unchanged" = "unchanged" + ${unchanged}, "skipped" = "skipped" + ${rejected.length},
      "errors" = CASE WHEN jsonb_array_length("errors") < ${KEPT_ERRORS}
        THEN "errors" || ${JSON.stringify(rejected)}::jsonb ELSE "errors" END
    WHERE "id" = ${run.id}`;
}

function add(counts: StoreResultCounts, result: StoreResult): void {
  counts.created += result.created;
  counts.updated += result.updated;
  counts.unchanged += result.unchanged;
  counts.skipped += result.rejected.length;
  counts.read = counts.created + counts.updated + counts.unchanged + counts.skipped;
}

async function finish(run: Run, report: SourceReport): Promise<SourceReport> {
  const db = database();
  const before = await lastRunOf(db, run.source, { otherThan: run.id });
  await db.ingestRun.update({
    where: { id: run.id },
    data: {
      state: report.state,
      finishedAt: systemClock(),
      ...(report.problem ? { errors: [{ ref: run.source, reason: report.problem }] } : {}),
    },
  });
  // The pages say whether a source can be reached.
  const isNews = (before?.state === 'failed') !== (report.state === 'failed');
  if (isNews) await requestPurge(db, ['latest', EDITIONS_TAG]);
  return report;
}
