/** Runs the statements of a search: limited to two seconds, and answered from their indexes. */
import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { words } from '@/lib/words';

/** Limits the time of a search in the database. */
const STATEMENT_TIMEOUT_MS = 2_000;
/** Retry-After, because the same search may succeed after others finish. */
const RETRY_AFTER_S = 30;
const QUERY_CANCELED = '57014';
const driverError = z.object({
  driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }),
});

/** Runs a query with these settings. Throws unavailable after the time limit. */
export async function quickly<T>(db: Database, query: Prisma.PrismaPromise<T>): Promise<T> {
  try {
    const [, answer] = await db.$transaction([quickStatement(db), query]);
    return answer;
  } catch (error) {
    if (!wasCanceled(error)) throw error;
    throw new AppError('unavailable', words.refusals.searchTimeout, {
      cause: error,
      retryAfterS: RETRY_AFTER_S,
    });
  }
}

function wasCanceled(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const { data } = driverError.safeParse(error.meta);
  return data?.driverAdapterError.cause.originalCode === QUERY_CANCELED;
}

/**
 * Sets a short time limit and the use of the index of posting lists, in the same transaction. The
 * planner overestimates rare lists, and would scan all papers until the limit.
 */
function quickStatement(db: Database) {
  return db.$queryRaw`
    SELECT set_config('statement_timeout', ${String(STATEMENT_TIMEOUT_MS)}, true),
      set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),
      set_config('jit', 'off', true),
      set_config('work_mem', '32MB', true)`;
}
