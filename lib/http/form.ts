/** Wraps the handlers that forms post to: same origin only, and a failure is a page in words. */
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
/** What route() answers with where it fails. */
const failure = z.object({ error: z.object({ message: z.string(), requestId: z.string() }) });

type FormHandler<C> = (form: FormData, context: C, request: NextRequest) => Promise<Response>;

/**
 * A form's handler. Refuses what another site made a browser send: every browser says where a
 * form came from, and what says nothing is no browser that carries a reader's rights.
 */
export function formRoute<C>(handler: FormHandler<C>) {
  return withErrorPage(
    route(async (request: NextRequest, context: C) => {
      requireSameOrigin(request.headers);
      return handler(await readForm(request), context, request);
    }),
  );
}

/** Failures as a page for who asks for one, which browsers do: nobody should be left with JSON. */
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

/** Where a form leads when it is done: the page after it, fetched anew. */
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

/** An address that is longer is refused by the front, and by others before it. */
const MAX_KEPT_CHARS = 3_500;

/** To the page of a form with what was wrong, and with what was typed where an address has room for it. */
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

/** Throws forbidden for a request that another site's page caused. */
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

/** A form as an object: what stands once as text, what stands several times as a list. */
export function formObject(form: FormData): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const texts = form.getAll(name).filter((value) => typeof value === 'string');
      const values = texts.map(storable);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/** A form's fields as `schema` has them. Throws bad_request for what no page of ours sends. */
export function fieldsOf<T extends z.ZodType>(schema: T, fields: object): z.output<T> {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw new AppError('bad_request', words.refusals.form, { cause: parsed.error });
}
