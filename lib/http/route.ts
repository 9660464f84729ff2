/**
 * Wraps every route handler: converts failures to responses and logs each once with its request id.
 */
import type { NextRequest } from 'next/server';
import { randomUUID } from 'node:crypto';
import { toErrorAnswer } from '@/lib/errors';
import { loggedPath } from './failures/logged-path';
import { reportFailure } from './failures/page-failures';
import { logRefusal } from './security-log';

export type Handler<C> = (request: NextRequest, context: C) => Promise<Response>;

export function route<C>(handler: Handler<C>): Handler<C> {
  return async (request, context) => {
    const { method, nextUrl } = request;
    const requestId = request.headers.get('x-request-id') ?? randomUUID();
    const logged = { requestId, method, path: loggedPath(nextUrl.pathname) };
    const answer = await handled(() => handler(request, context), logged);
    logRefusal(answer.status, request.headers, { requestId, path: logged.path });
    return answer;
  };
}

async function handled(
  handle: () => Promise<Response>,
  logged: { requestId: string; method: string; path: string },
): Promise<Response> {
  try {
    return await handle();
  } catch (error) {
    reportFailure(error, logged);
    const { status, headers, body } = toErrorAnswer(error, logged.requestId);
    return Response.json(body, { status, headers: { ...headers, 'cache-control': 'no-store' } });
  }
}
