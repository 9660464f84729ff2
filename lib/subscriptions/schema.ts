/** What the forms of the morning mail may say. */
import { z } from 'zod';
import { addressSchema } from './address';
import { CADENCES } from './rules';

export const MAX_ENTRIES = 50;
export const MAX_ENTRY_CHARS = 80;

/** One entry a line or between commas, as people type lists; doubles and blanks fall away. */
const entries = z
  .string()
  .default('')
  .transform((text) => [
    ...new Set(
      text
        .normalize('NFC')
        .split(/[\n,;]/)
        .map((entry) =>
          entry
            .replace(/\p{Cc}+/gu, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        )
        .filter(Boolean),
    ),
  ])
  .pipe(
    z
      .array(z.string().max(MAX_ENTRY_CHARS, `An entry has at most ${MAX_ENTRY_CHARS} characters.`))
      .max(MAX_ENTRIES, `At most ${MAX_ENTRIES} entries.`),
  );
const number = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const slugs = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => [value].flat())
  .pipe(z.array(z.string().regex(/^[a-z0-9-]{1,60}$/)).max(MAX_ENTRIES));

export const timeZoneSchema = z
  .string()
  .max(60)
  .regex(/^[A-Za-z0-9_+/-]+$/);

export const subscribeForm = z.object({
  email: addressSchema,
  timeZone: timeZoneSchema.optional().catch(undefined),
});

/** What an account and its mail have in common. */
export const interestsForm = z.object({ topics: slugs, authors: entries });

export const preferencesForm = interestsForm.extend({
  cadence: z.enum(CADENCES),
  weekday: number(1, 7).default(1),
  hour: number(0, 23),
  timeZone: timeZoneSchema,
  maxPapers: number(1, 30),
  onlyTrending: z
    .enum(['on'])
    .optional()
    .transform((value) => value === 'on'),
  wordsIn: entries,
  wordsOut: entries,
});

export const pauseForm = z.object({ until: z.iso.date() });
export const addressForm = z.object({ email: addressSchema });
/** Nobody deletes by a slip of the thumb. */
export const deleteForm = z.object({ sure: z.literal('on') });
