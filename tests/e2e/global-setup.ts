/** Starts the Broadsheet that most tests share, and ends it after the last one. */
import { ensurePrograms } from '@/scripts/serve/programs.mjs';
import { startSharedSite } from './support/shared-site';
import { makeCertificate } from './support/tls-proxy';

export default async function globalSetup(): Promise<() => Promise<void>> {
  await ensurePrograms();
  const deleteCertificate = await makeCertificate();
  const site = await startSharedSite();
  // Test processes start later and inherit this environment.
  process.env.E2E_URL = site.url;
  process.env.E2E_PORT = String(site.port);
  return async () => {
    await site.close();
    deleteCertificate();
  };
}
