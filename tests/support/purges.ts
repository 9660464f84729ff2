/** Hears what the fronts are told to forget. */
import type { Pool } from 'pg';
import { onTestFinished } from 'vitest';
import { parsePurge, PURGE_CHANNEL } from '@/lib/site/purge';

/** From now on; what it returns tells all tags that were named so far. */
export async function heardPurges(pool: Pool): Promise<() => Promise<string[]>> {
  const client = await pool.connect();
  const tags: string[] = [];
  client.on('notification', ({ payload }) => tags.push(...[parsePurge(payload)].flat()));
  await client.query(`LISTEN ${PURGE_CHANNEL}`);
  onTestFinished(() => client.release(true));
  return async () => {
    // Whatever was notified before this is heard before its answer.
    await client.query('SELECT 1');
    return tags;
  };
}
