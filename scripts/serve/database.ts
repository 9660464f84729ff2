/** Prepares the operator's or the embedded database: migrates it, and fills an empty one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openEmbedded, type Embedded } from '@/lib/db/embedded';
import { withMigrationLock } from '@/lib/db/migrate';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { readSecrets } from './secrets';
import { step } from './steps';

type Opened = {
  /** Environment of every process of this start. */
  settings: Record<string, string>;
  close: () => Promise<void>;
};

export async function openDatabase(dataDir: string): Promise<Opened> {
  const embedded = env.DATABASE_URL ? null : await openOwn(dataDir);
  const close = embedded?.close ?? (async () => undefined);
  const url = env.DATABASE_URL ?? embedded?.url ?? '';
  try {
    const secrets = embedded
      ? await withMigrationLock(url, () => readSecrets(dataDir, (name) => env[name]))
      : {};
    const settings = { ...secrets, DATABASE_URL: url };
    await prepare(settings);
    return { settings, close };
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
      done: ({ folder }) => `embedded Postgres is running. Its data is in ${folder}`,
    },
    () => openEmbedded(dataDir, { onEvent: (sentence) => log.warn(sentence) }),
  );
}

async function prepare(settings: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ['.programs/prepare.mjs'], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let reason = 'The database could not be prepared.';
  child.on('message', ({ failure }: { failure: string }) => (reason = failure));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(reason);
}
