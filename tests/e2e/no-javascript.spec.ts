/** Tests that all reading works without JavaScript. */
import { FRIDAY, MONDAY, wellKnown } from './support/papers';
import { card, cards, expect, test } from './support/test';

test.use({ javaScriptEnabled: false });

test('an edition is read, unfolded and followed to the day before', async ({ page }) => {
  await page.goto(`/papers/date/${MONDAY}`);
  const lead = card(page, wellKnown.title);
  const text = lead.getByText(/the bad ones too\.$/);
  const folded = (await text.boundingBox())!.height;
  await lead.getByText('more', { exact: true }).click();
  expect((await text.boundingBox())!.height).toBeGreaterThan(folded);
  await page.getByRole('link', { name: 'Previous: Fri 6 Jun' }).click();
  await expect(page.getByText('60 papers')).toBeVisible();
});

test('searching, paging and the calendar are plain forms and links', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('searchbox', { name: 'Search papers' }).fill('fog');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '“fog”' })).toBeVisible();
  await expect(cards(page)).toHaveCount(50);
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(cards(page)).toHaveCount(18);

  await page.goto('/');
  const calendar = page.getByRole('form', { name: 'Calendar' }).filter({ visible: true });
  await calendar.getByLabel('Go to a day').fill(FRIDAY);
  await calendar.getByRole('button', { name: 'Go' }).click();
  await expect(page.getByText('60 papers')).toBeVisible();
});

test('elements that need a script are hidden', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Switch between light and dark' })).toBeHidden();
  await page.goto(`/papers/${wellKnown.id}`);
  await page.getByText('BibTeX', { exact: true }).click();
  await expect(page.getByText(/@(misc|article)\{/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy BibTeX' })).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('the sheet of contents opens and closes', async ({ page }) => {
    await page.goto(`/papers/date/${MONDAY}`);
    const contents = page.getByRole('navigation', { name: 'On this page' });
    await expect(contents).toBeHidden();
    await page.getByRole('button', { name: /^On this page/ }).click();
    await expect(contents).toBeVisible();
    await contents.getByRole('button', { name: 'Close' }).click();
    await expect(contents).toBeHidden();
  });
});
