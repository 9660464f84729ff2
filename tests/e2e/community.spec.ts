/** Two readers and a curator, from a submission to the order of the edition. */
import type { Page } from '@playwright/test';
import { proposed } from './support/papers';
import { test } from './support/today-site';
import { card, cards, expect } from './support/test';

const brought = proposed.at(-1)!;
const RIVAL = 'Weighing Fog, Part 204';

async function mailsTo(page: Page, email: string): Promise<string[]> {
  await page.goto('/sign-in/sent');
  const mailbox = await page.getByRole('link', { name: 'mailbox' }).getAttribute('href');
  const mails = await (await page.request.get(`${mailbox}/email`)).json();
  const mine = mails.filter(({ to }: { to: { address: string }[] }) => to[0]?.address === email);
  return mine.map(({ text }: { text: string }) => text);
}

async function voteFor(page: Page, title: string) {
  await page.goto('/papers');
  const counted = page.waitForResponse(/\/upvote$/);
  await card(page, title).getByRole('button', { name: /vote/ }).click();
  expect((await counted).status()).toBe(200);
}

async function placeOf(page: Page, title: string): Promise<number> {
  await page.goto('/papers');
  const titles = await cards(page).getByRole('heading').allTextContents();
  return titles.findIndex((each) => each.includes(title));
}

test('A submits, a curator lists the paper, B votes and comments, A gets the mail, the order changes', async ({
  browser,
  site,
  contextOptions,
}) => {
  test.slow();
  const ana = await site.reader(browser, 'ana', contextOptions);
  await ana.goto('/papers/submit');
  await ana.getByLabel('arXiv ID or link').fill(brought.id);
  await ana.keyboard.press('Enter');
  await ana.getByRole('button', { name: 'Submit for review' }).click();
  await expect(ana.getByText('waiting for a curator')).toBeVisible();

  const cora = await site.reader(browser, 'cora', contextOptions);
  await cora.goto('/admin/submissions');
  const waiting = cora.getByRole('listitem').filter({ hasText: brought.title });
  await waiting.getByRole('button', { name: 'List today' }).click();
  await expect(async () => {
    expect(await placeOf(ana, brought.title)).toBeGreaterThan(await placeOf(ana, RIVAL));
  }).toPass();

  const bo = await site.reader(browser, 'bo', contextOptions);
  for (const reader of [ana, bo]) await voteFor(reader, brought.title);
  const handle = await ana.getByRole('link', { name: /^reader-/ }).innerText();
  await bo.goto(`/discuss/${brought.id}`);
  await bo.getByLabel('Your comment').fill(`Well found, @${handle}.`);
  await bo.keyboard.press('Tab');
  await bo.keyboard.press('Enter');
  await expect(bo).toHaveURL(/#c-/);

  await expect(async () => {
    expect(await placeOf(cora, brought.title)).toBeLessThan(await placeOf(cora, RIVAL));
  }).toPass({ timeout: 20_000 });
  await expect(async () => {
    expect((await mailsTo(ana, 'ana@tidewater.example')).join()).toContain('Well found');
  }).toPass({ timeout: 20_000 });
});
