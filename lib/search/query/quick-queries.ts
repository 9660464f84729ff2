/** Statements of a search: given up in two seconds, and answered from the indexes made for them. */
import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { words } from '@/lib/words';

/** No search may keep the database longer. */
const STATEMENT_TIMEOUT_MS = 2_000;
/** The same search may go through once others are done. */
const RETRY_AFTER_S = 30;
const QUERY_CANCELED = '57014';
const driverError = z.object({
  driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }),
});

/** Runs a query under these terms. Throws unavailable, in words, where it takes too long. */
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
 * In the same transaction: a short time, and the index of posting lists whatever the planner guesses
 * of arrays. It takes a rare list for a long one, and would read all papers until it has enough.
 */
function quickStatement(db: Database) {
  return db.$queryRaw`
    SELECT set_config('statement_timeout', ${String(STATEMENT_TIMEOUT_MS)}, true),
      set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),
      set_config('jit', 'off', true),
      set_config('work_mem', '32MB', true)`;
}
