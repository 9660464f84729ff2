/** The database that this start uses: the operator's or the embedded one, migrated and not empty. */
import { createDatabase } from '@/lib/db/client';
import { openEmbedded, type Embedded } from '@/lib/db/embedded';
import { migrate, withMigrationLock } from '@/lib/db/migrate';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { installQueue } from '@/lib/queue/commands';
import { readSecrets } from './secrets';
import { step } from './steps';

type Opened = {
  /** What every process of this start needs in its environment. */
  settings: Record<string, string>;
  close: () => Promise<void>;
};

export async function openDatabase(dataDir: string): Promise<Opened> {
  const embedded = env.DATABASE_URL ? null : await openOwn(dataDir);
  const close = embedded?.close ?? (async () => undefined);
  const url = env.DATABASE_URL ?? embedded?.url ?? '';
  try {
    await bringUpToDate(url);
    await loadSample(url);
    const secrets = embedded
      ? await withMigrationLock(url, () => readSecrets(dataDir, (name) => env[name]))
      : {};
    return { settings: { ...secrets, DATABASE_URL: url }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openOwn(dataDir: string): Promise<Embedded> {
  return await step(
    {
      name: 'Database',
      doing: 'starting the embedded Postgres',
      done: ({ folder }) => `embedded Postgres is running, its data in ${folder}`,
    },
    () => openEmbedded(dataDir, { onEvent: (sentence) => log.warn(sentence) }),
  );
}

async function bringUpToDate(url: string): Promise<void> {
  const done = ({ applied }: { applied: string[] }) =>
    applied.length > 0 ? `migrated: ${applied.join(', ')}` : 'up to date';
  await step({ name: 'Schema', doing: 'migrating', done }, async () => {
    const result = await migrate(url);
    await installQueue(url);
    return result;
  });
}

/** Under a lock: two machines may start first on one database. */
async function loadSample(url: string): Promise<void> {
  const { loadSampleEdition } = await import('@/lib/ingest/sample');
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
