/** Parses the parts of an address that readers can write: numbers and words, strictly. */
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { words } from '@/lib/words';

/** Maximum page of a list, from 0: an offset reads all rows before it. */
export const MAX_PAGE = 14;

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

const page = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .pipe(z.number().max(MAX_PAGE));

/** `?p=`, from 0. Throws not_found for an invalid page. */
export function pageNumber(raw: string | string[] | undefined): number {
  if (raw === undefined) return 0;
  const parsed = page.safeParse(raw);
  if (!parsed.success) throw new AppError('not_found', words.refusals.noListPage);
  return parsed.data;
}

/** The value of a single parameter; the first of repeated ones. */
export function single(raw: string | string[] | undefined): string | undefined {
  return Array.isArray(raw) ? raw[0] : raw;
}

/** Decodes a segment of a path. Throws bad_request for invalid escapes. */
export function decodePath(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new AppError('bad_request', undefined, { cause });
  }
}

/** The sentence for a word in an address; undefined for words of Object itself (`constructor`). */
export function sentenceFor(
  sentences: Readonly<Record<string, string>>,
  raw: string | string[] | undefined,
): string | undefined {
  const word = single(raw);
  return word !== undefined && Object.hasOwn(sentences, word) ? sentences[word] : undefined;
}
