/**
 * Runs ingest: the command line, the scheduled route and the worker all call runIngest.
 * One run at a time on a database, whoever calls; each step is committed with its cursor.
 */
import { systemClock, type Clock } from '@/lib/clock';
import { database, type Database } from '@/lib/db/client';
import { whileLocked } from '@/lib/db/lock';
import { dayIn, type Day } from '@/lib/editions/calendar';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/front/purge';
import { EDITIONS_TAG } from '@/lib/front/tags';
import { log } from '@/lib/log';
import { DamagedAnswer } from './answer';
import { ingestClients, type IngestClients } from './clients';
import { findLastDue, findResumable, findUpstreamTrouble, topicWords } from './queries';
import { NOTHING, type StoreResult } from './store-result';
import { arxivSteps, harvestSteps, huggingFaceSteps, type Step } from './steps';
import { afterCursor, daysOfWindow, daysToRead } from './windows';

export type IngestSource = (typeof env.INGEST_SOURCES)[number];

export type IngestOptions = {
  sources?: readonly IngestSource[];
  /** Days to read, both ends included; without it whatever is due. */
  window?: { from: Day; to: Day };
  /** After this no step begins, and no source is waited for. */
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
type StoreResultCounts = Record<
  'read' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'shortened',
  number
>;

/** `busy` where another process is at it, which is as good as done. */
export type IngestReport = { busy: boolean; sources: SourceReport[] };

const KEPT_ERRORS = 100;

export async function runIngest(options: IngestOptions = {}): Promise<IngestReport> {
  const { window, deadline, clock = systemClock } = options;
  if (window && window.to < window.from) {
    throw new AppError('bad_request', 'That window of days ends before it begins.');
  }
  const sources = await whileLocked('ingest', (lost) => {
    const ends = [lost];
    if (options.signal) ends.push(options.signal);
    if (deadline)
      ends.push(AbortSignal.timeout(Math.max(0, deadline.getTime() - clock().getTime())));
    return runSources({ ...options, signal: AbortSignal.any(ends) });
  });
  return { busy: sources === null, sources: sources ?? [] };
}

async function runSources(options: IngestOptions): Promise<SourceReport[]> {
  const db = database();
  const reports: SourceReport[] = [];
  for (const source of options.sources ?? env.INGEST_SOURCES) {
    const before = await findUpstreamTrouble(db);
    reports.push(await runSource(source, options));
    const after = await findUpstreamTrouble(db);
    // The pages say whether a source can be reached.
    if (before?.source !== after?.source) await requestPurge(db, ['latest', EDITIONS_TAG]);
  }
  return reports;
}

async function runSource(source: IngestSource, options: IngestOptions): Promise<SourceReport> {
  const { window, clock = systemClock, clients = ingestClients() } = options;
  const db = database();
  const context = { db, clients, clock, signal: options.signal, topics: await topicWords(db) };
  const start = (name: string, text: string) =>
    startRun(db, { source: name, window: text, at: clock() });
  if (source === 'arxiv') {
    if (window) {
      const run = await start('arxiv-harvest', windowText(window));
      return perform(run, harvestSteps(context, window, run.cursor), options);
    }
    const run = await start('arxiv', dayIn(env.EDITION_TIME_ZONE, clock()));
    return perform(run, arxivSteps(context), options);
  }
  const days = window ? daysOfWindow(window.from, window.to) : await daysDue(db, clock());
  const last = days.at(-1) ?? '';
  const run = await start(source, windowText({ from: days[0] ?? '', to: last }));
  const left = afterCursor(days, run.cursor);
  return perform(run, huggingFaceSteps(context, left), { ...options, total: left.length });
}

async function daysDue(db: Database, now: Date): Promise<Day[]> {
  const [lastDone, lastSweptOn] = await Promise.all([
    findLastDue(db, 'huggingface'),
    findLastDue(db, 'huggingface', { minDays: 3 }),
  ]);
  const dayOf = (instant: Date | null) => instant && dayIn(env.EDITION_TIME_ZONE, instant);
  const today = dayIn(env.EDITION_TIME_ZONE, now);
  return daysToRead({ today, lastDone: dayOf(lastDone), lastSweptOn: dayOf(lastSweptOn) });
}

function windowText({ from, to }: { from: Day; to: Day }): string {
  return `${from}..${to}`;
}

export type Run = { id: bigint; source: string; window: string; cursor: string | null };

/** Writes down that a run starts; a stopped, failed or killed one of the same window goes on. */
export async function startRun(
  db: Database,
  { source, window, at }: { source: string; window: string; at: Date },
): Promise<Run> {
  const started = { state: 'running', startedAt: at } as const;
  const resumable = await findResumable(db, source, window);
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
  const counts: StoreResultCounts = {
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    shortened: 0,
  };
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
        return await finish(run, report('stopped'), clock());
      }
      add(counts, await takeStep(run, step));
      done += 1;
      onProgress?.({ source: run.source, done, total });
    }
    return await finish(run, report('done'), clock());
  } catch (error) {
    if (signal?.aborted) return finish(run, report('stopped'), clock());
    if (!(error instanceof AppError) || error.code !== 'upstream_unavailable') throw error;
    log.warn({ source: run.source, window: run.window }, error.message);
    return finish(run, report('failed', error.message), clock());
  }
}

/** Does a step and writes down how far the run is. A damaged answer costs its step, not the run. */
async function takeStep(run: Run, step: Step): Promise<StoreResult> {
  let result: StoreResult;
  try {
    result = await step.take();
  } catch (error) {
    if (!(error instanceof DamagedAnswer)) throw error;
    result = { ...NOTHING, rejected: [{ ref: step.name, reason: error.message }] };
  }
  for (const { ref, reason } of result.rejected) {
    log.warn({ source: run.source, ref }, `skipped: ${reason}`);
  }
  for (const { ref, reason } of result.cut) log.warn({ source: run.source, ref }, reason);
  await recordStep(run, step.cursor, result);
  return result;
}

/** Adds a step to its run's counts and moves the cursor. */
export async function recordStep(
  run: Run,
  cursor: string | null,
  result: StoreResult,
): Promise<void> {
  const { created, updated, unchanged, rejected, cut } = result;
  await database().$executeRaw`
    UPDATE "IngestRun" SET
      "cursor" = coalesce(${cursor}, "cursor"),
      "read" = "read" + ${created + updated + unchanged + rejected.length},
      "created" = "created" + ${created}, "updated" = "updated" + ${updated},
      "unchanged" = "unchanged" + ${unchanged}, "skipped" = "skipped" + ${rejected.length},
      "errors" = CASE WHEN jsonb_array_length("errors") < ${KEPT_ERRORS}
        THEN "errors" || ${JSON.stringify([...rejected, ...cut])}::jsonb ELSE "errors" END
    WHERE "id" = ${run.id}`;
}

function add(counts: StoreResultCounts, result: StoreResult): void {
  counts.created += result.created;
  counts.updated += result.updated;
  counts.unchanged += result.unchanged;
  counts.skipped += result.rejected.length;
  counts.shortened += new Set(result.cut.map(({ ref }) => ref)).size;
  counts.read = counts.created + counts.updated + counts.unchanged + counts.skipped;
}

async function finish(run: Run, report: SourceReport, at: Date): Promise<SourceReport> {
  await database().ingestRun.update({
    where: { id: run.id },
    data: {
      state: report.state,
      finishedAt: at,
      ...(report.problem ? { errors: [{ ref: run.source, reason: report.problem }] } : {}),
    },
  });
  return report;
}
