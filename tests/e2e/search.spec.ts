/** Finding a paper by its words, its authors, its id, or any link to it. */
import { oldStyle, rightToLeft, wellKnown, withdrawn } from './support/papers';
import { cards, expect, test } from './support/test';
import type { Page } from '@playwright/test';

async function searchFor(page: Page, query: string) {
  await page.goto('/');
  await page.getByRole('searchbox', { name: 'Search papers' }).fill(query);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
}

test('words of a title or abstract find the paper, and the query stays in the field', async ({
  page,
}) => {
  await searchFor(page, 'lantern loop');
  await expect(page).toHaveURL(/\/papers\?q=lantern\+loop$/);
  await expect(page).toHaveTitle(/^Search: lantern loop/);
  await expect(page.getByRole('searchbox', { name: 'Search papers' })).toHaveValue('lantern loop');
  await expect(cards(page).first()).toContainText(wellKnown.title);
  await expect(page.getByText(/^1 paper/)).toBeVisible();
});

for (const [what, query, title] of [
  ['an author', 'Marchetti', wellKnown.title],
  ['a Hebrew author', 'נועה לוי', rightToLeft.title],
] as const) {
  test(`${what} finds the paper`, async ({ page }) => {
    await searchFor(page, query);
    await expect(cards(page).first().getByRole('heading')).toHaveText(title);
  });
}

test('a search for words that every paper has shows a note', async ({ page }) => {
  await searchFor(page, 'the of and');
  await expect(page.getByText('only words that are in every paper')).toBeVisible();
});

for (const query of [
  wellKnown.id,
  `arXiv:${wellKnown.id}v2`,
  `https://arxiv.org/abs/${wellKnown.id}v1`,
  `https://arxiv.org/pdf/${wellKnown.id}`,
  `https://huggingface.co/papers/${wellKnown.id}`,
  `https://www.alphaxiv.org/abs/${wellKnown.id}`,
]) {
  test(`${query} leads straight to the paper`, async ({ request, baseURL }) => {
    const response = await request.get('/papers', { params: { q: query } });
    const address = `${baseURL}/papers/${wellKnown.id}`;
    expect([response.status(), response.url()]).toEqual([200, address]);
  });
}

test('an old id with a slash leads straight to the paper', async ({ page }) => {
  await searchFor(page, oldStyle.id);
  await expect(page).toHaveURL(/\/papers\/cs\/0112999$/);
});

test('matching words are marked in whole abstracts', async ({ page }) => {
  await searchFor(page, 'lantern questions');
  const found = cards(page).first();
  await expect(found.getByText('the bad ones too.')).toBeInViewport();
  await expect(found.locator('mark')).toContainText(['Lanterns', 'Lantern', 'question']);
  await expect(found.getByText('more', { exact: true })).toHaveCount(0);
});

test('a mistyped word is corrected, with a note', async ({ page }) => {
  await searchFor(page, 'lantren loop');
  await expect(
    page.getByText('No paper has “lantren”. Showing results for “lanterns”.'),
  ).toBeVisible();
  await expect(cards(page).first()).toContainText(wellKnown.title);
});

for (const [query, title] of [
  ['"small models" author:voss', wellKnown.title],
  ['lantern category:cs.LG', wellKnown.title],
  ['lantern has:code', wellKnown.title],
  ['"maps make a world" -lantern author:"voss dmitri"', withdrawn.title],
] as const) {
  test(`${query} finds that paper alone`, async ({ page }) => {
    await searchFor(page, query);
    await expect(cards(page)).toHaveCount(1);
    await expect(cards(page).getByRole('heading')).toHaveText(title);
  });
}

test('links order and narrow the results, and others undo that', async ({ page }) => {
  await searchFor(page, 'models ask answer');
  await expect(cards(page).first()).toBeVisible();
  const all = await cards(page).count();
  await page.getByText('Filters', { exact: true }).click();
  const choices = page.getByRole('list', { name: 'Filter the results' });
  const choice = choices.getByRole('listitem').filter({ hasText: 'With code' });
  const papers = Number(await choice.locator('span').textContent());
  await choice.getByRole('link').click();
  await expect(page).toHaveURL(/has%3Acode/);
  await expect(cards(page)).toHaveCount(papers);
  expect(papers).toBeLessThan(all);

  await page.getByRole('link', { name: 'Most votes' }).click();
  await expect(page).toHaveURL(/sort=votes$/);
  await expect(cards(page).first()).toContainText(wellKnown.title);
  await choices.getByRole('link', { name: 'Remove has:code' }).click();
  await expect(page.getByRole('searchbox')).not.toHaveValue(/has:code/);
});

test('results appear during typing, and one step back undoes the query', async ({ page }) => {
  await page.goto('/');
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('q=')) requests.push(request.url());
  });
  const field = page.getByRole('searchbox', { name: 'Search papers' });
  await field.pressSequentially('lantern loop', { delay: 20 });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('“lantern loop”');
  await expect(cards(page).first()).toContainText(wellKnown.title);
  await expect(page).toHaveURL(/\/papers\?q=lantern\+loop$/);
  await expect(page).toHaveTitle(/^Search: lantern loop/);
  await expect(field).toBeFocused();
  expect(requests.length).toBeLessThan('lantern loop'.length / 2);
  await page.goBack();
  await expect(page.getByText('Tuesday 10 June 2025').first()).toBeVisible();
  await expect(field).toHaveValue('');
});

test('an empty result has suggestions', async ({ page }) => {
  await searchFor(page, 'zyzzyva quux');
  await expect(page.getByText(/No paper has these words/)).toBeVisible();
  await page.getByRole('link', { name: 'read today’s edition' }).click();
  await expect(page).toHaveURL(/\/papers$/);
});

test('too many words are rejected in words', async ({ page }) => {
  const response = await page.goto(`/papers?q=${'word '.repeat(51)}x`);
  expect(response?.status()).toBe(400);
  await expect(page.getByRole('alert')).toContainText('longer than 250 characters');
  await expect(page.getByRole('searchbox', { name: 'Search papers' })).toBeVisible();
});

for (const query of ['2506.00001', 'https://arxiv.org/abs/2506.00001v3']) {
  test(`${query}, an unknown paper, leads to arXiv and to submitting it`, async ({ page }) => {
    await page.goto(`/papers?q=${encodeURIComponent(query)}`);
    await expect(page.getByText('2506.00001 isn’t here.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'on arXiv' })).toHaveAttribute(
      'href',
      'https://arxiv.org/abs/2506.00001',
    );
    await page.getByRole('link', { name: 'submit it' }).click();
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fpapers%2Fsubmit/);
    await expect(cards(page)).toHaveCount(0);
  });
}

test('markup in a query is escaped', async ({ page }) => {
  const query = '"><script>document.body.dataset.ran=1</script>';
  await searchFor(page, query);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<script>');
  await expect(page.locator('body')).not.toHaveAttribute('data-ran');
});
