/** Signs in as readers do: by the link in a mail that the local mailbox caught. */
import type { APIRequestContext, Page } from '@playwright/test';
import { expect } from './test';

type CaughtMail = { to: { address: string }[]; text: string };

const SIGN_IN_LINK = /http\S+\/sign-in\/\S+/;

/** Signs the page's browser in by requests like those of the forms, and ends at `next`. */
export async function signIn(page: Page, email: string, next = '/account'): Promise<void> {
  const { request } = page;
  const sent = await request.post('/sign-in', { form: { email, next } });
  const mailbox = /href="(http:\/\/127\.0\.0\.1:[^"]+)"/.exec(await sent.text())?.[1] ?? '';
  const link = await newestLink(request, { mailbox, email, pattern: SIGN_IN_LINK });
  const signedIn = await request.post(link, { form: { next }, maxRedirects: 0 });
  expect(signedIn.status()).toBe(303);
  await page.goto(next);
}

/** Signs the page's browser in by the forms, and ends at `next`. */
export async function signInByForms(page: Page, email: string, next = '/account'): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel('Your email address').fill(email);
  await page.getByRole('button', { name: 'Send me the link' }).click();
  await page.goto(await mailedSignIn(page, email));
  await page.getByRole('button', { name: /^Sign me in/ }).click();
}

/** The link in the newest sign-in mail to an address; needs the page after the request. */
export function mailedSignIn(page: Page, email: string): Promise<string> {
  return mailedLink(page, email, SIGN_IN_LINK);
}

/** The link in the newest mail to an address; the page must link to the mailbox. */
export async function mailedLink(page: Page, email: string, pattern: RegExp): Promise<string> {
  const mailbox = await page.getByRole('link', { name: 'mailbox' }).getAttribute('href');
  return newestLink(page.request, { mailbox: mailbox ?? '', email, pattern });
}

type Wanted = { mailbox: string; email: string; pattern: RegExp };

async function newestLink(
  request: APIRequestContext,
  { mailbox, email, pattern }: Wanted,
): Promise<string> {
  let link = '';
  await expect(async () => {
    const mails = (await (await request.get(`${mailbox}/email`)).json()) as CaughtMail[];
    const mine = mails.filter(({ to }) => to[0]?.address === email);
    link = pattern.exec(mine.at(-1)?.text ?? '')?.[0] ?? '';
    expect(link).not.toBe('');
  }).toPass();
  return link;
}
