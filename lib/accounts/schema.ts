/** What the forms of accounts may say. */
import { z } from 'zod';
import { addressSchema } from '@/lib/subscriptions/address';
import { interestsForm } from '@/lib/subscriptions/schema';
import { isHandle } from './rules';

const next = z.string().max(600).optional();
const vote = z.string().max(200).optional();

export const signInForm = z.object({ email: addressSchema, next, vote });
export const intentForm = z.object({ next, vote });

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

export const idForm = z.object({ id: z.string().min(1).max(100) });
/** Nobody deletes an account by a slip of the thumb. */
export const deleteForm = z.object({ sure: z.literal('on') });
