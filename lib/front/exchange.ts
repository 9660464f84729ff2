/** One request and its response: request id, cache status, log line. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FailedRequest } from '@/lib/http/failures/failure-log';
import { loggedPath } from '@/lib/http/failures/logged-path';
import type { Share } from './allowance';
import { requestIdOf } from './headers';

export type Verdict = 'HIT' | 'MISS' | 'STALE' | 'PASS';

export type RequestRecord = {
  method: string;
  /** The path without its query, which may hold a reader's text, and without tokens. */
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
  /** Path and query, validated. */
  target = '';
  /** The reader's address, from trusted proxies only. */
  address = '';
  /** The reader's network, once it is known. */
  network = '';
  verdict: Verdict = 'PASS';
  /** The network's allowance, where the target is limited. */
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

  /** Whether the response must have no body. */
  get isHead(): boolean {
    return this.request.method === 'HEAD';
  }

  /** Whether a 304 is allowed. */
  get isRead(): boolean {
    return this.isHead || this.request.method === 'GET';
  }

  get isOver(): boolean {
    return this.response.headersSent || this.response.destroyed;
  }

  /** Fields for finding the request in the log. */
  get failed(): FailedRequest {
    const { method, path, requestId } = this.#record();
    return { requestId, method, path };
  }

  /** Counts the request to upstream, once for each exchange. Throws rate_limited. */
  admit(): void {
    if (this.#isAdmitted) return;
    this.share?.take();
    this.#isAdmitted = true;
  }

  /** Writes the response's head; `headers` alternates names and values. */
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
