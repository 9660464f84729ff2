/** Failures that end a request: one closed set of codes, one table to HTTP status. */
import { isDatabaseBusy, isDatabaseOutage, OUTAGE_RETRY_AFTER_S } from './outage';
import { words } from './words';

const STATUS = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  payload_too_large: 413,
  uri_too_long: 414,
  unsupported_media_type: 415,
  rate_limited: 429,
  headers_too_large: 431,
  internal: 500,
  upstream_unavailable: 502,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;

type AppErrorOptions = ErrorOptions & {
  /** When asking again is worth it. */
  retryAfterS?: number;
  /** The methods that the address takes. */
  allow?: string;
};

const BRAND = Symbol.for('broadsheet.AppError');

/** A failure whose message may be shown to the client. */
export class AppError extends Error {
  /**
   * Compares by brand. Each of Next's bundles has its own copy of this class, and errors cross
   * between bundles through shared state of the process, such as the queue of searches.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== AppError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly retryAfterS: number | undefined;
  readonly allow: string | undefined;
  constructor(
    code: ErrorCode,
    message: string = words.errors.codes[code],
    options?: AppErrorOptions,
  ) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.retryAfterS = options?.retryAfterS;
    this.allow = options?.allow;
  }
}

export type ErrorAnswer = {
  status: number;
  headers: Record<string, string>;
  body: { error: { code: ErrorCode; message: string; requestId: string } };
};

export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** The code for an answer of another process; `internal` where none has that status. */
export function codeOf(status: number): ErrorCode {
  const codes = Object.keys(STATUS) as ErrorCode[];
  return codes.find((code) => STATUS[code] === status) ?? 'internal';
}

export function isServerError(status: number): boolean {
  return status >= STATUS.internal;
}

/** The public form of an error: an AppError's own message, else a generic one. */
export function toErrorAnswer(error: unknown, requestId: string): ErrorAnswer {
  const known = asAppError(error);
  return {
    status: statusOf(known.code),
    headers: {
      'x-error-message': headerText(known.message),
      ...(known.retryAfterS && { 'retry-after': String(known.retryAfterS) }),
      ...(known.allow && { allow: known.allow }),
    },
    body: { error: { code: known.code, message: known.message, requestId } },
  };
}

const TYPOGRAPHY: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
};
const MAX_HEADER_CHARS = 300;

/** A message for the header that Hugging Face's clients show. A header holds ASCII only. */
export function headerText(message: string): string {
  return message
    .slice(0, MAX_HEADER_CHARS)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, (character) => TYPOGRAPHY[character] ?? '?');
}

/** An AppError as it is; a database that is busy or away as `unavailable`; all else as `internal`. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const isBusy = isDatabaseBusy(error);
  if (!isBusy && !isDatabaseOutage(error)) {
    return new AppError('internal', undefined, { cause: error });
  }
  const sentence = isBusy ? words.errors.busy : words.errors.databaseDown;
  return new AppError('unavailable', sentence, {
    cause: error,
    retryAfterS: OUTAGE_RETRY_AFTER_S,
  });
}
