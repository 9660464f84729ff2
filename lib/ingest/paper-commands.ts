/** Asks arXiv for one paper while somebody waits for it, and stores what it says. */
import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Database } from '@/lib/db/client';
import { whileLocked } from '@/lib/db/lock';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { DamagedAnswer } from './answer';
import { ingestClients, type IngestClients } from './clients';
import { markArxivRead, storePapers } from './commands';
import { factsOf, type PaperFacts } from './merge-rules';
import { topicWords } from './queries';
import type { PaperRecord } from './types';

/** `away` also where arXiv is being asked by others for longer than anybody waits. */
export type ArxivAnswer =
  | { status: 'found'; record: PaperRecord; facts: PaperFacts }
  | { status: 'unknown' }
  | { status: 'away' };

/** A reader looks at a preview, then submits: one question is enough for both. */
const KEPT_MS = 600_000;
const KEPT_PAPERS = 200;
const WAIT_MS = 10_000;
const TURN_MS = 250;

const shared = globalThis as {
  broadsheetAsking?: { clients: IngestClients; known: LRUCache<string, ArxivAnswer> };
};

/** As askClients, with this process's own clients, which are told once what was told lately. */
export async function askArxiv(id: string): Promise<ArxivAnswer> {
  const { clients, known } = (shared.broadsheetAsking ??= {
    clients: ingestClients(),
    known: new LRUCache({ max: KEPT_PAPERS, ttl: KEPT_MS }),
  });
  const before = known.get(id);
  if (before) return before;
  const answer = await askClients(id, clients);
  if (answer.status === 'found') known.set(id, answer);
  return answer;
}

/** What arXiv has under an id of its own; only the configured address of arXiv is ever asked. */
export async function askClients(
  id: string,
  clients: IngestClients,
  waitMs = WAIT_MS,
): Promise<ArxivAnswer> {
  const patience = AbortSignal.timeout(waitMs);
  while (!patience.aborted) {
    const answer = await whileLocked('ingest', (lost) =>
      ask(id, clients, AbortSignal.any([lost, patience])),
    );
    if (answer) return answer;
    await delay(TURN_MS);
  }
  return { status: 'away' };
}

/** Merges arXiv's word on a paper into what is known. */
export async function storeArxivPaper(db: Database, record: PaperRecord, now: Date): Promise<void> {
  const { rejected } = await storePapers(db, [record], await topicWords(db));
  if (rejected[0]) {
    throw new AppError('upstream_unavailable', `${record.id} ${rejected[0].reason}`);
  }
  await markArxivRead(db, [record.id], now);
}

async function ask(id: string, clients: IngestClients, signal: AbortSignal): Promise<ArxivAnswer> {
  try {
    for await (const { records, damage } of clients.arxiv.papersById([id], { signal })) {
      if (damage !== null) throw new DamagedAnswer(damage);
      const record = records.find((one) => one.id === id);
      if (record) return { status: 'found', record, facts: factsOf(record) };
    }
    return { status: 'unknown' };
  } catch (error) {
    // A paper without a title is none.
    if (error instanceof RangeError) return { status: 'unknown' };
    if (!signal.aborted && !isAway(error)) throw error;
    log.warn({ err: error, paper: id }, 'arXiv could not be asked for a paper');
    return { status: 'away' };
  }
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'upstream_unavailable';
}
