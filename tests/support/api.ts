/** Calls the API and other routes as Next does, without a server. */
import { NextRequest } from 'next/server';
import { DELETE, GET, OPTIONS, PATCH, POST, PUT } from '@/app/api/[...path]/route';
import type { RouteHandler } from '@/lib/http/programs';
import { proxy } from '@/proxy';

export const SITE = 'http://localhost:3000';

type Input = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  params?: Record<string, string | string[]>;
};

export function callRoute(handler: RouteHandler, path: string, input: Input = {}) {
  const { params, ...init } = input;
  const request = new NextRequest(new URL(path, SITE), init);
  return handler(request, { params: Promise.resolve(params) });
}

const API: Record<string, RouteHandler> = { DELETE, GET, HEAD: GET, OPTIONS, PATCH, POST, PUT };

/** Calls the API at an address. */
export function callApi(path: string, { method = 'GET', ...init }: Omit<Input, 'params'> = {}) {
  return callRoute(API[method]!, path, { method, ...init });
}

type InnerHandler = (
  request: NextRequest,
  context: { params: Promise<{ path: string[] }> },
) => Promise<Response>;

/** Sends a request through proxy.ts to `app/<folder>/[...path]`; null where it leads elsewhere. */
export async function callThroughProxy(
  handler: InnerHandler,
  folder: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response | null> {
  const request = new NextRequest(new URL(path, SITE), { headers });
  const rewritten = proxy(request).headers.get('x-middleware-rewrite');
  if (!rewritten) return null;
  const [first, ...segments] = new URL(rewritten).pathname.slice(1).split('/');
  if (first !== folder) throw new Error(`${path} leads to ${rewritten}, not to ${folder}.`);
  // Next keeps the request's original address.
  return handler(request, { params: Promise.resolve({ path: segments }) });
}
