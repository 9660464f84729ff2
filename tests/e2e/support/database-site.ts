/** A Broadsheet of its own with an accessible database, for tests that slow or break it. */
import pg from 'pg';
import { openEmbedded } from '@/lib/db/embedded';
import { startNewcomerSite, type Site } from './site';

export type DatabaseSite = Site & { databaseUrl: string; database: pg.Pool };

/** Starts the site with the sample edition; on plain http by default. */
export async function startDatabaseSite(
  settings: Record<string, string> = {},
  start: (settings: Record<string, string>) => Promise<Site> = startNewcomerSite,
): Promise<DatabaseSite> {
  const site = await start({ DISABLE_SCHEDULER: '1', ...settings });
  const embedded = await openEmbedded(site.dataDir);
  const database = new pg.Pool({ connectionString: embedded.url, max: 2 });
  return {
    ...site,
    databaseUrl: embedded.url,
    database,
    async close() {
      await database.end();
      await embedded.close();
      await site.close();
    },
  };
}
