/** Schemas of the subscription forms. */
import { z } from 'zod';
import { addressSchema } from '@/lib/mail/address';
import { words } from '@/lib/words';
import { CADENCES } from './cadences';
import type { Preferences } from './rules';

export const MAX_ENTRIES = 50;
export const MAX_ENTRY_CHARS = 80;

/** One entry a line or between commas, as people type lists; drops duplicates and blanks. */
const typed = z.string().transform((text) => [
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
]);
const entries = typed
  .prefault('')
  .pipe(
    z
      .array(z.string().max(MAX_ENTRY_CHARS, words.validation.entryTooLong(MAX_ENTRY_CHARS)))
      .max(MAX_ENTRIES, words.validation.tooManyEntries(MAX_ENTRIES)),
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

/** Whether a list of names could hold this one and parse it back unchanged. */
export function isEntry(name: string): boolean {
  const read = entries.safeParse(name);
  return read.success && read.data.length === 1 && read.data[0] === name;
}

/** Fields shared by an account's and a subscription's forms. */
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

const refused = preferencesForm.extend({ authors: typed, wordsIn: typed, wordsOut: typed });

/** The input of a rejected form, to correct; other fields as saved. */
export function draftOf(saved: Preferences, fields: Record<string, unknown>): Preferences {
  return { ...saved, ...readable(refused, fields) };
}

/** The valid fields of a form. */
function readable<S extends z.ZodObject>(
  form: S,
  fields: Record<string, unknown>,
): Partial<z.output<S>> {
  const read = Object.entries(form.shape).flatMap(([name, field]) => {
    const one = z.safeParse(field, fields[name]);
    return one.success ? [[name, one.data]] : [];
  });
  return Object.fromEntries(read) as Partial<z.output<S>>;
}

const refusedInterests = interestsForm.extend({ authors: typed });

/** The valid fields of an account's interests. */
export function interestsDraft(fields: Record<string, unknown>) {
  return readable(refusedInterests, fields);
}

export const pauseForm = z.object({ until: z.iso.date() });
export const addressForm = z.object({ email: addressSchema });
/** Typed confirmation prevents an accidental deletion. */
export const deleteForm = z.object({ sure: z.literal('on') });
