/** Simulated arXiv and Hugging Face, and clients that read them without pauses. */
import { onTestFinished } from 'vitest';
import type { Clock } from '@/lib/clock';
import type { Database } from '@/lib/db/client';
import { createUpstream } from '@/lib/http/outgoing/upstream';
import { createArxivClient } from '@/lib/ingest/arxiv/client';
import { arxivReader } from '@/lib/ingest/arxiv/reader';
import { createHuggingFaceClient } from '@/lib/ingest/huggingface/client';
import { huggingFaceReader } from '@/lib/ingest/huggingface/reader';
import type { SourceReader } from '@/lib/ingest/reader';
import type { ReadSourceId } from '@/lib/sources/table';
import type { Answer } from './upstream-answers';
import { startReplay, type Replay, type ReplayOptions } from './upstream-replay';

export type Sources = Replay & {
  /** Entries of Hugging Face's days, or a day's bytes; missing days are empty. */
  days: Map<string, unknown[] | Buffer>;
  /** Atom entries of arXiv's papers by id. */
  papers: Map<string, string>;
  /** Requests, each as path and query. */
  requestedUrls: () => string[];
};

/** Closed when the test ends. */
export async function startSources(options: ReplayOptions & { today: string }): Promise<Sources> {
  const days: Sources['days'] = new Map();
  const papers: Sources['papers'] = new Map();
  const replay = await startReplay({
    ...options,
    routes: {
      '/api/daily_papers': ({ searchParams }) =>
        dailyAnswer(days, searchParams.get('date') ?? '', options.today),
      '/api/query': ({ searchParams }) => atomAnswer(papers, searchParams),
      ...options.routes,
    },
  });
  onTestFinished(() => replay.close());
  return { ...replay, days, papers, requestedUrls: () => replay.requests.map(({ url }) => url) };
}

/** The product's readers without pauses; `timeoutMs` limits each request. */
export function readersOf(
  replay: Replay,
  clock: Clock,
  ids: readonly ReadSourceId[],
  timeoutMs = 5_000,
): SourceReader[] {
  const upstream = (name: string) =>
    createUpstream({
      name,
      userAgent: 'Broadsheet/0.1',
      baseUrls: [replay.url],
      minIntervalMs: 0,
      timeoutMs,
      sleep: async () => undefined,
    });
  const { ARXIV_API_URL, ARXIV_OAI_URL, ARXIV_RSS_URL, HF_API_URL } = replay.env;
  const readers: Record<ReadSourceId, () => SourceReader> = {
    arxiv: () =>
      arxivReader(
        createArxivClient({
          upstream: upstream('arXiv'),
          apiUrl: ARXIV_API_URL,
          oaiUrl: ARXIV_OAI_URL,
          rssUrl: ARXIV_RSS_URL,
        }),
      ),
    huggingface: () =>
      huggingFaceReader(
        createHuggingFaceClient({
          upstream: upstream('Hugging Face'),
          apiUrl: HF_API_URL,
          clock,
        }),
      ),
  };
  return ids.map((id) => readers[id]());
}

/** Every row that ingest writes about papers, to compare before and after. */
export async function everyRow(db: Database) {
  return {
    papers: await db.paper.findMany({ orderBy: { id: 'asc' }, include: { authors: true } }),
    appearances: await db.appearance.findMany({
      orderBy: [{ listedOn: 'asc' }, { paperId: 'asc' }],
    }),
    signals: await db.signal.findMany({ orderBy: { id: 'asc' } }),
  };
}

function dailyAnswer(days: Sources['days'], date: string, today: string): Answer {
  const contentType = 'application/json; charset=utf-8';
  if (date > today) {
    const body = Buffer.from(JSON.stringify({ error: `date must be <= ${today}` }));
    return { status: 400, contentType, body };
  }
  const day = days.get(date) ?? [];
  return {
    status: 200,
    contentType,
    body: Buffer.isBuffer(day) ? day : Buffer.from(JSON.stringify(day)),
  };
}

function atomAnswer(papers: Sources['papers'], parameters: URLSearchParams): Answer {
  const ids = parameters.get('id_list')?.split(',') ?? [];
  const entries = ids.flatMap((id) => papers.get(id) ?? []);
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <totalResults>${entries.length}</totalResults>
  ${entries.join('\n')}
</feed>`;
  return { status: 200, contentType: 'application/atom+xml', body: Buffer.from(body) };
}
