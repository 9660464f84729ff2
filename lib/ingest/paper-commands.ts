/** Fetches one paper from its source during a reader's request, and stores it. */
import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Database } from '@/lib/db/client';
import { whileLocked } from '@/lib/db/lock';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { processWide } from '@/lib/process-wide';
import { sourceOfId } from '@/lib/sources/table';
import { storePapers } from './store/store-commands';
import { factsOf } from './store/merge-rules';
import type { PaperFacts } from '@/lib/papers/fields';
import { topicWords } from './queries';
import type { PaperLookUp, SourceReader } from './reader';
import { allSourceReaders } from './sources';
import type { PaperRecord } from './types';

export type FoundPaper = {
  status: 'found';
  record: PaperRecord;
  facts: PaperFacts;
  markRead: PaperLookUp['markRead'];
};

/** `away` also where the source stays busy for longer than a reader can wait. */
export type SourceAnswer = FoundPaper | { status: 'unknown' } | { status: 'away' };

/** Shares a request between a reader's preview of a paper and its submission. */
const KEPT_MS = 600_000;
const KEPT_PAPERS = 200;
const WAIT_MS = 10_000;
/** A page answers by then; the request goes on, so that a reload finds its result. */
const PAGE_WAIT_MS = 2_000;
const TURN_MS = 250;

/** Public for tests, which look papers up at a source of their own. */
export const lookUpsWith = (readers: readonly SourceReader[]) => ({
  readers,
  found: new LRUCache<string, SourceAnswer>({ max: KEPT_PAPERS, ttl: KEPT_MS }),
  underWay: new Map<string, Promise<SourceAnswer>>(),
});
const shared = processWide('source-look-ups', () => lookUpsWith(allSourceReaders()));

/**
 * Looks a paper up with this process's own connections, once for each paper found lately. Returns
 * `away` after two seconds and continues in the background.
 */
export async function lookUpAtSource(id: string): Promise<SourceAnswer> {
  const { found, underWay } = shared.get();
  const before = found.get(id);
  if (before) return before;
  const answer = underWay.get(id) ?? lookUpOnce(id);
  const patience = new AbortController();
  const late = delay(PAGE_WAIT_MS, { status: 'away' } as const, { signal: patience.signal });
  late.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => patience.abort());
}

function lookUpOnce(id: string): Promise<SourceAnswer> {
  const { readers, found, underWay } = shared.get();
  const answer = lookUpWith(readers, id)
    .then((result) => {
      if (result.status === 'found') found.set(id, result);
      return result;
    })
    .finally(() => underWay.delete(id));
  underWay.set(id, answer);
  // The page that waited may have answered already; the failure is logged here then.
  answer.catch((error: unknown) => log.warn({ err: error, paper: id }, 'a look-up failed'));
  return answer;
}

/** Fetches a paper from the source of its id, at the source's configured address. */
export async function lookUpWith(
  readers: readonly SourceReader[],
  id: string,
  waitMs = WAIT_MS,
): Promise<SourceAnswer> {
  const lookUp = lookUpOf(readers, id);
  if (!lookUp) return { status: 'unknown' };
  const patience = AbortSignal.timeout(waitMs);
  while (!patience.aborted) {
    const answer = await whileLocked('ingest', (lost) =>
      find(id, lookUp, AbortSignal.any([lost, patience])),
    );
    if (answer) return answer;
    await delay(TURN_MS);
  }
  return { status: 'away' };
}

/** Merges a fetched paper into the stored ones. */
export async function storeFoundPaper(
  db: Database,
  { record, markRead }: FoundPaper,
  now: Date,
): Promise<void> {
  const { rejected } = await storePapers(db, [record], await topicWords(db));
  if (rejected[0]) {
    throw new AppError('upstream_unavailable', `${record.id} ${rejected[0].reason}`);
  }
  await markRead(db, [record.id], now);
}

function lookUpOf(readers: readonly SourceReader[], id: string): PaperLookUp | undefined {
  const source = sourceOfId(id);
  return readers.find(({ sourceId }) => sourceId === source?.id)?.lookUp;
}

async function find(id: string, lookUp: PaperLookUp, signal: AbortSignal): Promise<SourceAnswer> {
  try {
    const record = await lookUp.find(id, signal);
    if (!record) return { status: 'unknown' };
    return { status: 'found', record, facts: factsOf(record), markRead: lookUp.markRead };
  } catch (error) {
    // A paper needs a title.
    if (error instanceof RangeError) return { status: 'unknown' };
    if (!signal.aborted && !isAway(error)) throw error;
    log.warn({ err: error, paper: id }, 'a paper could not be looked up at its source');
    return { status: 'away' };
  }
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'upstream_unavailable';
}
