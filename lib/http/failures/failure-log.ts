/** Logs responses of 500 and above: each failure once, with its stack and the request id on the page. */
import type { Logger } from 'pino';
import { AppError, asAppError, isServerError, statusOf } from '@/lib/errors';

/** Request and route of the failure; `requestId` is the number on the error page. */
export type FailedRequest = { requestId: string; method: string; path: string };

const OVERLOAD_LINE_MS = 1_000;

/** Whether the cause is overload: the time for a retry is then known. */
function isOverload(error: unknown): error is AppError {
  return (
    error instanceof AppError && error.code === 'unavailable' && error.retryAfterS !== undefined
  );
}

type Overload = { path: string; reason?: string; cause?: string };

export class FailureLog {
  readonly #log: Logger;
  #refused = 0;
  #latest: Overload | null = null;
  #isPausing = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Doesn't log a client's own mistake. */
  report(error: unknown, request: FailedRequest): void {
    const answered = asAppError(error);
    const status = statusOf(answered.code);
    if (!isServerError(status)) return;
    if (!isOverload(answered)) {
      this.#log.error({ err: error, ...request, status }, 'request failed');
      return;
    }
    const { cause } = answered;
    this.#countOverload({
      path: request.path,
      reason: answered.message,
      ...(cause instanceof Error && { cause: cause.message }),
    });
  }

  /** A response of 500 and above whose error wasn't reported. */
  reportStatus(status: number, request: FailedRequest): void {
    if (status === statusOf('unavailable')) this.#countOverload({ path: request.path });
    else this.#log.error({ ...request, status }, 'request failed without an error');
  }

  /** Writes one line a second at most, because a line for each response would add to the load. */
  #countOverload(overload: Overload): void {
    this.#refused += 1;
    this.#latest = overload;
    if (!this.#isPausing) this.#writeOverload();
  }

  #writeOverload(): void {
    this.#isPausing = this.#refused > 0;
    if (!this.#isPausing) return;
    this.#log.warn({ refused: this.#refused, ...this.#latest }, 'overload: answered with 503');
    this.#refused = 0;
    setTimeout(() => this.#writeOverload(), OVERLOAD_LINE_MS).unref();
  }
}
