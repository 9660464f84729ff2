/** Migrates the database in a separate process, to keep the supervisor small. */
import process from 'node:process';
import { createDatabase } from '@/lib/db/client';
import { migrate, withMigrationLock } from '@/lib/db/migrate';
import { env } from '@/lib/env';
import { loadSampleEdition } from '@/lib/ingest/sample';
import { installQueue } from '@/lib/queue/commands';
import { step } from './serve/steps';

async function bringUpToDate(url: string): Promise<void> {
  const done = ({ applied }: { applied: string[] }) =>
    applied.length > 0 ? `migrated: ${applied.join(', ')}` : 'up to date';
  await step({ name: 'Schema', doing: 'migrating', done }, async () => {
    const result = await migrate(url);
    await installQueue(url);
    return result;
  });
}

/** Takes a lock, because two machines may start on one database at once. */
async function loadSample(url: string): Promise<void> {
  const done = (papers: number) =>
    papers > 0 ? `${papers} papers loaded into the empty database` : null;
  await step({ name: 'Sample', doing: 'loading the sample edition', done }, (progress) =>
    withMigrationLock(url, async () => {
      const { db, pool } = createDatabase(url);
      try {
        return await loadSampleEdition(db, progress);
      } finally {
        await db.$disconnect();
        await pool.end();
      }
    }),
  );
}

try {
  const url = env.DATABASE_URL ?? '';
  await bringUpToDate(url);
  await loadSample(url);
} catch (error) {
  process.exitCode = 1;
  process.send?.({ failure: error instanceof Error ? error.message : String(error) });
}
process.disconnect?.();
