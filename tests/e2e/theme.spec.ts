/** Light and dark: the system's by default, the reader's choice later, without a flash. */
import { expect, test } from './support/test';

const LIGHT_PAPER = 'rgb(255, 253, 248)';
const DARK_PAPER = 'rgb(21, 20, 16)';

test.describe('a system that is dark', () => {
  test.use({ colorScheme: 'dark' });

  test('shows dark, until light is chosen, which a reload and other pages remember', async ({
    page,
  }) => {
    await page.goto('/');
    await expect(page.locator('body')).toHaveCSS('background-color', DARK_PAPER);
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await expect(page.locator('body')).toHaveCSS('background-color', LIGHT_PAPER);
    await page.reload();
    await expect(page.locator('body')).toHaveCSS('background-color', LIGHT_PAPER);
    await page.goto('/about/ranking');
    await expect(page.locator('body')).toHaveCSS('background-color', LIGHT_PAPER);
  });

  test('a stored choice is applied before the first paint', async ({ page }) => {
    await page.addInitScript(() => {
      localStorage.setItem('theme', 'light');
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        observer.disconnect();
        document.documentElement.dataset.themeAtBody = document.documentElement.dataset.theme;
      }).observe(document, { childList: true, subtree: true });
    });
    for (const path of ['/', '/papers/trending', '/subscribe', '/papers/date/2025-02-30']) {
      await page.goto(path);
      await expect(page.locator('html'), path).toHaveAttribute('data-theme-at-body', 'light');
    }
  });
});

test('a system that is light shows light, and dark can be chosen', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('body')).toHaveCSS('background-color', LIGHT_PAPER);
  await page.getByRole('button', { name: 'Switch between light and dark' }).click();
  await expect(page.locator('body')).toHaveCSS('background-color', DARK_PAPER);
});
