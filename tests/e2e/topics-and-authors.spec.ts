/** Navigation from a paper to its topic and its authors. */
import { manyAuthors, wellKnown } from './support/papers';
import { signIn } from './support/sign-in';
import { card, cards, expect, test } from './support/test';

test('a card’s topic leads to its trending papers, and to its newest ones', async ({ page }) => {
  await page.goto('/topics');
  await expect(page.getByRole('heading', { level: 1, name: 'Topics' })).toBeVisible();
  await page.getByRole('link', { name: 'Language models', exact: true }).click();
  await expect(page).toHaveURL(/\/topics\/[\w-]+$/);
  await expect(cards(page).first()).toBeVisible();
  const order = page.getByRole('navigation', { name: 'Order' });
  await order.getByRole('link', { name: 'Newest' }).click();
  await expect(page).toHaveURL(/\?order=newest$/);
  await expect(order.getByRole('link', { name: 'Newest' })).toHaveAttribute('aria-current', 'page');
  await expect(cards(page).first()).toBeVisible();
});

test('an author’s name leads to their papers and coauthors', async ({ page }) => {
  await page.goto(`/papers/${wellKnown.id}`);
  await page.getByRole('link', { name: 'Ada Nováková' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Nováková' })).toBeVisible();
  await expect(page.getByText(/matched by name only/)).toBeVisible();
  await expect(card(page, wellKnown.title)).toBeVisible();
  await page.getByRole('region', { name: 'Co-authors' }).getByText('Ben Okonjo').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ben Okonjo' })).toBeVisible();
});

test('a collaboration of hundreds is not listed as coauthors', async ({ page }) => {
  await page.goto(`/authors/${encodeURIComponent(manyAuthors.authors[3]!)}`);
  await expect(card(page, manyAuthors.title)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Co-authors' })).toHaveCount(0);
});

test('a topic shows that it is followed', async ({ page }, { project }) => {
  const topic = '/topics/language-models';
  await signIn(page, `knows-${project.name}@tidewater.example`, topic);
  await page.getByRole('button', { name: 'Follow' }).click();
  await page.getByRole('link', { name: /^Back to/ }).click();
  await page.getByRole('button', { name: 'Following' }).click();
  await expect(page.getByRole('button', { name: 'Unfollow' })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('an author is followed from their page, and unfollowed', async ({ page }, { project }) => {
    const author = `/authors/${encodeURIComponent('Ada Nováková')}`;
    await page.goto(author);
    await page.getByRole('button', { name: 'Follow' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await signIn(page, `follows-${project.name}@tidewater.example`, author);
    await page.getByRole('button', { name: 'Follow' }).click();
    await expect(page.getByText('You follow this.')).toBeVisible();
    await page.getByRole('link', { name: 'Everything you follow' }).click();
    await expect(page.getByLabel('Authors')).toHaveValue('Ada Nováková');
    await page.goBack();
    await page.getByRole('button', { name: 'Unfollow' }).click();
    await expect(page.getByText('You no longer follow this.')).toBeVisible();
  });
});
