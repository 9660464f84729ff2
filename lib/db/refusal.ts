/** Tells data that Postgres can't hold from a database that is busy, broken or away: pure. */
import { z } from 'zod';

/** SQLSTATE classes: data exceptions, violated constraints, exceeded limits such as an index row's. */
const REFUSED = /^(?:22|23|54)/;

const refusedError = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({
        originalCode: z.string().regex(REFUSED),
        originalMessage: z.string().default('no reason given'),
      }),
    }),
  }),
});

/** Why Postgres refuses the data of a statement; null where the error is no refusal. */
export function refusalOf(error: unknown): string | null {
  const { data } = refusedError.safeParse(error);
  return data?.meta.driverAdapterError.cause.originalMessage ?? null;
}
