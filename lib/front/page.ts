/** Reads a whole response of upstream and turns Next's page into the page for readers. */
import type { IncomingMessage } from 'node:http';
import { AppError, codeOf, isServerError } from '@/lib/errors';
import { withoutHydration } from './hydration';
import { isHtml } from './response-headers';
import { readBody } from './upstream';

const MAX_BUFFERED_BYTES = 8_388_608;
/**
 * Next's address for missing pages, which returns the whole not-found page, also without scripts.
 */
const NOWHERE = '/404';
const NOT_FOUND = 404;
const INTERNAL = 500;
const UNAVAILABLE = 503;
const EMPTY = Buffer.alloc(0);
const NOT_FOUND_KEPT_MS = 60_000;
/** Marks the shell that Next sends for a failed page, whose content needs scripts. */
const SHELL = '<html id="__next_error__"';
const SHELL_WITHIN_CHARS = 500;

/** The rendering process has logged the cause under the same request id. */
export class PageFailed extends AppError {
  constructor({ statusCode = INTERNAL, headers }: IncomingMessage) {
    const retryAfterS = Number(headers['retry-after']) || undefined;
    super(codeOf(statusCode), undefined, { retryAfterS });
  }
}

/** The body, or null where it exceeds the limit: the caller can then still pipe it. */
export type ReadWhole = (response: IncomingMessage) => Promise<Buffer | null>;

/** `ask` fetches an address of upstream without a reader's session. */
export function createPageReader(ask: (target: string) => Promise<IncomingMessage>): ReadWhole {
  let notFound: { page: Promise<Buffer>; requestedAt: number } | null = null;

  async function askNotFound(): Promise<Buffer> {
    const response = await ask(NOWHERE);
    const page = await readBody(response, MAX_BUFFERED_BYTES);
    if (!page || response.statusCode !== NOT_FOUND || isShell(page))
      throw new AppError('not_found');
    return Buffer.from(withoutHydration(page.toString()));
  }

  function notFoundPage(): Promise<Buffer> {
    if (!notFound || Date.now() - notFound.requestedAt > NOT_FOUND_KEPT_MS) {
      notFound = { page: askNotFound(), requestedAt: Date.now() };
      notFound.page.catch(() => (notFound = null));
    }
    return notFound.page;
  }

  return async (response) => {
    const bytes = await readBody(response, MAX_BUFFERED_BYTES);
    const isPlain = response.headers['content-encoding'] === undefined;
    if (!bytes || !isPlain || !isHtml(response.headers)) return bytes;
    const status = response.statusCode ?? INTERNAL;
    // A page with 503 has its own text about the overload (page-answer.ts).
    if (isServerError(status) && status !== UNAVAILABLE) throw new PageFailed(response);
    // Next sends the shell with redirects too; their status and address are enough.
    if (isRedirect(status)) return EMPTY;
    if (isShell(bytes)) {
      if (status === NOT_FOUND) return notFoundPage();
      throw new PageFailed(response);
    }
    return Buffer.from(withoutHydration(bytes.toString()));
  };
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function isShell(page: Buffer): boolean {
  return page.toString('latin1', 0, SHELL_WITHIN_CHARS).includes(SHELL);
}
