/** Calls the API's routes as Next does, without a server. */
import { NextRequest } from 'next/server';
import type { RouteHandler } from '@/lib/http/api-route';

export const SITE = 'http://localhost:3000';

type Asked = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  params?: Record<string, string | string[]>;
};

export function callRoute(handler: RouteHandler, path: string, asked: Asked = {}) {
  const { params, ...init } = asked;
  const request = new NextRequest(new URL(path, SITE), init);
  return handler(request, { params: Promise.resolve(params) });
}
