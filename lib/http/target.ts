/** Refuses requests by their request line or headers, before any other handling. */
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@/lib/errors';

export const MAX_TARGET_LENGTH = 4_096;
/** Same as nginx's default; Node's own limit is 16 KiB for all headers together. */
export const MAX_HEADER_LENGTH = 8_192;
/** Excludes TRACE, which echoes a reader's cookies and makes Next fail. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const ABSOLUTE_FORM = /^https?:\/\/[^/?#]*/i;

/** Throws an AppError for a method that no route has. */
export function checkMethod(method = 'GET'): void {
  if (!METHODS.includes(method)) throw new AppError('method_not_allowed');
}

/** Throws an AppError for a header that is longer than the site needs. */
export function checkHeaders(headers: IncomingHttpHeaders): void {
  for (const value of Object.values(headers)) {
    const length = Array.isArray(value) ? value.join(', ').length : (value?.length ?? 0);
    if (length > MAX_HEADER_LENGTH) throw new AppError('headers_too_large');
  }
}

/**
 * The path and query of a request line. Throws an AppError for one that is too long, holds a NUL or
 * is invalid percent-encoding: Postgres refuses NUL bytes, and Next returns 500 for a malformed
 * escape.
 */
export function parseTarget(requestLine: string): string {
  if (requestLine.length > MAX_TARGET_LENGTH) throw new AppError('uri_too_long');
  const target = originForm(requestLine);
  if (decode(target).includes('\0')) throw new AppError('bad_request');
  return target;
}

/** Clients may send `GET http://host/path`; the host is ignored. */
function originForm(requestLine: string): string {
  if (requestLine.startsWith('/')) return requestLine;
  const authority = ABSOLUTE_FORM.exec(requestLine)?.[0];
  if (authority === undefined) throw new AppError('bad_request');
  const rest = requestLine.slice(authority.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function decode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch (cause) {
    throw new AppError('bad_request', undefined, { cause });
  }
}
