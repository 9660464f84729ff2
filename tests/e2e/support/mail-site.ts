/** A Broadsheet with an edition of today and a local mailbox, for tests of the digest. */
import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import pg from 'pg';
import { openEmbedded } from '@/lib/db/embedded';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { editionOf } from './papers';
import { CRON_SECRET } from './shared-site';
import { startSite, START_TIMEOUT_MS, type Site } from './site';
import { expect, test as base } from './test';
import { writeUpstreamFolder } from './upstream-folder';

const SHOWN_WITHIN_MS = 3_000;

export const TODAY = new Date().toISOString().slice(0, 10);

export type MailSite = Site & {
  /** Makes the digest of an address due now. */
  makeDue: (email: string) => Promise<void>;
  /** Calls the route of hosted schedulers; returns its counts. */
  runSlot: () => Promise<{ planned: number; sent: number; remaining: number }>;
};

/** One site a worker; each test has addresses of its own. */
export const test = base.extend<object, { site: MailSite }>({
  site: [
    async ({}, use) => {
      const site = await startMailSite();
      await use(site);
      await site.close();
    },
    { scope: 'worker', timeout: START_TIMEOUT_MS },
  ],
  baseURL: async ({ site }, use) => use(site.url),
});

async function startMailSite(): Promise<MailSite> {
  const [dataDir, upstream] = [temporaryFolder('e2e-mail'), temporaryFolder('upstream')];
  const archive = writeUpstreamFolder(upstream, [editionOf(TODAY)]);
  const site = await startSite({ DATA_DIR: dataDir, DISABLE_SCHEDULER: '1', CRON_SECRET });
  await site.run('import', archive);
  const embedded = await openEmbedded(dataDir);
  const database = new pg.Pool({ connectionString: embedded.url, max: 1 });
  return {
    ...site,
    async makeDue(email) {
      const due = `UPDATE "Subscription" SET "nextDueAt" = now() WHERE "email" = $1`;
      await database.query(due, [email]);
    },
    async runSlot() {
      const headers = { authorization: `Bearer ${CRON_SECRET}` };
      const response = await fetch(`${site.url}/api/cron/digests`, { method: 'POST', headers });
      return response.json();
    },
    async close() {
      await database.end();
      await embedded.close();
      await site.close();
      for (const folder of [dataDir, upstream]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Subscribes by the banner and confirms by the mail; ends on the preferences page. */
export async function subscribe(page: Page, email: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Your email address').fill(email);
  await page.getByRole('button', { name: 'Subscribe' }).click();
  const mailbox = page.getByRole('link', { name: 'Open the local mailbox' });
  await page.goto((await mailbox.getAttribute('href')) ?? '');
  const confirm = (await openMail(page, email)).getByRole('link', { name: 'Confirm' });
  await page.goto((await confirm.getAttribute('href')) ?? '');
  await page.getByRole('button', { name: 'Yes, send me the digest' }).click();
}

/** Opens the newest mail to an address in the mailbox that the page shows. */
export async function openMail(page: Page, email: string) {
  const mail = page.getByRole('link', { name: email }).first();
  // The mailbox may miss a mail that arrives while it loads its list, so reloads.
  await expect(async () => {
    if (!(await mail.isVisible())) await page.getByTitle('Refresh emails').click();
    await mail.click({ timeout: SHOWN_WITHIN_MS });
  }).toPass();
  // The second frame shows the source.
  return page.frameLocator('iframe').first();
}
