/** Parses an operator's list of topics, in order. */
import { z } from 'zod';
import { words } from '@/lib/words';

const MAX_TOPICS = 200;
const MAX_WORDS = 500;

const topic = z.strictObject({
  slug: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, words.validation.slug),
  name: z.string().trim().min(1).max(60),
  /** arXiv's categories, such as cs.CL. */
  categories: z.array(z.string().regex(/^[a-z-]+(\.[A-Za-z-]+)?$/)).max(50),
  /** Words and phrases, in the singular. */
  words: z.array(z.string().trim().min(1).max(80)).max(MAX_WORDS),
});

export const topicsFile = z
  .array(topic)
  .min(1)
  .max(MAX_TOPICS)
  .refine((topics) => new Set(topics.map(({ slug }) => slug)).size === topics.length, {
    message: words.validation.sameSlug,
  });
export type OperatorTopic = z.infer<typeof topic>;
