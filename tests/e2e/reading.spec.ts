/** A reader's morning: the edition, an abstract, the day before, a paper, its ranking, and back. */
import { FRIDAY, MONDAY, wellKnown } from './support/papers';
import { card, cards, expect, test } from './support/test';

// Other tests run without the transitions between pages.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

test('a reader goes from the edition to the day before, a paper, the ranking, and back @phone', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Broadsheet');
  await expect(page.getByText('The daily paper for research papers')).toBeVisible();
  await expect(page.getByText('Tuesday 10 June 2025').first()).toBeVisible();
  await expect(page.getByText('8 papers')).toBeVisible();
  await expect(page.getByText('by hanaito, ivoprat and the research community')).toBeVisible();
  await expect(page.getByText('Get trending papers in your email inbox!')).toBeVisible();

  await page.getByRole('link', { name: 'Previous: Mon 9 Jun' }).click();
  await expect(page).toHaveURL(new RegExp(`/papers/date/${MONDAY}$`));
  await page.getByRole('link', { name: 'Previous: Fri 6 Jun' }).click();
  await expect(page).toHaveURL(new RegExp(`/papers/date/${FRIDAY}$`));
  await page.getByRole('link', { name: 'Next: Mon 9 Jun' }).click();

  const lead = card(page, wellKnown.title);
  await lead.getByRole('link', { name: wellKnown.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: wellKnown.title })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Why this rank' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Score' })).toBeVisible();
  await page.getByRole('link', { name: 'How ranking works' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'How ranking works' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: wellKnown.title })).toBeVisible();
  await page.goBack();
  await expect(lead).toBeVisible();
});

test('an abstract shows five lines, unfolds in place, and folds again @phone', async ({ page }) => {
  await page.goto(`/papers/date/${MONDAY}`);
  const lead = card(page, wellKnown.title);
  const end = lead.getByText(/the bad ones too\.$/);
  const folded = await end.evaluate((it) => it.clientHeight);
  await lead.getByText('more', { exact: true }).click();
  const unfolded = await end.evaluate((it) => it.clientHeight);
  expect(unfolded).toBeGreaterThan(folded);
  await lead.getByText('less', { exact: true }).or(lead.locator('summary')).first().click();
  expect(await end.evaluate((it) => it.clientHeight)).toBe(folded);
});

test('going back from a paper restores the list’s position @phone', async ({ page }) => {
  await page.goto(`/papers/date/${FRIDAY}`);
  const title = cards(page).nth(30).getByRole('heading').getByRole('link');
  await title.scrollIntoViewIfNeeded();
  const left = await page.evaluate(() => scrollY);
  expect(left).toBeGreaterThan(1_000);
  await title.click();
  await expect(page.getByRole('heading', { name: 'Abstract' })).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect(title).toBeInViewport();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(left);
});

test('a title in the contents leads to its paper on the page @phone', async ({
  page,
  isMobile,
}) => {
  await page.goto(`/papers/date/${FRIDAY}`);
  if (isMobile) await page.getByRole('button', { name: /^On this page/ }).click();
  const contents = page.getByRole('navigation', { name: 'On this page' });
  await contents.getByRole('link').nth(19).click();
  await expect(cards(page).nth(19).getByRole('heading')).toBeInViewport();
  if (isMobile) await expect(contents).toBeHidden();
  else await expect(contents.locator('[aria-current=location]')).toHaveCount(1);
});

test('the banner accepts an address, and reports an invalid one', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Your email address').fill('ada@tidewater');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The digest' })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'mail address' })).toBeVisible();
});
