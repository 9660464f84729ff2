/** What a process that searched tells. */
import { z } from 'zod';

export const resultSchema = z.object({
  /** Milliseconds a search, in the order of the queries. */
  times: z.array(z.number()),
  /** Papers found, and those that have none of the words, over all queries. */
  found: z.number(),
  byMeaning: z.number(),
  /** Searches whose meaning was not in time. */
  late: z.number(),
  /** Until the model and every vector were in memory. */
  warmSeconds: z.number(),
  rssMb: z.number(),
});
export type Facts = z.infer<typeof resultSchema>;
