/** Tests every width, zoom and medium: nothing is cut off or scrolls sideways. */
import { violations } from './support/axe';
import { PAGES } from './support/pages';
import { MONDAY, wellKnown } from './support/papers';
import { card, cards, expect, scrollsSideways, test } from './support/test';

/** The narrowest phone, the widest screen, and 1280 pixels at a zoom of 200 and of 400 %. */
const WIDTHS = [320, 360, 640, 768, 1100, 1600];

test('no page scrolls sideways, even with text at twice the size @phone', async ({
  page,
  isMobile,
}) => {
  const own = page.viewportSize()!;
  for (const path of Object.values(PAGES)) {
    await page.goto(path);
    for (const width of isMobile ? [] : WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      expect.soft(await scrollsSideways(page), `${path} at ${width} pixels`).toBe(false);
    }
    await page.setViewportSize(own);
    expect.soft(await scrollsSideways(page), path).toBe(false);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    expect.soft(await scrollsSideways(page), `${path}, twice as large`).toBe(false);
  }
});

test('buttons and links are large enough for a thumb @phone', async ({ page }) => {
  await page.goto('/');
  for (const target of [
    page.getByRole('button', { name: 'Search', exact: true }),
    page.getByRole('button', { name: 'Switch between light and dark' }),
    page.getByRole('link', { name: 'Week' }),
    page.getByRole('link', { name: /^Previous:/ }),
    cards(page).first().locator('summary'),
  ]) {
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
});

test('an abstract’s toggle ends the line of facts @phone', async ({ page }) => {
  await page.goto('/');
  const lead = cards(page).first();
  const more = (await lead.getByText('more', { exact: true }).boundingBox())!;
  const votes = (await lead.getByRole('button', { name: /votes?$/ }).boundingBox())!;
  const middleOf = (box: typeof more) => box.y + box.height / 2;
  expect(Math.abs(middleOf(more) - middleOf(votes))).toBeLessThan(8);
  expect(more.x).toBeGreaterThan(votes.x);
});

test('the sticky line shows the day after the masthead scrolls away, where it has room @phone', async ({
  page,
}, { project }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto(`/papers/date/${MONDAY}`);
  const day = page.getByText('Monday 9 June 2025', { exact: true }).nth(1);
  await expect(day).toHaveCSS('opacity', '0');
  await page.evaluate(() => scrollTo({ top: 600, behavior: 'instant' }));
  if (project.name === 'phone') await expect(day).toBeHidden();
  else await expect(day).toHaveCSS('opacity', '1');
});

test('with reduced motion nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/');
  await card(page, /./).first().getByText('more', { exact: true }).click();
  await page.getByRole('link', { name: /^Previous:/ }).click();
  await expect(page).toHaveURL(/\/papers\/date\//);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test('everything stays visible with forced colours', async ({ page }, { project }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`/papers/date/${MONDAY}`);
  await expect(card(page, wellKnown.title)).toBeVisible();
  const chosen = page.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name: 'Day' });
  await expect(chosen).toHaveCSS('outline-style', 'solid');
  await page.screenshot({ path: `test-results/screens/${project.name}-forced-colours.png` });
});

test('a printed page has no navigation, whole abstracts, and each title’s address @phone', async ({
  page,
}, { project }) => {
  await page.goto(`/papers/date/${MONDAY}`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const name of ['Lists', 'Editions', 'On this page']) {
    await expect(page.getByRole('navigation', { name })).toBeHidden();
  }
  await expect(page.getByRole('search')).toBeHidden();
  await expect(page.getByText('Get trending papers in your email inbox!')).toBeHidden();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  const lead = card(page, wellKnown.title);
  const { width = 0 } = page.viewportSize() ?? {};
  expect((await lead.boundingBox())?.width).toBeGreaterThan(width / 2);
  const address = await lead
    .getByRole('link', { name: wellKnown.title })
    .evaluate((link) => getComputedStyle(link, '::after').content);
  expect(address).toContain(`/papers/${wellKnown.id}`);
  const text = lead.getByText(/the bad ones too\.$/);
  expect(await text.evaluate((it) => it.scrollHeight - it.clientHeight)).toBe(0);
  await page.screenshot({
    path: `test-results/screens/${project.name}-print.png`,
    fullPage: true,
  });
});

test('axe finds nothing on the sheet of contents and the dialog of keys @phone', async ({
  page,
  isMobile,
}) => {
  await page.goto('/');
  if (isMobile) {
    await page.getByRole('button', { name: /^On this page/ }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
  }
  await page.keyboard.press('?');
  expect(await violations(page)).toEqual([]);
});
