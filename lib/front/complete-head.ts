/** Completes the heads of requests to Next and of its responses, which Next can't set. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ANSWER_STATUS_HEADER } from './answer-status';
import type { PageAnswer } from '@/lib/http/page-answer';
import { addressAt, hasMarkdownForm } from '@/lib/site/addresses';
import { plainPath } from '@/lib/site/patterns';

/** Marks a request without a session, for next.config.ts. */
const NOBODY = 'unnamed';
const OK = 200;
const NOT_FOUND = 404;
const FIRST_SERVER_ERROR = 500;

/**
 * Runs when the head is written: adds that a reading address has two forms (a page and Markdown),
 * shortens the caching of failures, and sets the page's own status.
 */
export function completeHead(
  request: IncomingMessage,
  response: ServerResponse,
  pageAnswer: PageAnswer,
): void {
  request.headers['user-agent'] ||= NOBODY;
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    if (typeof head[0] === 'number') response.statusCode = head[0];
    takeStatus(response, pageAnswer);
    const { statusCode } = response;
    const found = addressAt(plainPath(request.url ?? ''));
    if (hasMarkdownForm(found)) response.appendHeader('Vary', 'Accept');
    const isShared = String(response.getHeader('Cache-Control')).includes('public');
    if (statusCode === NOT_FOUND && isShared) {
      response.setHeader('Cache-Control', 'public, max-age=0, s-maxage=60');
    }
    if (statusCode >= FIRST_SERVER_ERROR || pageAnswer.isMakeshift) {
      response.setHeader('Cache-Control', 'no-store');
    }
    if (typeof head[0] === 'number') head[0] = statusCode;
    return writeHead(...head);
  }) as typeof response.writeHead;
}

function takeStatus(response: ServerResponse, pageAnswer: PageAnswer): void {
  const status = pageAnswer.status ?? response.getHeader(ANSWER_STATUS_HEADER);
  response.removeHeader(ANSWER_STATUS_HEADER);
  const { statusCode } = response;
  // Next sends 500 for every page that throws.
  if (status === undefined || (statusCode !== OK && statusCode < FIRST_SERVER_ERROR)) return;
  response.statusCode = Number(status);
  if (pageAnswer.retryAfterS !== undefined)
    response.setHeader('Retry-After', pageAnswer.retryAfterS);
}
