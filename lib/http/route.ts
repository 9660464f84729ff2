/** Wraps every route handler: one way for failures to become answers, logged once with their number. */
import type { NextRequest } from 'next/server';
import { randomUUID } from 'node:crypto';
import { AppError, toErrorAnswer } from '@/lib/errors';
import { log } from '@/lib/log';
import { loggedPath } from './logged-path';

export type Handler<C> = (request: NextRequest, context: C) => Promise<Response>;

export function route<C>(handler: Handler<C>): Handler<C> {
  return async (request, context) => {
    try {
      return await handler(request, context);
    } catch (error) {
      const requestId = request.headers.get('x-request-id') ?? randomUUID();
      if (!(error instanceof AppError)) {
        log.error(
          { err: error, requestId, path: loggedPath(request.nextUrl.pathname) },
          'request failed',
        );
      }
      const { status, headers, body } = toErrorAnswer(error, requestId);
      return Response.json(body, { status, headers: { ...headers, 'cache-control': 'no-store' } });
    }
  };
}
