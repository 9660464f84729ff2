/** One Postgres for the whole test run, with a migrated database that each file copies. */
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';
import { ensurePrograms } from '@/scripts/serve/programs.mjs';
import { installQueue } from '@/lib/queue/commands';
import { bundleTestPrograms } from './programs';
import { temporaryFolder } from './temporary-folder';

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database; tests copy it and never connect to it. */
    templateUrl: string;
  }
}

const SETTINGS = {
  // A temporary cluster needs no protection from power cuts.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // A test runs four workers with ten connections each, beside another test file.
  max_connections: '200',
};

export default async function startDatabaseServer(project: TestProject) {
  await ensurePrograms();
  await bundleTestPrograms();
  const home = temporaryFolder('tests');
  // A superuser, because tests drop databases and empty tables with triggers disabled.
  const { superuserUrl: url, close } = await openEmbedded(home, { settings: SETTINGS });
  await migrate(url);
  await installQueue(url);
  project.provide('templateUrl', url);
  return async () => {
    await close();
    rmSync(home, { recursive: true });
  };
}
