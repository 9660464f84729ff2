/** Voting: on a card and on a paper's page, signed in or on the way there, by key and without JavaScript. */
import type { Locator, Page } from '@playwright/test';
import { violations } from './support/axe';
import { mailedSignIn, signIn } from './support/sign-in';
import { cards, expect, scrollsSideways, test } from './support/test';

/** The sample's day, whose order no other test checks. */
const LIST = '/papers/date/2025-03-14';

/** Each test has readers and papers of its own, on each screen. */
function ownsOf(journey: number, project: string) {
  return {
    email: `voter-${journey}-${project}@tidewater.example`,
    place: 10 * journey + (project === 'phone' ? 0 : 5),
  };
}

/** A paper's address, by its place on the list. */
async function paperAt(page: Page, place: number): Promise<string> {
  await page.goto(LIST);
  return (await cards(page).nth(place).getByRole('link').first().getAttribute('href')) ?? '';
}

const voteButton = (within: Page | Locator) => within.getByRole('button', { name: /^\d+ votes?$/ });
const message = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });

/** Signs in, and waits until the page has the reader's data. */
async function enter(page: Page, email: string, address: string): Promise<void> {
  await signIn(page, email, address);
  await expect(page).toHaveURL(address);
  await known(page);
}

async function known(page: Page): Promise<void> {
  await expect(page.locator('[data-reader]')).not.toHaveText('Sign in');
}

async function votesOn(page: Page): Promise<number> {
  return Number((await voteButton(page).innerText()).split(' ')[0]);
}

test('a click counts at once, for all readers within seconds, and a second one undoes it @phone', async ({
  page,
  browser,
  baseURL,
}, { project }) => {
  const { email, place } = ownsOf(1, project.name);
  const address = await paperAt(page, place);
  await enter(page, email, address);
  const button = voteButton(page);
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  const before = await votesOn(page);
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(message(page, 'Your vote is counted.')).toBeVisible();
  expect(await votesOn(page)).toBe(before + 1);
  expect(await violations(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);

  await page.reload();
  await expect(voteButton(page)).toHaveAttribute('aria-pressed', 'true');
  const elsewhere = await (await browser.newContext({ baseURL })).newPage();
  await expect(async () => {
    await elsewhere.goto(address);
    expect(await votesOn(elsewhere)).toBe(before + 1);
  }).toPass({ timeout: 10_000 });
  await elsewhere.context().close();

  await voteButton(page).click();
  await expect(message(page, 'Your vote was removed.')).toBeVisible();
  await expect(voteButton(page)).toHaveAttribute('aria-pressed', 'false');
  expect(await votesOn(page)).toBe(before);
});

test('clicked signed out, it leads through sign-in and then counts', async ({ page }, {
  project,
}) => {
  const { email, place } = ownsOf(2, project.name);
  const address = await paperAt(page, place);
  await page.goto(address);
  await voteButton(page).click();
  await expect(page.getByText('Sign in to vote.')).toBeVisible();
  const requests = new URL(page.url());
  expect(requests.searchParams.get('next')).toBe(address);
  await page.getByLabel('Your email address').fill(email);
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await page.goto(await mailedSignIn(page, email));
  await page.getByRole('button', { name: 'Sign me in and count my vote' }).click();
  await expect(page).toHaveURL(address);
  await expect(voteButton(page)).toHaveAttribute('aria-pressed', 'true');
});

test('by keyboard, from a list', async ({ page }, { project }) => {
  const { email, place } = ownsOf(3, project.name);
  await enter(page, email, LIST);
  const button = voteButton(cards(page).nth(place));
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await button.focus();
  await page.keyboard.press('Space');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
});

test('without JavaScript, a page shows the vote and withdraws it', async ({ browser, baseURL }, {
  project,
}) => {
  const { email, place } = ownsOf(4, project.name);
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  const address = await paperAt(page, place);
  await signIn(page, email, address);
  await voteButton(page).click();
  await expect(page.getByText('Your vote is counted. It has 1 vote.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove my vote' }).click();
  await expect(page.getByText('You haven’t voted for this paper. It has 0 votes.')).toBeVisible();
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page).toHaveURL(address);
  await context.close();
});

test('a vote that fails is reported, and shown as before', async ({ page }, { project }) => {
  const { email, place } = ownsOf(5, project.name);
  const address = await paperAt(page, place);
  await enter(page, email, address);
  const before = await votesOn(page);
  await page.evaluate(() => (window.fetch = () => Promise.reject(new TypeError('away'))));
  await voteButton(page).click();
  await expect(message(page, 'Your vote wasn’t sent.')).toBeVisible();
  await expect(voteButton(page)).toHaveAttribute('aria-pressed', 'false');
  expect(await votesOn(page)).toBe(before);
});
