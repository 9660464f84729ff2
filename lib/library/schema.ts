/** Schemas of the library's forms. */
import { z } from 'zod';
import { writtenLine, writtenText } from '@/lib/written-text';
import { words } from '@/lib/words';

export const MAX_NOTE = 2_000;
export const MAX_NAME = 80;
export const MAX_DESCRIPTION = 1_000;

export const noteForm = z.object({
  note: z
    .string()
    .transform(writtenText)
    .pipe(z.string().max(MAX_NOTE, words.validation.longest(MAX_NOTE))),
});

export const collectionForm = z.object({
  name: z.string().transform(writtenLine).pipe(z.string().min(1).max(MAX_NAME)),
  description: z.string().transform(writtenText).pipe(z.string().max(MAX_DESCRIPTION)).default(''),
});

/** One checkbox alone comes as text, several as a list. */
export const chosenForm = z.object({
  collections: z
    .union([z.string().transform((id) => [id]), z.array(z.string())])
    .default([])
    .pipe(z.array(z.uuid()).max(200)),
});
