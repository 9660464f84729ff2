/** A discussion of two readers: on the page, in the mail, by keyboard, without JavaScript. */
import type { Page } from '@playwright/test';
import { XSS_VECTORS } from '@/tests/support/xss-vectors';
import { expectAccessible } from './support/axe';
import { longTitle, oldStyle, wellKnown } from './support/papers';
import { signIn } from './support/sign-in';
import { expect, scrollsSideways, test } from './support/test';

const PAPER = `/papers/${wellKnown.id}`;
const WRITE = `/discuss/${wellKnown.id}`;
const VECTORS_A_COMMENT = 10;

const addressOf = (who: string, project: string) => `${who}-writes-${project}@tidewater.example`;
const letters = (page: Page) =>
  page.getByRole('region', { name: 'Discussion' }).getByRole('article');

type CaughtMail = { to: { address: string }[]; subject: string; text: string };

/** The mails about replies to an address. */
async function answersMailed(page: Page, email: string): Promise<CaughtMail[]> {
  await page.goto('/sign-in/sent');
  const mailbox = await page.getByRole('link', { name: 'mailbox' }).getAttribute('href');
  const mails = (await (await page.request.get(`${mailbox}/email`)).json()) as CaughtMail[];
  return mails.filter(
    ({ to, subject }) => to[0]?.address === email && /replied to you/.test(subject),
  );
}

test('A writes by keyboard, B replies without JavaScript, A gets mails until one click ends them', async ({
  page,
  browser,
  contextOptions,
  baseURL,
}, { project }) => {
  test.slow();
  const [ada, ben] = [addressOf('ada', project.name), addressOf('ben', project.name)];
  // Phone and desktop write into the same thread.
  const answer = `In every window of a ${project.name}.`;
  const question = `Where do the lanterns hang on a ${project.name}, if $n > 2$?`;

  await page.goto(PAPER);
  await page.getByRole('link', { name: 'Write a comment' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn(page, ada, WRITE);
  await expect(page.getByLabel('Your comment')).toBeFocused();
  await page.keyboard.type(question);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#c-/);
  const mine = letters(page).filter({ hasText: `hang on a ${project.name}` });
  await expect(mine.locator('math')).toBeVisible();

  const context = await browser.newContext({
    ...contextOptions,
    baseURL,
    javaScriptEnabled: false,
  });
  const other = await context.newPage();
  await signIn(other, ben, PAPER);
  const letter = letters(other).filter({ hasText: `hang on a ${project.name}` });
  await letter.getByRole('link', { name: 'Reply' }).click();
  await other.getByLabel('Your reply').fill(answer.replace('every', '**every**'));
  await other.getByRole('button', { name: 'Preview' }).click();
  const preview = other.getByRole('region', { name: 'Preview' });
  await expect(preview.getByText('every', { exact: true })).toHaveCSS('font-weight', /[6-9]00/);
  await other.getByRole('button', { name: 'Send' }).click();
  await expect(letters(other).filter({ hasText: answer })).toBeVisible();

  let mail: CaughtMail | undefined;
  await expect(async () => {
    [mail] = await answersMailed(page, ada);
    expect(mail).toBeDefined();
  }).toPass();
  expect(mail!.text).toContain('> In **every** window');
  await page.goto(/http\S+\/discuss\/\S+/.exec(mail!.text)![0]);
  await expect(page).toHaveURL(/\/papers\/.*#c-/);
  await expect(letters(page).filter({ hasText: answer })).toBeInViewport();

  const stop = /http\S+\/unsubscribe\/replies\/\S+/.exec(mail!.text)![0];
  // A mail scanner's request; it changes nothing.
  expect((await fetch(stop)).status).toBe(200);
  await page.goto('/account');
  await expect(page.getByLabel('Send me a mail when someone replies')).toBeChecked();
  // A mail program's one-click request: no page, no cookie.
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  expect((await fetch(stop, { method: 'POST', body })).status).toBe(200);
  await page.goto('/account');
  await expect(page.getByLabel('Send me a mail when someone replies')).not.toBeChecked();
  await page.goto(stop);
  await expect(page.getByRole('heading', { name: 'Reply mails are off' })).toBeVisible();
  expect(await answersMailed(page, ada)).toHaveLength(1);
  await context.close();
});

test('an own comment can be edited and deleted, and reported by others', async ({ page }, {
  project,
}) => {
  test.slow();
  const words = `Fog, I say, on a ${project.name}`;
  await signIn(page, addressOf('cleo', project.name), `/discuss/${oldStyle.id}`);
  await page.getByLabel('Your comment').fill(`${words}, twcie.`);
  await page.getByRole('button', { name: 'Send' }).click();
  const letter = letters(page).filter({ hasText: words });
  await letter.getByRole('link', { name: 'Reply' }).click();
  await page.getByRole('link', { name: 'Edit this comment' }).click();
  await page.getByLabel('Your comment').fill(`${words}, twice.`);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(letter).toContainText('twice.');
  await expect(letter).toContainText('edited');

  await letter.getByRole('link', { name: 'Report' }).click();
  await page.getByLabel('What is wrong?').selectOption('Spam');
  await page.getByRole('button', { name: 'Report' }).click();
  await expect(page.getByText('A curator will review your report')).toBeVisible();

  await page.getByRole('link', { name: 'Back to the discussion' }).click();
  await letter.getByRole('link', { name: 'Reply' }).click();
  await page.getByRole('link', { name: 'Delete this comment' }).click();
  await page.getByRole('button', { name: 'Delete this comment' }).click();
  await expect(page.getByRole('heading', { name: 'Discussion' })).toBeVisible();
  await expect(letter).toHaveCount(0);
});

test('an author claims a paper, and sees the next steps', async ({ page }, { project }) => {
  await signIn(page, addressOf('dora', project.name), WRITE);
  await page.getByRole('link', { name: 'claim authorship' }).click();
  await page.getByRole('button', { name: 'I wrote this paper' }).click();
  await expect(page.getByText('A curator will review your claim')).toBeVisible();
  await page.goto(`${WRITE}?claim=1`);
  await expect(page.getByText('waiting for a curator')).toBeVisible();
});

test('a hundred hostile comments are shown as text', async ({ page }, { project }) => {
  test.slow();
  const paper = longTitle.id;
  await signIn(page, addressOf('mallory', project.name));
  page.on('dialog', (dialog) => expect.soft(dialog.message(), 'a script ran').toBe(''));
  for (let from = 0; from < XSS_VECTORS.length; from += VECTORS_A_COMMENT) {
    const comment = XSS_VECTORS.slice(from, from + VECTORS_A_COMMENT).join('\n\n');
    const answer = await page.request.post(`/api/papers/${paper}/comments`, { data: { comment } });
    expect(answer.status()).toBe(201);
  }
  await page.goto(`/papers/${paper}?sort=newest`);
  const region = page.getByRole('region', { name: 'Discussion' });
  await expect(region.getByText('<script>alert(1)</script>').first()).toBeVisible();
  const strangers = await region
    .locator('script, style, img, svg, iframe, form, input, [onclick], [onerror], [style]')
    .count();
  expect(strangers).toBe(0);
  const addresses = await region
    .locator('a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol));
  expect(new Set(addresses)).toEqual(new Set(['http:', 'https:']));
  expect(await scrollsSideways(page)).toBe(false);
});

test('a missing comment gets a 404 page', async ({ page, request }, { project }) => {
  await signIn(page, addressOf('eve', project.name));
  for (const address of [
    `${PAPER}?p=9`,
    `${WRITE}?reply=none`,
    `${WRITE}?at=none`,
    '/discuss/nothing',
    '/unsubscribe/replies/none.at-all',
  ]) {
    expect((await page.request.get(address)).status(), address).toBe(404);
  }
  expect((await request.get(`${PAPER}?sort=constructor`)).status()).toBe(200);
  expect((await page.request.get(`${WRITE}?problem=__proto__&done=constructor`)).status()).toBe(
    200,
  );
  const kept = await page.request.get(WRITE);
  expect(kept.headers()['cache-control']).toContain('no-store');
});

test('axe finds nothing on a discussion and its forms', async ({ page }) => {
  test.slow();
  await signIn(page, addressOf('fay', 'axe'));
  const comment = 'See *this*:\n\n> so\n\n```\nx\n```\n\n- $$x^2$$\n\nhttps://a.example';
  const written = await page.request.post(`/api/papers/${oldStyle.id}/comments`, {
    data: { comment },
  });
  const { id } = (await written.json()) as { id: string };
  const forms = `/discuss/${oldStyle.id}`;
  const queries = ['', `?reply=${id}`, `?edit=${id}`, `?delete=${id}`, `?report=${id}`, '?claim=1'];
  const addresses = [`/papers/${oldStyle.id}`, ...queries.map((query) => forms + query)];
  for (const address of addresses) await expectAccessible(page, address);
});
