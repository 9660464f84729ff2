/** What is no operation: programs get the refusal that they can read, where a page would be in words. */
import { methods, type RouteHandler } from '@/lib/http/api-route';
import { AppError } from '@/lib/errors';
import { route } from '@/lib/http/route';

const refuse: RouteHandler = route(async () => {
  throw new AppError('not_found', 'No operation has this address; /api/openapi.json lists them.');
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: refuse,
  POST: refuse,
  PUT: refuse,
  PATCH: refuse,
  DELETE: refuse,
});
