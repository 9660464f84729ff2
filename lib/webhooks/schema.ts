/** What a new webhook may be, from a program or a form. */
import { z } from 'zod';
import { publicUrl } from '@/lib/env';
import { addressProblem } from '@/lib/http/outgoing/public-address';

export const newWebhook = z.object({
  url: z
    .string()
    .superRefine((text, context) => {
      const problem = addressProblem(text, new URL(publicUrl).hostname);
      if (problem) context.addIssue(problem);
    })
    .meta({ description: 'An https address that anybody can reach.' }),
  event: z.enum(['edition', 'trending']),
  topic: z.string().max(100).nullable().default(null).meta({
    description: 'Only what trends in this topic.',
  }),
});

/** What the form's one list says: an edition, what trends, or what trends in a topic. */
export const newsField = z
  .string()
  .regex(/^(?:edition|trending(?::[\w-]{1,100})?)$/)
  .transform((text) => {
    const [event, topic = null] = text.split(':');
    return { event: event === 'edition' ? ('edition' as const) : ('trending' as const), topic };
  });
