/** Schemas of the account forms. */
import { z } from 'zod';
import { parsePaperId } from '@/lib/papers/ids';
import { addressSchema } from '@/lib/mail/address';
import { interestsDraft, interestsForm } from '@/lib/subscriptions/schema';
import { isHandle } from './rules';

const next = z.string().max(600).optional();
/** The paper that a reader wants to vote for. A page without one leaves the field empty. */
const vote = z
  .string()
  .refine((id) => id === '' || parsePaperId(id)?.id === id)
  .optional();

export const signInForm = z.object({ email: addressSchema, next, vote });
export const intentForm = z.object({ next, vote });
/** A link's page: `accept` in a browser that didn't request it, and the button that signs in. */
export const linkForm = intentForm.extend({ act: z.literal('accept').optional() });

export const profileForm = interestsForm.extend({
  handle: z
    .string()
    .trim()
    .transform((text) => text.toLowerCase().replace(/^@/, ''))
    .refine(isHandle),
  name: z
    .string()
    .transform((text) =>
      text
        .normalize('NFC')
        .replace(/[\s\p{C}]+/gu, ' ')
        .trim(),
    )
    .pipe(z.string().min(1).max(60)),
  mailsReplies: z
    .enum(['on'])
    .optional()
    .transform((value) => value === 'on'),
});
export type Profile = z.infer<typeof profileForm>;

const shown = z.string().max(100);

/** The input of a rejected profile form, as far as it can be shown. */
export function profileDraft(fields: Record<string, unknown>): Partial<Profile> {
  const [handle, name] = [shown.safeParse(fields.handle), shown.safeParse(fields.name)];
  return {
    ...interestsDraft(fields),
    ...(handle.success && { handle: handle.data }),
    ...(name.success && { name: name.data }),
    mailsReplies: fields.mailsReplies === 'on',
  };
}

export const idForm = z.object({ id: z.string().min(1).max(100) });
/** Typed confirmation prevents an accidental deletion. */
export const deleteForm = z.object({ sure: z.literal('on') });
