/** The report of a process that searched. */
import { z } from 'zod';

export const resultSchema = z.object({
  /** Milliseconds a search, in the order of the queries. */
  times: z.array(z.number()),
  /** Number of papers found, and of those without any of the words, over all queries. */
  found: z.number(),
  byMeaning: z.number(),
  /** Searches whose query vector was late. */
  late: z.number(),
  /** Time until the model and every vector are in memory. */
  warmSeconds: z.number(),
  rssMb: z.number(),
});
export type Facts = z.infer<typeof resultSchema>;
