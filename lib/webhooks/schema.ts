/** Checks a new webhook, from a program or a form. */
import { z } from 'zod';
import { publicUrl } from '@/lib/env';
import { addressProblem } from '@/lib/http/outgoing/public-address';
import { words } from '@/lib/words';

export const newWebhook = z.object({
  url: z
    .string()
    .superRefine((text, context) => {
      const problem = addressProblem(text, new URL(publicUrl).hostname);
      if (problem) context.addIssue(problem);
    })
    .meta({ description: words.webhooks.addressHelp }),
  event: z.enum(['edition', 'trending']),
  topic: z.string().max(100).nullable().default(null).meta({
    description: words.webhooks.topicHelp,
  }),
});

/** The form's choice of news: editions, trending papers, or trending papers in a topic. */
export const newsField = z
  .string()
  .regex(/^(?:edition|trending(?::[\w-]{1,100})?)$/)
  .transform((text) => {
    const [event, topic = null] = text.split(':');
    return { event: event === 'edition' ? ('edition' as const) : ('trending' as const), topic };
  });
