/** Defines how ingest reads a source: the run that a request leads to, and the steps of the run. */
import type { Day } from '@/lib/calendar';
import type { Clock } from '@/lib/clock';
import type { Database } from '@/lib/db/client';
import type { IngestKind } from '@/lib/db/generated/enums';
import type { TopicWords } from '@/lib/papers/topics/matching';
import type { StoreResult } from './store/store-result';
import type { PaperRecord } from './types';

export type DayWindow = { from: Day; to: Day };

export type ReadContext = {
  db: Database;
  topics: readonly TopicWords[];
  clock: Clock;
  signal?: AbortSignal;
};

/** A piece of work that is done wholly or not at all; `cursor` is where a run goes on after it. */
export type Step = {
  name: string;
  cursor: string | null;
  /** The key of a step that is retried by itself when it fails. */
  question?: string;
  take: () => Promise<StoreResult>;
};

export type Steps = AsyncIterable<Step>;

export type RunPlan = {
  kind: IngestKind;
  /** Names the run: one of the same kind and window that stopped goes on from its cursor. */
  window: string;
  begin: (cursor: string | null) => Promise<{ steps: Steps; total?: number }>;
};

export type SourceReader = {
  /** A row of lib/sources/table.ts. */
  sourceId: string;
  /** `window` has both ends; without it, the run reads what is due. */
  plan: (context: ReadContext, window?: DayWindow) => Promise<RunPlan>;
  /** Fetches one paper while somebody waits; a source without it can't be submitted from. */
  lookUp?: PaperLookUp;
};

export type PaperLookUp = {
  /** Null where the source has no such paper. */
  find: (id: string, signal: AbortSignal) => Promise<PaperRecord | null>;
  markRead: (db: Database, ids: readonly string[], at: Date) => Promise<void>;
};

export function windowText({ from, to }: DayWindow): string {
  return `${from}..${to}`;
}
