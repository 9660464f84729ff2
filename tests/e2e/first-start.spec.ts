/** A first start with reachable sources: the sample, then today's edition without a restart. */
import { rmSync } from 'node:fs';
import { dayInWords } from '@/lib/calendar';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { startReplay } from '@/tests/support/upstream-replay';
import { editionOf, wellKnown } from './support/papers';
import { START_TIMEOUT_MS, startNewcomerSite, type Site } from './support/site';
import { expect, test as base } from './support/test';
import { writeUpstreamFolder } from './support/upstream-folder';

const ARRIVES_WITHIN_MS = 45_000;
const today = new Date().toISOString().slice(0, 10);

const test = base.extend<object, { site: Site }>({
  site: [
    async ({}, use) => {
      const folder = temporaryFolder('upstream');
      writeUpstreamFolder(folder, [editionOf(today)]);
      const replay = await startReplay({ dir: folder });
      const site = await startNewcomerSite(replay.env);
      await use(site);
      await site.close();
      await replay.close();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: START_TIMEOUT_MS },
  ],
  baseURL: async ({ site }, use) => use(site.url),
});

test('today’s edition replaces the sample without a restart', async ({ page, site }) => {
  test.slow();
  expect(site.output()).toContain('69 papers loaded');
  await expect(async () => {
    await page.goto('/');
    const lead = page.getByRole('main').getByRole('article').first();
    await expect(lead.getByRole('heading', { name: wellKnown.title })).toBeVisible({
      timeout: 500,
    });
  }).toPass({ timeout: ARRIVES_WITHIN_MS });
  await expect(page.getByText(dayInWords(today)).first()).toBeVisible();
  await expect(page.getByText(/^5 papers/)).toBeVisible();
  await expect(page.getByText('doesn’t answer')).toHaveCount(0);

  await page.getByRole('link', { name: /^Previous:/ }).click();
  await expect(page).toHaveURL(/\/papers\/date\/2025-03-14$/);
  await expect(page.getByText('69 papers')).toBeVisible();
});

test('arXiv’s data on a paper arrives too', async ({ page }) => {
  test.slow();
  await expect(async () => {
    await page.goto(`/papers/${wellKnown.id}`);
    await expect(page.getByText('Abstract from arXiv.')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: ARRIVES_WITHIN_MS });
  await expect(page.getByRole('link', { name: 'v3' })).toBeVisible();
});
