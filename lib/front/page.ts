/** Reads an answer of upstream whole and, if it is a page, makes it the page that readers get. */
import type { IncomingMessage } from 'node:http';
import { AppError, codeOf, isServerError } from '@/lib/errors';
import { withoutHydration } from './hydration';
import { isHtml } from './response-headers';
import { readBody } from './upstream';

const MAX_BUFFERED_BYTES = 8_388_608;
/** Next answers an address that it has no page for with the whole page for that, also without scripts. */
const NOWHERE = '/404';
const NOT_FOUND = 404;
const INTERNAL = 500;
const UNAVAILABLE = 503;
const EMPTY = Buffer.alloc(0);
const NOT_FOUND_KEPT_MS = 60_000;
/** Where Next gives up on a page (not found, or failed), it sends this and leaves the rest to its scripts. */
const SHELL = '<html id="__next_error__"';
const SHELL_WITHIN_CHARS = 500;

/** The process that makes the pages has reported the cause, under the number of the same request. */
export class PageFailed extends AppError {
  constructor({ statusCode = INTERNAL, headers }: IncomingMessage) {
    const retryAfterS = Number(headers['retry-after']) || undefined;
    super(codeOf(statusCode), undefined, { retryAfterS });
  }
}

/** The body, or null where it is too long to be read whole: it can then still be piped. */
export type ReadWhole = (response: IncomingMessage) => Promise<Buffer | null>;

/** `ask` fetches an address of upstream on nobody's behalf. */
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
    // With 503 a page says in its own words that there is too much to do (page-answer.ts).
    if (isServerError(status) && status !== UNAVAILABLE) throw new PageFailed(response);
    // Next sends the shell with these too; its status and address say all there is to say.
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
