/** Signs in as readers do: by the link in a mail that the local mailbox caught. */
import type { Page } from '@playwright/test';
import { expect } from './test';

type CaughtMail = { to: { address: string }[]; text: string };

/** Signs the page's browser in, and ends at `next`. */
export async function signIn(page: Page, email: string, next = '/account'): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel('Your email address').fill(email);
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await page.goto(await mailedSignIn(page, email));
  await page.getByRole('button', { name: /^Sign me in/ }).click();
}

/** The link in the newest sign-in mail to an address; needs the page after the request. */
export function mailedSignIn(page: Page, email: string): Promise<string> {
  return mailedLink(page, email, /http\S+\/sign-in\/\S+/);
}

/** The link in the newest mail to an address; the page must link to the mailbox. */
export async function mailedLink(page: Page, email: string, pattern: RegExp): Promise<string> {
  const mailbox = await page.getByRole('link', { name: 'mailbox' }).getAttribute('href');
  let link = '';
  await expect(async () => {
    const mails = (await (await page.request.get(`${mailbox}/email`)).json()) as CaughtMail[];
    const mine = mails.filter(({ to }) => to[0]?.address === email);
    link = pattern.exec(mine.at(-1)?.text ?? '')?.[0] ?? '';
    expect(link).not.toBe('');
  }).toPass();
  return link;
}
