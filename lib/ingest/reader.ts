/** Defines the interface of a source's reader: the run for a request, and the run's steps. */
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

/** A piece of work that is done wholly or not at all; `cursor` is where a run resumes after it. */
export type Step = {
  name: string;
  cursor: string | null;
  /** Key under which a failed step is retried on its own. */
  question?: string;
  take: () => Promise<StoreResult>;
};

export type Steps = AsyncIterable<Step>;

export type RunPlan = {
  kind: IngestKind;
  /** Identifies the run: an interrupted one of the same kind and window resumes from its cursor. */
  window: string;
  begin: (cursor: string | null) => Promise<{ steps: Steps; total?: number }>;
};

export type SourceReader = {
  /** A row of lib/sources/table.ts. */
  sourceId: string;
  /** `window` has both ends; without it, the run reads the due days. */
  plan: (context: ReadContext, window?: DayWindow) => Promise<RunPlan>;
  /** Fetches one paper during a reader's request; without this, readers can't submit from the source. */
  lookUp?: PaperLookUp;
};

export type PaperLookUp = {
  /** Null for a paper that the source doesn't have. */
  find: (id: string, signal: AbortSignal) => Promise<PaperRecord | null>;
  markRead: (db: Database, ids: readonly string[], at: Date) => Promise<void>;
};

export function windowText({ from, to }: DayWindow): string {
  return `${from}..${to}`;
}
