/** Reports failures of pages and handlers, once for each request, to the log of their process. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asAppError, isServerError, statusOf } from '@/lib/errors';
import { isFirstFailure, tellAnswer, type PageAnswer } from '@/lib/http/page-answer';
import { log } from '@/lib/log';
import { processWide } from '@/lib/process-wide';
import { FailureLog, type FailedRequest } from './failure-log';
import { loggedPath } from './logged-path';

const failures = processWide('failures', () => new FailureLog(log));

/**
 * Prevents duplicates: Next reports a handler's error too, and a page can fail in several places.
 */
export function reportFailure(error: unknown, request: FailedRequest): void {
  if (isFirstFailure()) failures.get().report(error, request);
}

/** Reports a response of 500 and above without an error. */
export function watchStatus(
  request: IncomingMessage,
  response: ServerResponse,
  answer: PageAnswer,
): void {
  response.once('close', () => {
    const { statusCode } = response;
    if (answer.isReported || !isServerError(statusCode)) return;
    const { url = '', method = 'GET', headers } = request;
    failures.get().reportStatus(statusCode, failedRequest({ path: url, method, headers }));
  });
}

type PageRequest = {
  path: string;
  method: string;
  headers: NodeJS.Dict<string | string[]>;
};

/** Sets the status of a failed page from its error, and reports it. */
export function pageFailed(error: unknown, request: PageRequest): void {
  const { code, retryAfterS } = asAppError(error);
  tellAnswer({ status: statusOf(code), retryAfterS });
  reportFailure(error, failedRequest(request));
}

function failedRequest({ path, method, headers }: PageRequest): FailedRequest {
  const requestId = [headers['x-request-id']].flat()[0] ?? randomUUID();
  return { requestId, method, path: loggedPath(path) };
}
