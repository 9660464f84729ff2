/** Stops an embedded database's server while it is in use, and waits until its opener restarts it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Embedded } from '@/lib/db/embedded';

const postmasterOf = ({ folder }: Embedded) =>
  Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);

/** SIGINT shuts it down in order, SIGKILL doesn't. `pool` must survive lost connections. */
export async function restartDatabase(
  server: Embedded,
  pool: pg.Pool,
  signal: 'SIGINT' | 'SIGKILL',
): Promise<void> {
  const before = postmasterOf(server);
  process.kill(before, signal);
  for (;;) {
    await sleep(50);
    try {
      if (postmasterOf(server) === before) continue;
      await pool.query('SELECT 1');
      return;
    } catch (error) {
      // The server is starting: no file, no listener, or not ready yet.
      if (!(error instanceof Error)) throw error;
    }
  }
}
