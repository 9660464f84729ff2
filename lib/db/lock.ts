/** Locks under which one process works at a time, on whichever machine. */
import { databasePool } from './client';

const LOCKS = {
  /** Two machines never ask the same source at once. */
  ingest: 20_250_315,
  embedding: 20_250_317,
} as const;

/** Null where another process holds the lock; `lost` is told when this one no longer does. */
export async function whileLocked<T>(
  name: keyof typeof LOCKS,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const lock = await databasePool().connect();
  const lost = new AbortController();
  const onBroken = () => lost.abort();
  // A connection that breaks while it is idle says so by an event, which unheard ends the process.
  lock.on('error', onBroken);
  try {
    const { rows } = await lock.query<{ free: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS free',
      [LOCKS[name]],
    );
    return rows[0]?.free ? await work(lost.signal) : null;
  } finally {
    const unlock = lock.query('SELECT pg_advisory_unlock($1)', [LOCKS[name]]);
    const isUnlocked = await unlock.then(
      () => true,
      () => false,
    );
    lock.off('error', onBroken);
    // Closing the connection frees the lock where the statement could not.
    lock.release(!isUnlocked);
  }
}
