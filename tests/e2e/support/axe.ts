/** Checks pages with axe. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, scrollsSideways } from './test';

const PHONE = { width: 390, height: 844 };
/** Dark differs from light in colours alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Checks a page on a desktop and on a phone, in both themes, with one visit. */
export async function expectAccessible(page: Page, address: string): Promise<void> {
  const desktop = page.viewportSize() ?? PHONE;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address);
  expect(await violations(page), address).toEqual([]);
  expect(await scrollsSideways(page), address).toBe(false);
  await page.setViewportSize(PHONE);
  expect(await violations(page), `${address} (phone)`).toEqual([]);
  expect(await scrollsSideways(page), `${address} (phone)`).toBe(false);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page, COLOUR_RULES), `${address} (dark)`).toEqual([]);
  await page.setViewportSize(desktop);
}

/** Axe's violations on the page in its current state. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'], preload: false });
  if (rules) axe.withRules(rules);
  // Without the second page that axe needs for frames of other sites, which ours don't have.
  const result = await axe.setLegacyMode().analyze();
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
