/** Answers every request to the API: the steps of `answerApi`, in that order. */
import type { NextRequest } from 'next/server';
import { requireActor } from '@/lib/accounts/tokens/actor-commands';
import type { Reader } from '@/lib/accounts/types';
import type { Database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { requireSameOrigin } from '@/lib/http/form';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { nextPage } from '@/lib/http/next-page';
import { allowed, jsonAnswer, METHODS, preflight, refuseMethod } from '@/lib/http/programs';
import { answerOnce } from './idempotency-commands';
import { readInput } from './input';
import type { Operation } from './operation';
import { operations as all } from './operations';
import { findPath } from './paths';
import { words } from '@/lib/words';

/** Throws an AppError for a refusal; the route file makes failures JSON and adds CORS to them. */
export async function answerApi(
  request: NextRequest,
  db: Database,
  operations: readonly Operation[] = all,
): Promise<Response> {
  const { headers } = request;
  const found = findPath(operations, request.nextUrl.pathname);
  const allow = allowed(
    found ? found.operations.map(({ method }) => method.toUpperCase()) : METHODS,
  );
  if (request.method === 'OPTIONS') return preflight(allow);
  if (!found) throw new AppError('not_found', words.refusals.noOperation);
  const operation = operationFor(request.method, found.operations) ?? refuseMethod(allow);
  const reader = await requireCaller(operation, headers);
  await requireLimits(operation, reader, headers);
  const input = await readInput(operation, found.params, request);
  const call = { ...input, reader, headers, db, operations };
  const { status = 200 } = operation;
  const { body, cache, next } = await answerOnce(operation, input, call);
  return jsonAnswer({ status, body, cache, next: next ? nextPage(request, next) : null }, request);
}

/** HEAD is a GET whose body Next leaves out. */
function operationFor(method: string, operations: readonly Operation[]): Operation | undefined {
  const name = method === 'HEAD' ? 'get' : method.toLowerCase();
  return operations.find((one) => one.method === name);
}

/** Authorizes before parsing input, to reveal nothing to strangers. */
async function requireCaller(
  { scope, isInternal, method }: Operation,
  headers: Headers,
): Promise<Reader | null> {
  if (isInternal && method !== 'get') requireSameOrigin(headers);
  return scope ? requireActor(headers, scope) : null;
}

async function requireLimits(
  { method, limits }: Operation,
  reader: Reader | null,
  headers: Headers,
): Promise<void> {
  if (reader && method !== 'get') await requireAllowance('api_write', reader.id);
  if (reader && limits?.account) await requireAllowance(limits.account, reader.id);
  if (limits?.network) await requireAllowance(limits.network, clientNetwork(headers));
}
