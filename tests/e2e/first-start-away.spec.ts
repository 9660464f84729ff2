/** A first start with unreachable sources: shows the sample with a notice, and all else works. */
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { START_TIMEOUT_MS, startNewcomerSite, type Site } from './support/site';
import { expect, test as base } from './support/test';

/** Port 9 discards data; nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';
/** Each source is tried four times, with pauses in between. */
const GIVES_UP_WITHIN_MS = 45_000;

const test = base.extend<object, { ownSite: Site }>({
  ownSite: [
    async ({}, use) => {
      const away = {
        HF_API_URL: `${NOWHERE}/api`,
        ARXIV_API_URL: `${NOWHERE}/query`,
        ARXIV_OAI_URL: `${NOWHERE}/oai`,
      };
      const site = await startNewcomerSite(away, temporaryFolder('e2e-first'));
      await use(site);
      await site.close();
    },
    { scope: 'worker', timeout: START_TIMEOUT_MS },
  ],
  baseURL: async ({ ownSite }, use) => use(ownSite.url),
});

test('the sample edition is readable with a notice that a source is unavailable', async ({
  page,
}) => {
  test.slow();
  await page.goto('/');
  await expect(page.getByText('Friday 14 March 2025').first()).toBeVisible();
  await expect(page.getByText('69 papers')).toBeVisible();
  await expect(page.getByText(/sample edition comes with Broadsheet/)).toBeVisible();
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(69);

  const notice = page.getByRole('status').filter({ hasText: 'doesn’t answer' });
  await expect(async () => {
    await page.reload();
    await expect(notice).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: GIVES_UP_WITHIN_MS });
  await expect(notice).toContainText('Hugging Face');
  await expect(notice).toContainText('New papers appear once it does');

  await page.getByRole('searchbox', { name: 'Search papers' }).fill('verilog');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page
    .getByRole('link', { name: /^MG-Verilog/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: /^MG-Verilog/ })).toBeVisible();
  await expect(page.getByText(/summary written for Broadsheet/i)).toBeVisible();
  await expect(page.getByRole('link', { name: 'find on arXiv' })).toHaveAttribute(
    'href',
    /^https:\/\/arxiv\.org\/search\//,
  );
  await page.goto('/papers/trending');
  await expect(page.getByRole('main').getByRole('article').first()).toBeVisible();
  expect((await page.request.get('/healthz')).status()).toBe(200);
  expect((await page.request.get('/readyz')).status()).toBe(200);
});
