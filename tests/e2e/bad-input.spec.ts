/** Tests that a bad link explains the problem and leads back to the edition. */
import { expect, test } from './support/test';

for (const path of [
  '/papers/date/2025-02-30',
  `/papers?q=${'x'.repeat(5_000)}`,
  '/papers/%22%3E%3Cimg%20src%3Dx%20onerror%3D%22document.body.dataset.ran%3D1%22%3E',
]) {
  test(`${path.slice(0, 60)} shows a page with a way back`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('body')).not.toHaveAttribute('data-ran');
    await page.getByRole('link', { name: 'Read the latest edition' }).click();
    await expect(page.getByText('Tuesday 10 June 2025').first()).toBeVisible();
  });
}
