/**
 * Runs ingest for the command line, the scheduled route and the worker. A database has one run at
 * a time, and each step is committed with its cursor.
 */
import { isDeepStrictEqual } from 'node:util';
import { systemClock, type Clock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { whileLocked } from '@/lib/db/lock';
import { dayIn } from '@/lib/calendar';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/site/purge';
import { editionTags, EDITIONS_TAG } from '@/lib/site/tags';
import { UpstreamAway } from '@/lib/http/outgoing/upstream';
import { log } from '@/lib/log';
import { clearFailures, recordFailure } from './failure-commands';
import { dayOfFailure, type UpstreamTrouble } from './failure-rules';
import { findUpstreamTrouble, topicWords } from '../queries';
import type { DayWindow, SourceReader, Step, Steps } from '../reader';
import { recordStep, startRun, type Run } from './run-record-commands';
import { NOTHING, type StoreResult } from '../store/store-result';
import { sourceReaders } from '../sources';
import { isRetried } from './windows';
import { words } from '@/lib/words';

export type IngestOptions = {
  /** Sources to read; by default those of the settings. */
  sources?: readonly SourceReader[];
  /** Days to read, both ends included; by default the due days. */
  window?: DayWindow;
  /** Time after which no step begins and no source is waited for. */
  deadline?: Date;
  signal?: AbortSignal;
  clock?: Clock;
  onProgress?: (progress: { source: string; done: number; total: number | null }) => void;
};

export type SourceReport = StoreResultCounts & {
  source: string;
  window: string;
  /** `incomplete` where some steps failed, which are retried on their own. */
  state: 'done' | 'stopped' | 'failed' | 'incomplete';
  remaining: number | null;
  problem: string | null;
};
type StoreResultCounts = Record<
  'read' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'shortened',
  number
>;

/** `busy` where another process runs ingest, which counts as success. */
export type IngestReport = { busy: boolean; sources: SourceReport[] };

const NO_COUNTS = { read: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, shortened: 0 };

export async function runIngest(options: IngestOptions = {}): Promise<IngestReport> {
  const { window, deadline, clock = systemClock } = options;
  if (window && window.to < window.from) {
    throw new AppError('bad_request', words.refusals.windowReversed);
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
  for (const source of options.sources ?? sourceReaders()) {
    const before = await findUpstreamTrouble(db);
    reports.push(await runSource(source, options));
    const after = await findUpstreamTrouble(db);
    // Pages show a source's failures.
    if (!isDeepStrictEqual(shownOf(before), shownOf(after))) {
      const days = [...(before?.days ?? []), ...(after?.days ?? [])];
      await requestPurge(db, ['latest', EDITIONS_TAG, ...new Set(days.flatMap(editionTags))]);
    }
  }
  return reports;
}

/** The failures that readers see; a new time of the last try alone purges nothing. */
function shownOf(trouble: UpstreamTrouble | null) {
  return trouble && { source: trouble.source, days: trouble.days };
}

async function runSource(reader: SourceReader, options: IngestOptions): Promise<SourceReport> {
  const { window, clock = systemClock, signal } = options;
  const db = database();
  const context = { db, clock, signal, topics: await topicWords(db) };
  const plan = await reader.plan(context, window);
  const { kind } = plan;
  const run = await startRun(db, {
    source: reader.sourceId,
    kind,
    window: plan.window,
    at: clock(),
  });
  const { steps, total } = await plan.begin(run.cursor);
  return perform(run, steps, { ...options, total });
}

/** Consecutive failures after which the whole source counts as unavailable. */
const MAX_FAILED_IN_A_ROW = 3;

type FailedStep = { step: Step; error: AppError };

async function perform(
  run: Run,
  steps: Steps,
  options: IngestOptions & { total?: number },
): Promise<SourceReport> {
  const { clock = systemClock, deadline, signal, total = null, onProgress } = options;
  const counts: StoreResultCounts = { ...NO_COUNTS };
  const failed: FailedStep[] = [];
  let done = 0;
  let failedInARow = 0;
  const end = async (state: SourceReport['state'], problem: string | null = null) => {
    if (done > failed.length) await keepFailures(run, failed, clock());
    const report: SourceReport = {
      source: run.source,
      window: run.window,
      state,
      ...counts,
      remaining: remainingOf(state, { total, done, failed: failed.length }),
      problem,
    };
    return finish(run, report, clock());
  };
  try {
    for await (const step of steps) {
      if (signal?.aborted || (deadline && clock() >= deadline)) return await end('stopped');
      const { result, error } = await takeStep(run, step, signal);
      add(counts, result);
      done += 1;
      failedInARow = error ? failedInARow + 1 : 0;
      if (error) failed.push({ step, error });
      else if (step.question) await clearFailures(database(), [step.question]);
      onProgress?.({ source: run.source, done, total });
      if (error && (failedInARow === MAX_FAILED_IN_A_ROW || wantsPause(error))) throw error;
    }
    if (failed[0] && done === failed.length) throw failed[0].error;
    return await end(failed.length > 0 ? 'incomplete' : 'done', problemOf(failed));
  } catch (error) {
    if (signal?.aborted) return end('stopped');
    if (!isUpstreamTrouble(error)) throw error;
    log.warn({ source: run.source, window: run.window }, error.message);
    return end('failed', error.message);
  }
}

function remainingOf(
  state: SourceReport['state'],
  { total, done, failed }: { total: number | null; done: number; failed: number },
): number | null {
  if (state === 'done' || state === 'incomplete') return failed;
  return total === null ? null : total - done + failed;
}

function problemOf(failed: readonly FailedStep[]): string | null {
  if (failed.length === 0) return null;
  return failed.map(({ step, error }) => `${step.name}: ${error.message}`).join(' ');
}

/**
 * Treats a source as unavailable if it delivered nothing in this run, instead of blaming its days.
 */
async function keepFailures(run: Run, failed: readonly FailedStep[], at: Date): Promise<void> {
  const today = dayIn(env.EDITION_TIME_ZONE, at);
  for (const { step, error } of failed) {
    const day = step.question && dayOfFailure({ source: run.source, question: step.question });
    if (!step.question || (day && !isRetried(day, today))) continue;
    const failure = { question: step.question, source: run.source, reason: error.message };
    await recordFailure(database(), failure, at);
  }
}

function isUpstreamTrouble(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'upstream_unavailable';
}

function wantsPause(error: AppError): boolean {
  return error instanceof UpstreamAway && error.until !== null;
}

/**
 * Runs a step and stores the run's cursor. A refused or damaged response fails its own step only.
 */
async function takeStep(
  run: Run,
  step: Step,
  signal?: AbortSignal,
): Promise<{ result: StoreResult; error: AppError | null }> {
  let result: StoreResult;
  let failure: AppError | null = null;
  try {
    result = await step.take();
  } catch (error) {
    if (signal?.aborted || !isUpstreamTrouble(error)) throw error;
    failure = error;
    result = { ...NOTHING, rejected: [{ ref: step.name, reason: error.message }] };
  }
  for (const { ref, reason } of result.rejected) {
    log.warn({ source: run.source, ref }, `skipped: ${reason}`);
  }
  for (const { ref, reason } of result.cut) log.warn({ source: run.source, ref }, reason);
  // A failed step keeps the cursor, so that a run of the same window repeats it.
  await recordStep(run, failure ? null : step.cursor, result);
  return { result, error: failure };
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
      ...(report.state === 'failed' && {
        errors: [{ ref: run.source, reason: report.problem }],
      }),
    },
  });
  return report;
}
