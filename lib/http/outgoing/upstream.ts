/** Fetches from sources within their limits: one request at a time, spaced, retried, bounded. */
import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs } from '@/lib/backoff';
import { systemClock, type Clock } from '@/lib/clock';
import { AppError } from '@/lib/errors';
import { parseRetryAfter } from './retry-after';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_TRIES = 4;
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;
/** A longer pause ends the run, which resumes later. */
const MAX_RETRY_AFTER_MS = 600_000;
const BACKOFF_BASE_MS = 2_000;
const BACKOFF_CAP_MS = 60_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export type UpstreamOptions = {
  /** Name of the source in messages, such as arXiv. */
  name: string;
  userAgent: string;
  /** Addresses of the source; requests, redirects included, go to their hosts only. */
  baseUrls: readonly string[];
  /** Time between the starts of two requests. */
  minIntervalMs: number;
  timeoutMs?: number;
  tries?: number;
  clock?: Clock;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  random?: () => number;
  fetch?: typeof globalThis.fetch;
  onRetry?: (retry: { url: string; reason: string; waitMs: number }) => void;
};

/** Validators of a source's response; sent back, they make an unchanged response free. */
export type Validators = { etag?: string | null; lastModified?: string | null };
type GetOptions = Validators & { accept?: string; signal?: AbortSignal };

type UpstreamAnswer = {
  status: 'ok';
  body: Buffer;
  etag: string | null;
  lastModified: string | null;
  contentType: string | null;
};

export type NotModified = { status: 'not_modified' };
type Outcome = UpstreamAnswer | NotModified | { status: 'moved'; to: URL };

export type Upstream = {
  /** Fetches `url`, which must be at one of the source's addresses. */
  get(url: string, options?: GetOptions): Promise<UpstreamAnswer | NotModified>;
};

/** A permanent refusal: a retry would not help. */
export class UpstreamRefusal extends AppError {
  readonly httpStatus: number;
  readonly body: Buffer;
  constructor(name: string, httpStatus: number, body: Buffer) {
    super('upstream_unavailable', `${name} refused the request (HTTP ${httpStatus}).`);
    this.name = 'UpstreamRefusal';
    this.httpStatus = httpStatus;
    this.body = body;
  }
}

/** No usable response after all retries. */
export class UpstreamAway extends AppError {
  /** Status of the last response; null without one. */
  readonly httpStatus: number | null;
  /** Time before which the source wants no request. */
  readonly until: Date | null;
  constructor(message: string, failure: FailedTry, until: Date | null = null) {
    super('upstream_unavailable', message, { cause: failure });
    this.name = 'UpstreamAway';
    this.httpStatus = failure.httpStatus;
    this.until = until;
  }
}

/** The reason why one try failed, and the pause that the source requests. */
class FailedTry extends Error {
  readonly retryAfterMs: number | null;
  readonly httpStatus: number | null;
  constructor(
    reason: string,
    answer: { httpStatus: number; retryAfterMs: number | null } | null,
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.retryAfterMs = answer?.retryAfterMs ?? null;
    this.httpStatus = answer?.httpStatus ?? null;
  }
}

/**
 * A client of one source. Requests of one client never overlap; callers hold a lock where several
 * processes share a source's limit.
 */
export function createUpstream(options: UpstreamOptions): Upstream {
  return new PoliteUpstream(options);
}

class PoliteUpstream implements Upstream {
  readonly #options: Required<Omit<UpstreamOptions, 'baseUrls'>>;
  readonly #homes: URL[];
  #lastStartMs = Number.NEGATIVE_INFINITY;
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ baseUrls, ...options }: UpstreamOptions) {
    this.#options = {
      timeoutMs: DEFAULT_TIMEOUT_MS,
      tries: DEFAULT_TRIES,
      clock: systemClock,
      sleep: (ms, signal) => delay(ms, undefined, { signal }),
      random: Math.random,
      fetch: globalThis.fetch,
      onRetry: () => undefined,
      ...options,
    };
    this.#homes = baseUrls.map((url) => new URL(url));
  }

  get(url: string, request: GetOptions = {}): Promise<UpstreamAnswer | NotModified> {
    const answer = this.#queue.then(() => this.#getInTurn(url, request));
    this.#queue = answer.catch(() => undefined);
    return answer;
  }

  async #getInTurn(url: string, request: GetOptions) {
    const { name, tries, random, sleep, onRetry } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      request.signal?.throwIfAborted();
      try {
        return await this.#follow(new URL(url), request);
      } catch (error) {
        if (!(error instanceof FailedTry)) throw error;
        if (attempt >= tries) {
          const message = `${name} did not answer (${error.message}), asked ${tries} times.`;
          throw new UpstreamAway(message, error);
        }
        const waitMs = error.retryAfterMs ?? pauseMs(attempt, random());
        if (waitMs > MAX_RETRY_AFTER_MS) throw this.#leaveAlone(error, waitMs);
        onRetry({ url, reason: error.message, waitMs });
        await sleep(waitMs, request.signal);
      }
    }
  }

  async #follow(url: URL, request: GetOptions) {
    const { name } = this.#options;
    let target = url;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      if (!this.#homes.some((home) => isAt(home, target))) {
        throw new AppError('upstream_unavailable', `${name} is not at ${target.origin}.`);
      }
      const outcome = await this.#ask(target, request);
      if (outcome.status !== 'moved') return outcome;
      target = outcome.to;
    }
    throw new AppError('upstream_unavailable', `${name} redirects without end.`);
  }

  async #ask(url: URL, request: GetOptions): Promise<Outcome> {
    const { timeoutMs, userAgent } = this.#options;
    await this.#waitForTurn(request.signal);
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
    try {
      const headers = headersOf(userAgent, request);
      const response = await this.#options.fetch(url, { headers, redirect: 'manual', signal });
      return await this.#readOutcome(url, response);
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof AppError || error instanceof FailedTry) throw error;
      const reason = timeout.aborted ? `nothing within ${timeoutMs / 1000} s` : whyOf(error);
      throw new FailedTry(reason, null, { cause: error });
    }
  }

  async #waitForTurn(signal?: AbortSignal): Promise<void> {
    const { clock, minIntervalMs, sleep } = this.#options;
    const dueMs = this.#lastStartMs + minIntervalMs - clock().getTime();
    // Prevents a long wait after the clock was set back.
    if (dueMs > 0) await sleep(Math.min(dueMs, minIntervalMs), signal);
    this.#lastStartMs = clock().getTime();
  }

  async #readOutcome(url: URL, response: Response): Promise<Outcome> {
    const { name, clock } = this.#options;
    const { status, headers } = response;
    const location = headers.get('location');
    if (REDIRECTS.has(status) && location) {
      await response.body?.cancel();
      return { status: 'moved', to: new URL(location, url) };
    }
    if (status === 304) return { status: 'not_modified' };
    if (status === 429 || status >= 500) {
      await response.body?.cancel();
      const retryAfterMs = parseRetryAfter(headers.get('retry-after'), clock());
      throw new FailedTry(`HTTP ${status}`, { httpStatus: status, retryAfterMs });
    }
    const body = await readBody(response, name);
    if (status !== 200) throw new UpstreamRefusal(name, status, body);
    return {
      status: 'ok',
      body,
      etag: headers.get('etag'),
      lastModified: headers.get('last-modified'),
      contentType: headers.get('content-type'),
    };
  }

  #leaveAlone(error: FailedTry, waitMs: number): AppError {
    const { name, clock } = this.#options;
    const until = new Date(clock().getTime() + waitMs);
    const message = `${name} asks to be left alone until ${until.toISOString()} (${error.message}).`;
    return new UpstreamAway(message, error, until);
  }
}

/** Whether an address is on the source's host; http may become https, never the reverse. */
function isAt(home: URL, target: URL): boolean {
  return (
    target.host === home.host && (target.protocol === home.protocol || target.protocol === 'https:')
  );
}

function headersOf(userAgent: string, { accept, etag, lastModified }: GetOptions): Headers {
  const headers = new Headers({ 'user-agent': userAgent });
  if (accept) headers.set('accept', accept);
  if (etag) headers.set('if-none-match', etag);
  if (lastModified) headers.set('if-modified-since', lastModified);
  return headers;
}

/** Counted after decompression, so that a small response can't expand into a huge one. */
async function readBody(response: Response, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      throw new AppError('upstream_unavailable', `${name} sent more than ${MAX_BODY_BYTES} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Adds full jitter, so that the clients of a source don't retry together. */
function pauseMs(attempt: number, random: number): number {
  return Math.round(
    random * backoffMs(attempt, { firstMs: BACKOFF_BASE_MS, maxMs: BACKOFF_CAP_MS }),
  );
}

/** Reads the cause, because fetch reports only "fetch failed". */
export function whyOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
