/** Checks every kind of public page with axe, in both themes. */
import { expectAccessible } from './support/axe';
import { PAGES } from './support/pages';
import { test } from './support/test';

// A list of fifty papers has some thousand texts to measure, three times.
test.describe.configure({ timeout: 180_000 });

for (const [name, path] of Object.entries(PAGES)) {
  test(`axe finds nothing on ${name}`, async ({ page }) => {
    await expectAccessible(page, path);
  });
}
