/** Distinguishes data that Postgres can't store from an unavailable database. Pure. */
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

/** Returns the reason why Postgres refuses a statement's data; null for other errors. */
export function refusalOf(error: unknown): string | null {
  const { data } = refusedError.safeParse(error);
  return data?.meta.driverAdapterError.cause.originalMessage ?? null;
}
