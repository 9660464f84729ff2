/** axe finds nothing on any kind of page, in either theme; each is kept as a picture to look at. */
import AxeBuilder from '@axe-core/playwright';
import { PAGES } from './support/pages';
import { expect, test } from './support/test';

// A list of fifty papers has some thousand texts to measure.
test.describe.configure({ timeout: 60_000 });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const [name, path] of Object.entries(PAGES)) {
      test(`axe finds nothing on ${name}`, async ({ page }, { project }) => {
        await page.goto(path);
        const picture = `test-results/screens/${project.name}-${colorScheme}-${name}.png`;
        await page.screenshot({ path: picture, fullPage: true });
        const axe = new AxeBuilder({ page });
        // In the dark only the colours are others.
        if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
        const { violations } = await axe.analyze();
        expect(
          violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
        ).toEqual([]);
      });
    }
  });
}

test('the sheet of contents and the dialog of keys pass too', async ({ page, isMobile }) => {
  await page.goto('/');
  if (isMobile) {
    await page.getByRole('button', { name: /^On this page/ }).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
  }
  await page.keyboard.press('?');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
