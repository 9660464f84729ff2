/** The lock under which sources are asked: two machines never ask the same one at once. */
import { databasePool } from '@/lib/db/client';

const INGEST_LOCK = 20_250_315;

/** Null where another process holds the lock; `lost` is told when this one no longer does. */
export async function whileLocked<T>(work: (lost: AbortSignal) => Promise<T>): Promise<T | null> {
  const lock = await databasePool().connect();
  const lost = new AbortController();
  const onBroken = () => lost.abort();
  // A connection that breaks while it is idle says so by an event, which unheard ends the process.
  lock.on('error', onBroken);
  try {
    const { rows } = await lock.query<{ free: boolean }>(
      `SELECT pg_try_advisory_lock(${INGEST_LOCK}) AS free`,
    );
    return rows[0]?.free ? await work(lost.signal) : null;
  } finally {
    const unlock = lock.query(`SELECT pg_advisory_unlock(${INGEST_LOCK})`);
    const isUnlocked = await unlock.then(
      () => true,
      () => false,
    );
    lock.off('error', onBroken);
    // Closing the connection frees the lock where the statement could not.
    lock.release(!isUnlocked);
  }
}
