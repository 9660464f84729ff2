/** Keyboard use: shortcuts, tab order, and visible focus. */
import { MONDAY, wellKnown, manyAuthors } from './support/papers';
import { cards, expect, test } from './support/test';

test('j and k move through the papers, o opens one, u goes back up', async ({ page }) => {
  await page.goto(`/papers/date/${MONDAY}`);
  const title = (index: number) => cards(page).nth(index).getByRole('heading').getByRole('link');
  await page.keyboard.press('j');
  await expect(title(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(title(1)).toBeFocused();
  await expect(title(1)).toBeInViewport();
  await page.keyboard.press('k');
  await expect(title(0)).toBeFocused();
  await page.keyboard.press('k');
  await expect(title(0)).toBeFocused();
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { level: 1, name: wellKnown.title })).toBeVisible();
  await page.keyboard.press('u');
  await expect(page).toHaveURL(new RegExp(`/papers/date/${MONDAY}$`));
  await expect(title(1)).toHaveText(manyAuthors.title);
});

test('u on a paper that was opened from elsewhere leads to its edition', async ({ page }) => {
  await page.goto(`/papers/${wellKnown.id}`);
  await page.keyboard.press('u');
  await expect(page).toHaveURL(new RegExp(`/papers/date/${MONDAY}$`));
});

test('/ goes to the search field, where letters are letters', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('/');
  const field = page.getByRole('searchbox', { name: 'Search papers' });
  await expect(field).toBeFocused();
  await page.keyboard.type('jokes?');
  await expect(field).toHaveValue('jokes?');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('? explains the keys, and Escape closes the explanation', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toBeVisible();
  await expect(help.getByText('next paper')).toBeVisible();
  await page.keyboard.press('j');
  await expect(help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('?');
  await help.getByRole('button', { name: 'Close' }).click();
  await expect(help).toBeHidden();
});

test('the first tab skips to the papers, and the focus is always visible', async ({ page }) => {
  await page.goto(`/papers/date/${MONDAY}`);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the papers' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  const order: string[] = [];
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const it = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(it);
      return {
        name: it.ariaLabel ?? it.textContent,
        outlineStyle,
        width: parseFloat(outlineWidth),
      };
    });
    expect(focused.outlineStyle, focused.name ?? '').not.toBe('none');
    expect(focused.width).toBeGreaterThanOrEqual(2);
    order.push(focused.name ?? '');
  }
  expect(order.slice(0, 6)).toEqual([
    'Broadsheet',
    '',
    'Search',
    'Switch between light and dark',
    'Sign in',
    'Day',
  ]);
  await skip.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);
});
