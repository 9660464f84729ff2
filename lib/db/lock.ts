/** Advisory locks, which admit one process at a time across all machines. */
import { databasePool } from './client';

const LOCKS = {
  /** Keeps two machines from requesting the same source at once. */
  ingest: 20_250_315,
  embedding: 20_250_317,
} as const;

/** Returns null where another process holds the lock; aborts `lost` when the lock is lost. */
export async function whileLocked<T>(
  name: keyof typeof LOCKS,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const lock = await databasePool().connect();
  const lost = new AbortController();
  const onBroken = () => lost.abort();
  // Handles the 'error' event of a broken idle connection, which would end the process.
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
    // Closing the connection releases the lock where the statement failed.
    lock.release(!isUnlocked);
  }
}
