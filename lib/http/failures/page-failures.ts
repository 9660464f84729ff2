/** Reports what fails in pages and handlers, once a request, to the log of the process that runs them. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asAppError, isServerError, statusOf } from '@/lib/errors';
import { isFirstFailure, tellAnswer, type PageAnswer } from '@/lib/http/page-answer';
import { log } from '@/lib/log';
import { processWide } from '@/lib/process-wide';
import { FailureLog, type FailedRequest } from './failure-log';
import { loggedPath } from './logged-path';

const failures = processWide('failures', () => new FailureLog(log));

/** A handler's error reaches Next's own reporting too, and a page can fail in several places. */
export function reportFailure(error: unknown, request: FailedRequest): void {
  if (isFirstFailure()) failures.get().report(error, request);
}

/** Reports an answer of 500 and above that came without an error. */
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

/** Gives a page that failed the status of its error, and reports it. */
export function pageFailed(error: unknown, request: PageRequest): void {
  const { code, retryAfterS } = asAppError(error);
  tellAnswer({ status: statusOf(code), retryAfterS });
  reportFailure(error, failedRequest(request));
}

function failedRequest({ path, method, headers }: PageRequest): FailedRequest {
  const requestId = [headers['x-request-id']].flat()[0] ?? randomUUID();
  return { requestId, method, path: loggedPath(path) };
}
