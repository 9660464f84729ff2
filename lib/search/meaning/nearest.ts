/**
 * Searches by meaning: compares a text's vector with all papers', outside the thread of requests.
 */
import { LRUCache } from 'lru-cache';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import type { Database } from '@/lib/db/client';
import { chosenEmbedderId, openEmbedder } from './embedder/open';
import { MODEL_ID } from './embedder/model-file';
import type { Embedder } from './embedder/types';
import { findActiveEmbedder, findVector, type KnownEmbedder } from './embedding-queries';
import type { Ranked } from '../query/fusion';
import { createThread, type Thread } from '@/lib/worker-thread';
import { processWide } from '@/lib/process-wide';
import { fromBytes, toInt8 } from './vectors/vector';
import { hasNearIndex, nearestByPgvector } from './vectors/pgvector-queries';
import type { VectorQuestion } from './vectors/vectors-thread';

/** Reason for no result: switched off, papers still being embedded, or broken. */
export type DenseAbsence = 'off' | 'starting' | 'failed';
export type DenseAnswer =
  | {
      ok: true;
      ranked: Ranked[];
      /** Similarities below this are chance; null for an embedder without a measurement. */
      leastLikeness: number | null;
    }
  | { ok: false; reason: DenseAbsence };

/** Time limit, after which readers get results by words alone. */
const PATIENCE_MS = 1_500;
/** Queries repeat: pages of one search, and letters that are typed and deleted. */
const REMEMBERED_QUERIES = 1_000;
const INDEX_KNOWN_MS = 60_000;
/**
 * By embedder. Measured over 4,205 abstracts: the nearest to names and nonsense have 0.16 to 0.33,
 * to questions that some papers answer 0.38 and more.
 */
const LEAST_LIKENESS = new Map([[MODEL_ID, 0.35]]);
const THREAD = 'vectors-thread.mjs';

type Dense = {
  embedder: { id: string; opened: Promise<Embedder | null> } | null;
  vectors: Thread<VectorQuestion, Ranked[]>;
  queries: LRUCache<string, Int8Array>;
  /** Caches whether the database has an index of the vectors. */
  indexed: { id: string; isThere: boolean; untilMs: number } | null;
};

const dense = processWide('dense', (): Dense => ({
  embedder: null,
  vectors: createThread(THREAD, { connectionString: env.DATABASE_URL ?? '' }),
  queries: new LRUCache({ max: REMEMBERED_QUERIES }),
  indexed: null,
}));

/** The papers nearest to the meaning of `text`. */
export function nearestPapers(db: Database, text: string, limit: number): Promise<DenseAnswer> {
  return inTime(async (active, signal) => {
    const vector = await queryVector(active, text, signal);
    return vector && askVectors(db, active, { vector, limit, signal });
  }, db);
}

/** The papers nearest to a paper, without itself; none before it is embedded. */
export function nearestToPaper(db: Database, id: string, limit: number): Promise<DenseAnswer> {
  return inTime(async (active, signal) => {
    const stored = await findVector(db, active.id, id);
    if (!stored) return [];
    const ranked = await askVectors(db, active, {
      vector: fromBytes(stored),
      limit: limit + 1,
      signal,
    });
    return ranked.filter((other) => other.id !== id).slice(0, limit);
  }, db);
}

/** Ends the threads; for commands and tests. */
export async function closeDense(): Promise<void> {
  const open = dense.take();
  const embedder = await open?.embedder?.opened;
  await Promise.all([open?.vectors.close(), embedder?.close()]);
}

type Search = (active: KnownEmbedder, signal: AbortSignal) => Promise<Ranked[] | null>;

async function inTime(search: Search, db: Database): Promise<DenseAnswer> {
  if (!chosenEmbedderId()) return { ok: false, reason: 'off' };
  const active = await findActiveEmbedder(db);
  if (!active) return { ok: false, reason: 'starting' };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const ranked = await Promise.race([search(active, signal), rejectionOf(signal)]);
    if (!ranked) return { ok: false, reason: 'starting' };
    return { ok: true, ranked, leastLikeness: LEAST_LIKENESS.get(active.id) ?? null };
  } catch (error) {
    // The first search after a start waits for the model and the vectors.
    if (signal.aborted) return { ok: false, reason: 'starting' };
    log.warn({ err: error }, 'search by meaning failed');
    return { ok: false, reason: 'failed' };
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('It takes too long.')), { once: true });
  });
}

/** Null while the active vectors belong to an embedder that these settings can't open. */
async function queryVector(
  active: KnownEmbedder,
  text: string,
  signal: AbortSignal,
): Promise<Int8Array | null> {
  const { queries } = dense.get();
  const key = `${active.id} ${text}`;
  const known = queries.get(key);
  if (known) return known;
  const embedder = await embedderOf(active.id);
  if (!embedder) return null;
  const [vector] = await embedder.embed([text], { kind: 'query', signal });
  if (!vector) return null;
  const quantized = toInt8(vector);
  queries.set(key, quantized);
  return quantized;
}

async function embedderOf(id: string): Promise<Embedder | null> {
  const state = dense.get();
  if (state.embedder?.id !== id) {
    void state.embedder?.opened.then((old) => old?.close());
    state.embedder = { id, opened: openEmbedder(id) };
  }
  const { opened } = state.embedder;
  try {
    return await opened;
  } catch (error) {
    // Retries an unavailable endpoint at the next search.
    if (state.embedder.opened === opened) state.embedder = null;
    throw error;
  }
}

/** Uses the database's index where it has one, else the thread with the vectors. */
async function askVectors(
  db: Database,
  active: KnownEmbedder,
  { vector, limit, signal }: { vector: Int8Array; limit: number; signal: AbortSignal },
): Promise<Ranked[]> {
  const state = dense.get();
  if (state.indexed?.id !== active.id || performance.now() > state.indexed.untilMs) {
    const isThere = await hasNearIndex(db, active);
    state.indexed = { id: active.id, isThere, untilMs: performance.now() + INDEX_KNOWN_MS };
  }
  if (state.indexed.isThere) {
    try {
      return await nearestByPgvector(db, active, { vector, limit });
    } catch (error) {
      log.warn({ err: error }, 'pgvector failed; vectors are searched in memory');
      state.indexed = { ...state.indexed, isThere: false };
    }
  }
  const { id: embedder, dims } = active;
  return state.vectors.ask({ embedder, dims, vector, limit }, signal);
}
