/** Checks a page with axe on a desktop and on a phone, in both themes, with one visit. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, scrollsSideways } from './test';

const PHONE = { width: 390, height: 844 };
/** Dark differs from light in colours alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

export async function expectAccessible(page: Page, address: string): Promise<void> {
  const desktop = page.viewportSize() ?? PHONE;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address);
  expect(await violations(new AxeBuilder({ page })), address).toEqual([]);
  expect(await scrollsSideways(page), address).toBe(false);
  await page.setViewportSize(PHONE);
  expect(await violations(new AxeBuilder({ page })), `${address} (phone)`).toEqual([]);
  expect(await scrollsSideways(page), `${address} (phone)`).toBe(false);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = new AxeBuilder({ page }).withRules(COLOUR_RULES);
  expect(await violations(dark), `${address} (dark)`).toEqual([]);
  await page.setViewportSize(desktop);
}

async function violations(axe: AxeBuilder): Promise<string[]> {
  const result = await axe.analyze();
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
