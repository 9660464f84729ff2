/** Parameters that several operations take. */
import { z } from 'zod';
import { parsePaperId } from '@/lib/papers/ids';
import { words } from '@/lib/words';

const DIGITS = /^-?\d{1,9}$/;

/** A whole number in a query: only digits, because coercion accepts `1e3`, `0x10` and ` 7`. */
export function wholeNumber(min: number, max: number) {
  return z.preprocess(
    (text) => (typeof text === 'string' && DIGITS.test(text) ? Number(text) : text),
    z
      .int(words.validation.wholeNumber)
      .min(min, words.validation.atLeast(min))
      .max(max, words.validation.atMost(max)),
  );
}

export const paperIdParam = z
  .string()
  .max(100)
  .transform((text, context) => {
    const parsed = parsePaperId(text);
    if (!parsed) context.addIssue(words.validation.paperId);
    return parsed?.id ?? '';
  })
  .meta({
    description: 'An arXiv ID in any form (2503.12345, cs/0112017), or x-… for a paper without.',
    examples: ['2503.12345'],
  });

export const paperParams = z.object({ id: paperIdParam });
