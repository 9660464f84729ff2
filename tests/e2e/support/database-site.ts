/** A Broadsheet of its own with an accessible database, for tests that slow or break it. */
import { rmSync } from 'node:fs';
import pg from 'pg';
import { openEmbedded } from '@/lib/db/embedded';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { startNewcomerSite, type Site } from './site';

export type DatabaseSite = Site & { database: pg.Pool };

/** Starts the site with the sample edition; on plain http by default. */
export async function startDatabaseSite(
  settings: Record<string, string> = {},
  start: (settings: Record<string, string>) => Promise<Site> = startNewcomerSite,
): Promise<DatabaseSite> {
  const dataDir = temporaryFolder('e2e-database');
  const site = await start({ DATA_DIR: dataDir, DISABLE_SCHEDULER: '1', ...settings });
  const embedded = await openEmbedded(dataDir);
  const database = new pg.Pool({ connectionString: embedded.url, max: 2 });
  return {
    ...site,
    database,
    async close() {
      await database.end();
      await embedded.close();
      await site.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
