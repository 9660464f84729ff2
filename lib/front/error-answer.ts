/** Sends the response to a request that failed: JSON for programs, a page for readers. */
import Negotiator from 'negotiator';
import type { Logger } from 'pino';
import { toErrorAnswer } from '@/lib/errors';
import { FailureLog } from '@/lib/http/failures/failure-log';
import { loggedPath } from '@/lib/http/failures/logged-path';
import { networkForLog } from '@/lib/http/security-log';
import { errorPage as createErrorPage } from '@/lib/http/failures/error-page';
import type { Exchange } from './exchange';
import { flatten } from './headers';
import { PageFailed } from './page';
import type { ResponseHeaders } from './response-headers';
import { METHODS } from '@/lib/http/target';

export type ErrorPage = (status: number, message: string, requestId: string) => string;

const METHOD_NOT_ALLOWED = 405;
const RATE_LIMITED = 429;
const UNAVAILABLE = 503;
const RETRY_AFTER_S = '5';

export function createErrorAnswer(parts: {
  responseHeaders: ResponseHeaders;
  publicUrl: string;
  errorPage?: ErrorPage;
  log: Logger;
}): (exchange: Exchange, error: unknown) => void {
  const { responseHeaders, log } = parts;
  const failures = new FailureLog(log);
  const errorPage = parts.errorPage ?? createErrorPage(new URL(parts.publicUrl).host);
  return (exchange, error) => {
    const { status, headers: extraHeaders, body } = toErrorAnswer(error, exchange.id);
    if (exchange.isOver) {
      // The client has left, or half the response is sent: only closing the connection is possible.
      log.debug({ err: error, requestId: exchange.id }, 'an answer was broken off');
      exchange.response.destroy();
      return;
    }
    if (status === RATE_LIMITED) {
      const network = networkForLog(exchange.network);
      const path = loggedPath(exchange.target);
      log.info({ security: 'rate_limited', requestId: exchange.id, path, network }, 'security');
    }
    if (!(error instanceof PageFailed)) failures.report(error, exchange.failed);

    const isJson = prefersJson(exchange);
    const text = isJson
      ? JSON.stringify(body)
      : errorPage(status, body.error.message, body.error.requestId);
    const bytes = Buffer.from(text);
    const type = isJson ? 'application/json' : 'text/html; charset=utf-8';
    const headers = responseHeaders({ 'content-type': type });
    Object.assign(headers, extraHeaders, { 'cache-control': 'no-store' });
    // Lets scripts that may read the API read its errors as well.
    if (isJson) {
      headers['access-control-allow-origin'] = '*';
      headers['access-control-expose-headers'] = 'Retry-After, X-Request-Id, X-Error-Message';
    }
    headers['content-length'] = String(bytes.length);
    if (status === METHOD_NOT_ALLOWED) headers.allow = METHODS.join(', ');
    if (status === UNAVAILABLE) headers['retry-after'] = RETRY_AFTER_S;
    if (!exchange.request.complete) {
      // Drains the request's body, so that the client reads this response.
      headers.connection = 'close';
      exchange.request.resume();
    }
    exchange.send(status, flatten(headers), bytes);
  };
}

function prefersJson({ request, target }: Exchange): boolean {
  if ((target || request.url || '').startsWith('/api/')) return true;
  const offered = ['text/html', 'application/json'];
  return new Negotiator(request).mediaType(offered) === 'application/json';
}
