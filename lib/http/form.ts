/** Wraps the handlers of forms: accepts the same origin only, and renders failures as pages. */
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { errorPage } from '@/lib/http/failures/error-page';
import { MAX_TARGET_LENGTH } from '@/lib/http/target';
import { readBody, storable } from './body';
import { headerAddress } from './header-address';
import { route, type Handler } from './route';
import { logSecurity } from './security-log';
import { words } from '@/lib/words';

const FIRST_ERROR = 400;
/** Responses of route() to failures. */
const failure = z.object({ error: z.object({ message: z.string(), requestId: z.string() }) });

type FormHandler<C> = (form: FormData, context: C, request: NextRequest) => Promise<Response>;

/**
 * Handles a form. Refuses posts from other sites: every browser sends the origin of a form, and
 * requests without one don't come from a browser.
 */
export function formRoute<C>(handler: FormHandler<C>) {
  return withErrorPage(
    route(async (request: NextRequest, context: C) => {
      requireSameOrigin(request.headers);
      return handler(await readForm(request), context, request);
    }),
  );
}

/** Renders a failure as a page for browsers, because readers can't use JSON. */
export function withErrorPage<C>(handler: Handler<C>): Handler<C> {
  return async (request, context) => {
    const response = await handler(request, context);
    if (response.status < FIRST_ERROR || !asksForPage(request.headers)) return response;
    const { error } = failure.parse(await response.json());
    const page = errorPage(new URL(publicUrl).host)(
      response.status,
      error.message,
      error.requestId,
    );
    const headers = new Headers(response.headers);
    headers.set('content-type', 'text/html; charset=utf-8');
    return new Response(page, { status: response.status, headers });
  };
}

function asksForPage(headers: Headers): boolean {
  return /\btext\/html\b/.test(headers.get('accept') ?? '');
}

/** Redirects a finished form to the next page, which the browser then requests. */
export function seeOther(path: string): Response {
  const location = headerAddress(path);
  if (location.length > MAX_TARGET_LENGTH) {
    throw new AppError('payload_too_large', words.refusals.formTooLong);
  }
  return new Response(null, {
    status: 303,
    headers: { location, 'cache-control': 'no-store' },
  });
}

/** The front, and other servers, refuse longer addresses. */
const MAX_KEPT_CHARS = 3_500;

/** Redirects to the form's page with the error, and with the reader's input where it fits. */
export function backWith(
  path: string,
  problem: string,
  typed: Record<string, string | string[]>,
): Response {
  const query = new URLSearchParams({ problem });
  const kept = new URLSearchParams(query);
  for (const [field, values] of Object.entries(typed))
    for (const value of [values].flat()) kept.append(field, value);
  return seeOther(`${path}?${String(kept).length <= MAX_KEPT_CHARS ? kept : query}`);
}

/** Throws forbidden for a request from another site's page. */
export function requireSameOrigin(headers: Headers): void {
  const ours = new URL(publicUrl).origin;
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  const isForeignOrigin = origin !== null && origin !== ours;
  const isForeignSite = site !== null && site !== 'same-origin' && site !== 'none';
  if (isForeignOrigin || isForeignSite) {
    logSecurity('foreign_origin', headers);
    const message = words.refusals.otherSite(ours);
    throw new AppError('forbidden', message);
  }
}

async function readForm({ body, headers }: NextRequest): Promise<FormData> {
  const bytes = await readBody(body);
  try {
    const type = headers.get('content-type') ?? '';
    return await new Response(new Uint8Array(bytes), {
      headers: { 'content-type': type },
    }).formData();
  } catch (cause) {
    throw new AppError('bad_request', words.refusals.notForm, { cause });
  }
}

/** Converts a form to an object: text for single fields, a list for repeated ones. */
export function formObject(form: FormData): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const texts = form.getAll(name).filter((value) => typeof value === 'string');
      const values = texts.map(storable);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/** Parses a form with `schema`. Throws bad_request for input that the site's pages can't send. */
export function fieldsOf<T extends z.ZodType>(schema: T, fields: object): z.output<T> {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw new AppError('bad_request', words.refusals.form, { cause: parsed.error });
}
