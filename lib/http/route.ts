/** Wraps every route handler: one way for failures to become answers, logged once with their number. */
import type { NextRequest } from 'next/server';
import { randomUUID } from 'node:crypto';
import { toErrorAnswer } from '@/lib/errors';
import { loggedPath } from './logged-path';
import { reportFailure } from './page-failures';

export type Handler<C> = (request: NextRequest, context: C) => Promise<Response>;

export function route<C>(handler: Handler<C>): Handler<C> {
  return async (request, context) => {
    try {
      return await handler(request, context);
    } catch (error) {
      const { method, nextUrl } = request;
      const requestId = request.headers.get('x-request-id') ?? randomUUID();
      reportFailure(error, { requestId, method, path: loggedPath(nextUrl.pathname) });
      const { status, headers, body } = toErrorAnswer(error, requestId);
      return Response.json(body, { status, headers: { ...headers, 'cache-control': 'no-store' } });
    }
  };
}
