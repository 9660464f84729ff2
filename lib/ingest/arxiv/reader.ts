/** Reads arXiv: today's announcement and unread papers on schedule, or a window by harvest. */
import { dayIn } from '@/lib/calendar';
import { env } from '@/lib/env';
import { DamagedAnswer } from '../parse/answer';
import { politeUpstream } from '../run/polite-upstream';
import { windowText, type SourceReader } from '../reader';
import { createArxivClient, type ArxivClient } from './client';
import { harvestSteps } from './harvest';
import { markRead } from './read-commands';
import { dueSteps } from './steps';

/** arXiv's own rule: https://info.arxiv.org/help/api/tou.html */
const MIN_INTERVAL_MS = 3_000;

export function arxivReader(client = connect()): SourceReader {
  return {
    sourceId: 'arxiv',
    plan: async (context, window) => {
      const arxiv = { ...context, client };
      if (window) {
        const begin = async (cursor: string | null) => ({
          steps: harvestSteps(arxiv, window, cursor),
        });
        return { kind: 'window', window: windowText(window), begin };
      }
      const today = dayIn(env.EDITION_TIME_ZONE, context.clock());
      return { kind: 'due', window: today, begin: async () => ({ steps: dueSteps(arxiv) }) };
    },
    lookUp: { find: (id, signal) => findPaper(client, id, signal), markRead },
  };
}

async function findPaper(client: ArxivClient, id: string, signal: AbortSignal) {
  for await (const { records, damage } of client.papersById([id], { signal })) {
    if (damage !== null) throw new DamagedAnswer(damage);
    const record = records.find((one) => one.id === id);
    if (record) return record;
  }
  return null;
}

function connect(): ArxivClient {
  const { ARXIV_API_URL, ARXIV_OAI_URL, ARXIV_RSS_URL } = env;
  const baseUrls = [ARXIV_API_URL, ARXIV_OAI_URL, ARXIV_RSS_URL];
  return createArxivClient({
    upstream: politeUpstream('arXiv', MIN_INTERVAL_MS, baseUrls),
    apiUrl: ARXIV_API_URL,
    oaiUrl: ARXIV_OAI_URL,
    rssUrl: ARXIV_RSS_URL,
  });
}
