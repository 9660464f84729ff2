/** The Broadsheet that most tests read: the sample and the invented editions only. */
import { rmSync } from 'node:fs';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { startReplay } from '@/tests/support/upstream-replay';
import { EDITIONS } from './papers';
import { startSite, type Site } from './site';
import { writeUpstreamFolder } from './upstream-folder';

export const METRICS_TOKEN = 'a-token-for-the-metrics';
export const CRON_SECRET = 'a-secret-for-the-scheduler';

/** Imports papers as operators do: the archive, then arXiv's data on each. */
export async function startSharedSite(): Promise<Site> {
  const folder = temporaryFolder('upstream');
  const archive = writeUpstreamFolder(folder, EDITIONS);
  const replay = await startReplay({ dir: folder });
  const close = async () => {
    await replay.close();
    rmSync(folder, { recursive: true });
  };
  try {
    const settings = { ...replay.env, DISABLE_SCHEDULER: '1', METRICS_TOKEN, CRON_SECRET };
    const site = await startSite(settings);
    await site.run('import', archive);
    await site.run('ingest', 'arxiv');
    return { ...site, close: () => site.close().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}
