/** Listens to the fronts' purges. */
import type { Pool } from 'pg';
import { onTestFinished } from 'vitest';
import { parsePurge, PURGE_CHANNEL } from '@/lib/site/purge';

/** Starts listening; the returned function returns all tags purged so far. */
export async function heardPurges(pool: Pool): Promise<() => Promise<string[]>> {
  const client = await pool.connect();
  const tags: string[] = [];
  client.on('notification', ({ payload }) => tags.push(...[parsePurge(payload)].flat()));
  await client.query(`LISTEN ${PURGE_CHANNEL}`);
  onTestFinished(() => client.release(true));
  return async () => {
    // The answer to this follows every earlier notification.
    await client.query('SELECT 1');
    return tags;
  };
}
