/** Schemas of the desk's forms. */
import { z } from 'zod';
import { DiscountReason } from '@/lib/db/generated/enums';
import { parsePaperId } from '@/lib/papers/ids';
import { normaliseAddress } from '@/lib/mail/address';
import { writtenLine } from '@/lib/written-text';
import { MAX_PICKS, MOVES } from './picks';
import { words } from '@/lib/words';

/** Shown to the readers concerned: so required, and short. */
const reason = z.string().transform(writtenLine).pipe(z.string().min(3).max(300));
const paper = z
  .string()
  .max(500)
  .transform((text, context) => {
    const parsed = parsePaperId(text);
    if (!parsed) context.addIssue(words.validation.paperId);
    return parsed?.id ?? '';
  });
const id = z.string().min(1).max(100);

export const paperForm = z.object({ paper });
export const reasonForm = z.object({ reason });
export const hideForm = z.object({ paper, reason });
export const mergeForm = z.object({ double: paper, kept: paper });
export const idForm = z.object({ id: z.uuid() });
export const reportForm = z.object({
  id: z.uuid(),
  resolution: reason,
  hides: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
});
export const claimForm = z.object({ paper, user: id });
export const discountForm = z.object({
  paper,
  user: id,
  reason: z.enum(DiscountReason),
});
export const readerForm = z.object({ user: id });
export const addressForm = z.object({
  address: z
    .string()
    .max(254)
    .transform((text, context) => {
      const address = normaliseAddress(text);
      if (!address) context.addIssue(words.validation.email);
      return address ?? '';
    }),
});

/** A move such as `up 2503.12345`, the value of its button. */
export const moveForm = z.object({
  seen: z.string().max(10_000),
  move: z.string().transform((text, context) => {
    const [kind, paperId = ''] = text.split(' ', 2);
    const known = MOVES.find((one) => one === kind);
    if (known && parsePaperId(paperId)?.id === paperId) return { kind: known, paperId };
    context.addIssue(words.validation.step);
    return z.NEVER;
  }),
});

const PLACE = /^place (.+)$/;

/** The places entered beside papers; an empty one is no pick. */
export const placesForm = z
  .object({ seen: z.string().max(10_000) })
  .catchall(z.string().max(10))
  .transform(({ seen, ...fields }, context) => {
    const places = Object.entries(fields).flatMap(([name, text]) => {
      const paperId = PLACE.exec(name)?.[1];
      if (!paperId || text.trim() === '') return [];
      if (!/^\d{1,3}$/.test(text.trim())) context.addIssue(words.validation.place);
      return [{ paperId, place: Number(text) }];
    });
    if (places.length > MAX_PICKS) context.addIssue(words.validation.tooManyPicks(MAX_PICKS));
    return { seen, places };
  });
