/** The sources that this process asks, with the manners that each of them wants. */
import { env, publicUrl } from '@/lib/env';
import { createUpstream } from '@/lib/http/upstream';
import { log } from '@/lib/log';
import { createArxivClient, type ArxivClient } from './arxiv/client';
import { createHuggingFaceClient, type HuggingFaceClient } from './huggingface/client';

const USER_AGENT = `Broadsheet/0.1 (+${publicUrl})`;
/** arXiv's own rule: https://info.arxiv.org/help/api/tou.html */
const ARXIV_INTERVAL_MS = 3_000;
const HUGGING_FACE_INTERVAL_MS = 1_000;

export type IngestClients = { arxiv: ArxivClient; huggingface: HuggingFaceClient };

export function ingestClients(): IngestClients {
  const { ARXIV_API_URL, ARXIV_OAI_URL, ARXIV_RSS_URL, HF_API_URL } = env;
  const arxiv = politeUpstream('arXiv', ARXIV_INTERVAL_MS, [
    ARXIV_API_URL,
    ARXIV_OAI_URL,
    ARXIV_RSS_URL,
  ]);
  const huggingface = politeUpstream('Hugging Face', HUGGING_FACE_INTERVAL_MS, [HF_API_URL]);
  return {
    arxiv: createArxivClient({
      upstream: arxiv,
      apiUrl: ARXIV_API_URL,
      oaiUrl: ARXIV_OAI_URL,
      rssUrl: ARXIV_RSS_URL,
    }),
    huggingface: createHuggingFaceClient({ upstream: huggingface, apiUrl: HF_API_URL }),
  };
}

function politeUpstream(name: string, minIntervalMs: number, baseUrls: string[]) {
  return createUpstream({
    name,
    userAgent: USER_AGENT,
    baseUrls,
    // A replay on this machine needs no manners, and tests no waiting.
    minIntervalMs: baseUrls.every(isLoopback) ? 0 : minIntervalMs,
    onRetry: (retry) => log.warn(retry, `${name} did not answer; asking again`),
  });
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname);
}
