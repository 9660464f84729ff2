/** A migrated database in a temporary folder, deleted when the benchmark ends. */
import { rmSync } from 'node:fs';
import pg from 'pg';
import { createDatabase, type Database } from '@/lib/db/client';
import { openEmbedded } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import type { Defer } from './bench';

export type BenchDatabase = {
  url: string;
  db: Database;
  /** The data folder. */
  folder: string;
  /** A connection for statements that Prisma can't express. */
  connect: () => Promise<pg.Client>;
};

/** `settings` are Postgres settings; the default is the product's database. */
export async function openBenchDatabase(
  defer: Defer,
  settings?: Record<string, string>,
): Promise<BenchDatabase> {
  const folder = temporaryFolder('bench');
  defer(() => rmSync(folder, { recursive: true }));
  const embedded = await openEmbedded(folder, { settings });
  // A superuser, because benchmarks fill tables with triggers disabled.
  const url = embedded.superuserUrl;
  defer(() => embedded.close());
  await migrate(url);
  const { db, pool } = createDatabase(url);
  defer(async () => {
    await db.$disconnect();
    await pool.end();
  });
  const connect = async () => {
    const client = new pg.Client({ connectionString: url });
    defer(() => client.end());
    await client.connect();
    return client;
  };
  return { url, db, folder, connect };
}
