/** A first start on plain http with reachable sources: the sample, then today's edition. */
import { rmSync } from 'node:fs';
import { dayInWords } from '@/lib/calendar';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { startReplay } from '@/tests/support/upstream-replay';
import { useEssentials } from './support/essentials';
import { editionOf, TODAY, wellKnown } from './support/papers';
import { START_TIMEOUT_MS, startNewcomerSite, type Site } from './support/site';
import { expect, test as base } from './support/test';
import { writeUpstreamFolder } from './support/upstream-folder';

const ARRIVES_WITHIN_MS = 45_000;

const test = base.extend<object, { ownSite: Site }>({
  ownSite: [
    async ({}, use) => {
      const folder = temporaryFolder('upstream');
      writeUpstreamFolder(folder, [editionOf(TODAY)]);
      const replay = await startReplay({ dir: folder });
      const site = await startNewcomerSite(replay.env, temporaryFolder('e2e-first'));
      await use(site);
      await site.close();
      await replay.close();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: START_TIMEOUT_MS },
  ],
  baseURL: async ({ ownSite }, use) => use(ownSite.url),
});

test('today’s edition replaces the sample without a restart', async ({ page, ownSite }) => {
  test.slow();
  expect(ownSite.output()).toContain('69 papers loaded');
  await expect(async () => {
    await page.goto('/');
    const lead = page.getByRole('main').getByRole('article').first();
    await expect(lead.getByRole('heading', { name: wellKnown.title })).toBeVisible({
      timeout: 500,
    });
  }).toPass({ timeout: ARRIVES_WITHIN_MS });
  await expect(page.getByText(dayInWords(TODAY)).first()).toBeVisible();
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

test('forms, Markdown, citations, sign-in and votes work at an http address', async ({
  page,
  baseURL,
}) => {
  expect(baseURL).toMatch(/^http:\/\/localhost:/);
  await useEssentials(page, 'newcomer@tidewater.example');
});

test('doctor names the interface and the proxies', async ({ ownSite }) => {
  // Its exit code also depends on the sources, which are incomplete here.
  const report = await ownSite.run('doctor').catch(({ stdout }) => stdout);
  expect(report).toMatch(/^ok {3}Listens on every interface \(HOST\)/m);
  expect(report).toContain('Trusts no proxy (TRUST_PROXY).');
});
