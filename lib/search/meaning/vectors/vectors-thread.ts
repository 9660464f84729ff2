/** Thread that holds an embedder's vectors and compares them with a query's. */
import { setImmediate as afterOthers } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import pg from 'pg';
import { z } from 'zod';
import { vectorsWrittenSince } from '@/lib/search/meaning/embedding-queries';
import type { Ranked } from '@/lib/search/query/fusion';
import { answerQuestions } from '@/lib/worker-thread';
import { VectorStore } from './store';
import { fromBytes } from './vector';

export type VectorQuestion = {
  embedder: string;
  dims: number;
  vector: Int8Array;
  limit: number;
};

/** About 384 MB at 384 dimensions, and 60 ms for a search on one core (docs/benchmarks.md). */
const EXACT_ROWS = 1_000_000;
const ROWS_A_READ = 10_000;
/** Maximum age of the vectors in memory. */
const FRESH_MS = 5_000;

const { connectionString } = z.object({ connectionString: z.string() }).parse(workerData);

type Held = { embedder: string; store: VectorStore; since: string; readAtMs: number };
let held: Held | null = null;
let isSettling = false;

answerQuestions<VectorQuestion, Ranked[]>(async ({ embedder, dims, vector, limit }) => {
  if (held?.embedder !== embedder) {
    const store = new VectorStore(dims, EXACT_ROWS);
    held = { embedder, store, since: '0', readAtMs: Number.NEGATIVE_INFINITY };
  }
  if (performance.now() > held.readAtMs + FRESH_MS) await readNew(held);
  if (!isSettling) void settle(held.store);
  return held.store.nearest(vector, limit);
});

/** Opens a connection only for reading, which is seldom and then long. */
async function readNew(into: Held): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for (;;) {
      const { embedder, since } = into;
      const rows = await vectorsWrittenSince(client, { embedder, since, limit: ROWS_A_READ });
      for (const { id, vector } of rows) {
        if (vector) into.store.set(id, fromBytes(vector));
        else into.store.delete(id);
      }
      into.since = rows.at(-1)?.writtenAs ?? since;
      if (rows.length < ROWS_A_READ) break;
    }
    into.readAtMs = performance.now();
  } finally {
    await client.end();
  }
}

/** Yields between searches, because a search may arrive at any time. */
async function settle(store: VectorStore): Promise<void> {
  isSettling = true;
  while (store.settle()) await afterOthers();
  isSettling = false;
}
