/** Parses the parts of an address that readers can write: numbers and words, read strictly. */
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { words } from '@/lib/words';

/** The last page of any list, from 0: nobody reads on, and an offset reads all rows before it. */
export const MAX_PAGE = 14;

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

const page = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .pipe(z.number().max(MAX_PAGE));

/** `?p=`, from 0. Throws not_found for a page that can't be. */
export function pageNumber(raw: string | string[] | undefined): number {
  if (raw === undefined) return 0;
  const parsed = page.safeParse(raw);
  if (!parsed.success) throw new AppError('not_found', words.refusals.noListPage);
  return parsed.data;
}

/** The value of a parameter that should stand once; the first where it was repeated. */
export function single(raw: string | string[] | undefined): string | undefined {
  return Array.isArray(raw) ? raw[0] : raw;
}

/** A segment of a path as it is meant. Throws bad_request where its escapes are none. */
export function decodePath(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new AppError('bad_request', undefined, { cause });
  }
}

/** The sentence that an address asks for by a word; a word of Object's own (`constructor`) has none. */
export function sentenceFor(
  sentences: Readonly<Record<string, string>>,
  raw: string | string[] | undefined,
): string | undefined {
  const word = single(raw);
  return word !== undefined && Object.hasOwn(sentences, word) ? sentences[word] : undefined;
}
