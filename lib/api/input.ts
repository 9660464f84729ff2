/** Parses the input of a request by the schemas of its operation. */
import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { AppError, type ErrorCode } from '@/lib/errors';
import { readJson } from '@/lib/http/body';
import { words } from '@/lib/words';
import type { Operation } from './operation';

const MAX_NAMED_PROBLEMS = 3;

/** Throws not_found for an impossible path, and bad_request for any other mistake. */
export async function readInput(
  operation: Operation,
  path: Record<string, string>,
  request: NextRequest,
) {
  return {
    params: parse(operation.params, path, 'not_found'),
    query: parse(operation.query, queryValues(request.nextUrl.searchParams)),
    body: operation.body && parse(operation.body, await readJson(request)),
  };
}

/** A parameter as text; a repeated one as a list, which every schema rejects. */
function queryValues(search: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

function parse<T extends z.ZodType>(
  schema: T | undefined,
  given: unknown,
  code: ErrorCode = 'bad_request',
): z.output<T> | undefined {
  if (!schema) return undefined;
  const parsed = schema.safeParse(given, { error: wordsOf });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, MAX_NAMED_PROBLEMS)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  throw new AppError(code, `${problems.join('; ')}.`);
}

/** Names a missing or repeated parameter, where zod would only report a wrong type. */
function wordsOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return words.validation.missing;
  return Array.isArray(issue.input) && issue.code !== 'too_big' && issue.code !== 'too_small'
    ? words.validation.repeated
    : undefined;
}
