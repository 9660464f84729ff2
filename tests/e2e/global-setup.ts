/** Prepares what sites start from, and ends the shared sites after the last test. */
import { ensurePrograms } from '@/scripts/serve/programs.mjs';
import { makeTemplate } from './support/data-folder';
import { serveSharedSites } from './support/shared-sites';
import { makeCertificate } from './support/tls-proxy';

/** Test processes start later and inherit this environment. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  await ensurePrograms();
  const deleteCertificate = await makeCertificate();
  const deleteTemplate = await makeTemplate();
  const endSites = await serveSharedSites();
  return async () => {
    await endSites();
    deleteTemplate();
    deleteCertificate();
  };
}
