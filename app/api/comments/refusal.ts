import { problemWords } from '@/components/comment/words';
import { AppError, type ErrorCode } from '@/lib/errors';

const CODE: Record<string, ErrorCode> = {
  empty: 'bad_request',
  too_long: 'payload_too_large',
  parent_gone: 'not_found',
  gone: 'not_found',
};

/** Throws what a comment was refused for, in the words that a page has for it. */
export function refuseComment(reason: string): never {
  throw new AppError(CODE[reason] ?? 'forbidden', problemWords(reason));
}
