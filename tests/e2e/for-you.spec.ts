/** Personal recommendations: For you after three votes, and a saved search in the digest. */
import { violations } from './support/axe';
import { wellKnown } from './support/papers';
import { signIn } from './support/sign-in';
import { card, expect, scrollsSideways } from './support/test';
import { subscribe, test } from './support/today-site';

test('For you describes itself, changes after three votes, and accepts "less of this"', async ({
  page,
}) => {
  test.slow();
  await page.goto('/papers/for-you');
  await expect(page.getByText('To see them, sign in')).toBeVisible();
  await signIn(page, 'fay@tidewater.example', '/papers/for-you');
  await expect(page.getByText('No suggestions yet')).toBeVisible();

  await page.goto('/papers');
  for (const part of [201, 202, 203]) {
    const vote = card(page, `Weighing Fog, Part ${part}`).getByRole('button', { name: /vote/ });
    const counted = page.waitForResponse(/\/upvote$/);
    await vote.click();
    expect((await counted).status()).toBe(200);
  }
  await page.goto('/papers/for-you');
  const liked = card(page, 'Weighing Fog, Part 204');
  await expect(liked.getByText(/like “Weighing Fog/i)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);

  const title = page.getByRole('heading', { name: 'Weighing Fog, Part 204' });
  const item = page.getByRole('listitem').filter({ has: title });
  await item.getByRole('button', { name: 'Less of this' }).click();
  await expect(card(page, 'Weighing Fog, Part 204')).toHaveCount(0);
  await page.getByRole('button', { name: 'Reset “Less of this”' }).click();
  await expect(card(page, 'Weighing Fog, Part 204')).toHaveCount(1);
});

test('a saved search feeds the digest', async ({ page }) => {
  test.slow();
  const email = 'gil@tidewater.example';
  await subscribe(page, email);
  const preferences = page.url();
  await page.goto('/papers?q=lanterns');
  await page.getByRole('button', { name: 'Save this search' }).click();
  // Signed out, the button leads through sign-in and back; the subscription joins the account.
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn(page, email, '/papers?q=lanterns');
  await page.getByRole('button', { name: 'Save this search' }).click();
  await expect(page.getByText('In your digest')).toBeVisible();

  await page.goto(preferences);
  const preview = page.getByRole('region', { name: 'Your next digest' });
  await expect(preview.getByRole('link', { name: wellKnown.title })).toBeVisible();
  await expect(preview.getByText('matches your saved search “lanterns”')).toBeVisible();

  await page.goto('/searches');
  await page.getByRole('button', { name: 'Remove from digest' }).click();
  await expect(page.getByText('Not in your digest')).toBeVisible();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No saved searches yet.')).toBeVisible();
});
