/** One request and its answer: its id, what the cache made of it, its line in the log. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FailedRequest } from '@/lib/http/failures/failure-log';
import { loggedPath } from '@/lib/http/failures/logged-path';
import type { Share } from './allowance';
import { requestIdOf } from './headers';

export type Verdict = 'HIT' | 'MISS' | 'STALE' | 'PASS';

export type RequestRecord = {
  method: string;
  /** Without the query, which may hold what a reader typed, and without tokens. */
  path: string;
  status: number;
  cache: Verdict;
  ms: number;
  requestId: string;
};

export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly id: string;
  /** Path and query, once they have been checked. */
  target = '';
  /** Who asks, as far as trusted proxies say. */
  address = '';
  /** The network that asks, once it is known. */
  network = '';
  verdict: Verdict = 'PASS';
  /** What the asker may still ask, where that is limited. */
  share: Share | null = null;
  #isAdmitted = false;
  readonly #startedAt = performance.now();

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    onEnd: (record: RequestRecord) => void,
  ) {
    this.request = request;
    this.response = response;
    this.id = requestIdOf(request.headers, randomUUID);
    response.once('close', () => onEnd(this.#record()));
  }

  /** Whether the answer must go without its body. */
  get isHead(): boolean {
    return this.request.method === 'HEAD';
  }

  /** Whether it may be answered with 304. */
  get isRead(): boolean {
    return this.isHead || this.request.method === 'GET';
  }

  get isOver(): boolean {
    return this.response.headersSent || this.response.destroyed;
  }

  /** What a log needs to find it by. */
  get failed(): FailedRequest {
    const { method, path, requestId } = this.#record();
    return { requestId, method, path };
  }

  /** Before upstream is asked for this exchange, however often. Throws rate_limited. */
  admit(): void {
    if (this.#isAdmitted) return;
    this.share?.take();
    this.#isAdmitted = true;
  }

  /** Writes the head of the answer; `headers` are names and values in turn. */
  begin(status: number, headers: readonly string[]): void {
    const ours = ['x-cache', this.verdict, 'x-request-id', this.id];
    this.response.writeHead(status, headers.concat(ours, this.share?.headers() ?? []));
  }

  send(status: number, headers: readonly string[], body?: Buffer): void {
    this.begin(status, headers);
    this.response.end(this.isHead ? undefined : body);
  }

  #record(): RequestRecord {
    const { method = '', url = '' } = this.request;
    return {
      method,
      path: loggedPath(this.target || url),
      status: this.response.statusCode,
      cache: this.verdict,
      ms: Math.round((performance.now() - this.#startedAt) * 10) / 10,
      requestId: this.id,
    };
  }
}
