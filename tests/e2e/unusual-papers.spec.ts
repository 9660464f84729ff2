/** Tests unusual papers in the list and on their own page. */
import {
  chinese,
  hostile,
  longTitle,
  manyAuthors,
  MONDAY,
  rightToLeft,
  wide,
  withdrawn,
  withoutAbstract,
} from './support/papers';
import { card, expect, scrollsSideways, test } from './support/test';

test('664 authors are three names in the list and all of them on the page @phone', async ({
  page,
}) => {
  await page.goto(`/papers/date/${MONDAY}`);
  await expect(card(page, manyAuthors.title)).toContainText('and 661 more');
  await page.goto(`/papers/${manyAuthors.id}`);
  const last = page.getByRole('link', { name: 'Collaborator 664 of Tidewater' });
  await expect(last).toBeHidden();
  await page.getByText('and 652 more').click();
  await expect(last).toBeVisible();
  await expect(page.getByRole('link', { name: /^Collaborator \d+ of Tidewater$/ })).toHaveCount(
    664,
  );
  expect(await scrollsSideways(page)).toBe(false);
});

test('a withdrawn paper is marked, its title struck through', async ({ page }) => {
  await page.goto(`/papers/date/${MONDAY}`);
  const listed = card(page, withdrawn.title);
  await expect(listed.getByText('The authors withdrew this paper.')).toBeVisible();
  await expect(listed.getByText(withdrawn.title)).toHaveCSS('text-decoration-line', 'line-through');
  await page.goto(`/papers/${withdrawn.id}`);
  await expect(
    page.getByRole('status').filter({ hasText: 'The authors withdrew this paper' }),
  ).toContainText('an error in the second walk');
});

test('a paper without abstract and authors is marked', async ({ page }) => {
  await page.goto(`/papers/date/${MONDAY}`);
  await expect(card(page, withoutAbstract.title)).toContainText('This paper has no abstract');
  await page.goto(`/papers/${withoutAbstract.id}`);
  await expect(page.getByText('This paper has no abstract yet.')).toBeVisible();
  await expect(page.getByText('This paper has no authors yet.')).toBeVisible();
});

test('a title of 250 characters wraps @phone', async ({ page }) => {
  expect(longTitle.title).toHaveLength(250);
  await page.goto(`/papers/${longTitle.id}`);
  await expect(page.getByRole('heading', { level: 1, name: longTitle.title })).toBeVisible();
  expect(await scrollsSideways(page)).toBe(false);
});

for (const [paper, direction] of [
  [rightToLeft, 'rtl'],
  [chinese, 'ltr'],
] as const) {
  test(`“${paper.title.slice(0, 8)}…” is set in its own direction`, async ({ page }) => {
    await page.goto(`/papers/${paper.id}`);
    const title = page.getByRole('heading', { level: 1, name: paper.title });
    await expect(title).toHaveCSS('direction', direction);
    const abstract = page.getByRole('region', { name: 'Abstract' }).getByText(paper.abstract);
    await expect(abstract).toHaveCSS('direction', direction);
    await page.goto(`/papers/date/${MONDAY}`);
    const listed = card(page, paper.title).getByText(paper.abstract);
    await expect(listed).toHaveCSS('direction', direction);
  });
}

test('markup in a title or abstract is text', async ({ page }) => {
  await page.goto(`/papers/date/${MONDAY}`);
  const listed = card(page, /^Escaping <img/);
  await expect(listed).toContainText('<script>document.body.dataset.ran=1</script>');
  await page.goto(`/papers/${hostile.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<img src=x onerror=');
  await expect(page.locator('body')).not.toHaveAttribute('data-ran');
  await expect(page.locator('a[href^="javascript:"]')).toHaveCount(0);
});

test('a word, formula or address wider than the page keeps to its column @phone', async ({
  page,
}) => {
  for (const path of [`/papers/${wide.id}`, `/papers/date/${MONDAY}`]) {
    await page.goto(path);
    expect(await scrollsSideways(page), path).toBe(false);
  }
});
