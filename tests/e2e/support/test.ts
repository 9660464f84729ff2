/** Fixtures of every test: the shared site, and a check of the browser's errors. */
import { test as base, expect, type ConsoleMessage, type Page } from '@playwright/test';
import { sharedSite, type SharedSite } from './shared-sites';
import { START_TIMEOUT_MS } from './site';

export { expect };

/** Emulating a phone resizes each page, and a browser then skips the transition. */
const SKIPPED_TRANSITION = /InvalidStateError: Transition was aborted/;

/** Offline tests get one error for each failed request. */
const OFFLINE = /net::ERR_INTERNET_DISCONNECTED/;

export const test = base.extend<{ site: SharedSite }>({
  site: [async ({}, use) => use(await sharedSite('reading')), { timeout: START_TIMEOUT_MS }],
  baseURL: async ({ site }, use) => use(site.url),
  // A blocked inline script, a failed request or an exception fails the test.
  context: async ({ context }, use) => {
    const complaints: string[] = [];
    context.on('console', (message) => {
      const isExpected = isOwnStatus(message) || OFFLINE.test(message.text());
      if (message.type() === 'error' && !isExpected) complaints.push(message.text());
    });
    context.on('weberror', (thrown) => {
      const error = String(thrown.error());
      if (!SKIPPED_TRANSITION.test(error)) complaints.push(error);
    });
    await use(context);
    expect(complaints, 'the browser complained').toEqual([]);
  },
});

/** Browsers report a page's own 404 as an error; tests check the status themselves. */
function isOwnStatus(message: ConsoleMessage): boolean {
  return (
    message.text().startsWith('Failed to load resource') &&
    message.location().url === message.page()?.url()
  );
}

/** The cards of a list, in their order. */
export function cards(page: Page) {
  return page.getByRole('main').getByRole('article');
}

/** The list's card of a paper, by its title. */
export function card(page: Page, title: string | RegExp) {
  return cards(page).filter({ has: page.getByRole('heading', { name: title }) });
}

/** Whether the page scrolls sideways. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
}
