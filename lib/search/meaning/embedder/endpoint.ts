/** Connects to an endpoint with OpenAI's embeddings API: Ollama, TEI, vLLM, OpenAI and others. */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { unitVector } from '@/lib/search/meaning/vectors/vector';
import { TextRefused, type Embedder, type EmbedOptions } from './types';

type Settings = {
  /** The address up to /embeddings. */
  url: string;
  model: string;
  key?: string;
  sleep?: (ms: number) => Promise<unknown>;
};

const BATCH = 64;
const TRIES = 3;
const TIMEOUT_MS = 30_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
/** Length that every model reads; abstracts are seldom longer, and some endpoints refuse more. */
const MAX_TOKENS = 512;
const CHARS_A_TOKEN = 4;
/** Length of an endpoint's error message in the log. */
const MESSAGE_CHARS = 200;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
});

/** Status codes for a text that is too long or filtered. */
const REFUSALS = [400, 413, 422];
/** Status codes of refusals at some endpoints and of failures at others. */
const UNCLEAR = 500;

/** A temporary failure, with the endpoint's pause if there is one. */
class PassingTrouble extends Error {
  readonly waitMs: number | null;
  readonly status: number | null;
  constructor(
    reason: string,
    details: { waitMs?: number; status?: number } = {},
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.waitMs = details.waitMs ?? null;
    this.status = details.status ?? null;
  }
}

/** Sends one request to find out the length of the vectors. */
export async function openEndpoint(settings: Settings, signal?: AbortSignal): Promise<Embedder> {
  const [sample] = await embedAll(settings, ['A paper.'], { kind: 'query', signal });
  const dims = sample?.length ?? 0;
  return {
    id: endpointId(settings.model),
    dims,
    maxTokens: MAX_TOKENS,
    async embed(texts, options) {
      const vectors = await embedAll(settings, texts, options);
      if (vectors.some(({ length }) => length !== dims)) {
        throw new AppError('upstream_unavailable', 'The embeddings changed their length.');
      }
      return vectors;
    },
    close: () => Promise.resolve(),
  };
}

/** The id has no address: the same model elsewhere returns the same vectors. */
export function endpointId(model: string): string {
  return `endpoint:${model}`;
}

async function embedAll(settings: Settings, texts: readonly string[], options: EmbedOptions) {
  const vectors: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += BATCH) {
    vectors.push(...(await embedBatch(settings, texts.slice(start, start + BATCH), options)));
  }
  return vectors;
}

async function embedBatch(settings: Settings, texts: string[], { signal }: EmbedOptions) {
  const { sleep = (ms: number) => delay(ms, undefined, { signal }) } = settings;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await ask(settings, texts, signal);
    } catch (error) {
      if (!(error instanceof PassingTrouble)) throw error;
      if (attempt >= TRIES) {
        const message = `The embeddings endpoint did not answer (${error.message}).`;
        if (error.status === UNCLEAR) throw new TextRefused(message, { cause: error });
        throw new AppError('upstream_unavailable', message, { cause: error });
      }
      await sleep(Math.min(error.waitMs ?? FIRST_WAIT_MS * 4 ** (attempt - 1), LONGEST_WAIT_MS));
    }
  }
}

async function ask({ url, model, key }: Settings, texts: string[], signal?: AbortSignal) {
  const input = texts.map((text) => text.slice(0, MAX_TOKENS * CHARS_A_TOKEN).toWellFormed());
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await send(`${url}/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ model, input, encoding_format: 'float' }),
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  const answer = answerSchema.safeParse(JSON.parse(response));
  if (!answer.success || answer.data.data.length !== texts.length) {
    throw new AppError('upstream_unavailable', 'The embeddings endpoint answered something else.');
  }
  const inOrder = answer.data.data.toSorted((one, other) => one.index - other.index);
  return inOrder.map(({ embedding }) => unitVector(embedding));
}

async function send(url: string, request: RequestInit): Promise<string> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, request);
    text = await response.text();
  } catch (error) {
    throw new PassingTrouble('no connection', {}, { cause: error });
  }
  const { ok, status, headers } = response;
  if (ok) return text;
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get('retry-after'));
    const waitMs = seconds > 0 ? seconds * 1_000 : undefined;
    throw new PassingTrouble(`HTTP ${status}`, { waitMs, status });
  }
  const message = `The embeddings endpoint refused (HTTP ${status}).`;
  if (REFUSALS.includes(status)) {
    throw new TextRefused(message, { cause: new Error(text.slice(0, MESSAGE_CHARS)) });
  }
  throw new AppError('upstream_unavailable', message);
}
