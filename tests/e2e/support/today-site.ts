/** Tests on the shared site with an edition of today and a local mailbox: digests and curation. */
import type { Browser, Page } from '@playwright/test';
import pg from 'pg';
import { CRON_SECRET, sharedSite, type SharedSite } from './shared-sites';
import { signIn } from './sign-in';
import { START_TIMEOUT_MS } from './site';
import { expect, test as base } from './test';

const SHOWN_WITHIN_MS = 3_000;

export type TodaySite = SharedSite & {
  /** Signs a reader in, in a browser of their own. */
  reader: (browser: Browser, name: string, options?: object) => Promise<Page>;
  /** Makes the digest of an address due now, as if its hour had come. */
  makeDue: (email: string) => Promise<void>;
  /** Calls the route of hosted schedulers; returns its counts. */
  runSlot: () => Promise<{ planned: number; sent: number; remaining: number }>;
};

export const test = base.extend<{ site: TodaySite }>({
  site: [
    async ({}, use) => use(journeysOn(await sharedSite('today'))),
    { scope: 'test', timeout: START_TIMEOUT_MS },
  ],
});

function journeysOn(site: SharedSite): TodaySite {
  return {
    ...site,
    async reader(browser, name, options) {
      const context = await browser.newContext({ baseURL: site.url, ...options });
      const page = await context.newPage();
      await signIn(page, `${name}@tidewater.example`);
      return page;
    },
    async makeDue(email) {
      const client = new pg.Client({ connectionString: site.databaseUrl });
      await client.connect();
      const due = `UPDATE "Subscription" SET "nextDueAt" = now() WHERE "email" = $1`;
      await client.query(due, [email]);
      await client.end();
    },
    async runSlot() {
      const headers = { authorization: `Bearer ${CRON_SECRET}` };
      const response = await fetch(`${site.url}/api/cron/digests`, { method: 'POST', headers });
      return response.json();
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
