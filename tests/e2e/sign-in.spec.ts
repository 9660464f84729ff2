/** Signing in by mail and by passkey, and the account page. */
import { violations } from './support/axe';
import { mailedSignIn, signIn, signInByForms } from './support/sign-in';
import { expect, scrollsSideways, test } from './support/test';

const addressOf = (who: string, project: string) => `${who}-${project}@tidewater.example`;

test('a mailed link signs in once, also after a scanner opened it', async ({ page }, {
  project,
}) => {
  const email = addressOf('ada', project.name);
  await page.goto('/papers');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Your email address').fill(email);
  await page.getByRole('button', { name: 'Send me the link' }).click();
  const link = await mailedSignIn(page, email);
  for (let scan = 0; scan < 2; scan += 1) await page.request.get(link);
  await page.goto(link);
  const button = page.getByRole('button', { name: 'Sign me in' });
  await expect(button).toBeFocused();
  await button.press('Enter');
  await expect(page.getByText(`Signed in with ${email}`)).toBeVisible();
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.getByRole('heading', { name: 'Check your inbox' })).toBeVisible();

  await page.goto(link);
  await page.getByRole('button', { name: 'Sign me in' }).click();
  await expect(page.getByRole('heading', { name: 'no longer valid' })).toBeVisible();
});

test('a link opened in another browser needs one more click, with an explanation', async ({
  page,
  browser,
  baseURL,
}, { project }) => {
  const email = addressOf('finn', project.name);
  await page.goto('/sign-in');
  await page.getByLabel('Your email address').fill(email);
  await page.getByRole('button', { name: 'Send me the link' }).click();
  const link = await mailedSignIn(page, email);
  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await other.goto(link);
  await expect(other.getByRole('heading', { name: 'another browser' })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Sign me in' })).toBeHidden();
  expect(await violations(other)).toEqual([]);
  await other.getByRole('button', { name: 'Continue in this browser' }).click();
  await other.getByRole('button', { name: 'Sign me in' }).click();
  await other.goto('/account');
  await expect(other.getByText(`Signed in with ${email}`)).toBeVisible();
  await elsewhere.close();
});

test('an unknown callback of a provider leads to a page with instructions', async ({ page }) => {
  for (const query of ['', '?error=access_denied', '?code=x&state=invented']) {
    await page.goto(`/api/auth/callback/github${query}`);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(page.getByText('Please start again here.')).toBeVisible();
    await expect(page.getByLabel('Your email address')).toBeVisible();
  }
});

test('a profile is saved, and errors are rejected in words', async ({ page }, { project }) => {
  const handle = `bea-${project.name}`;
  await signIn(page, addressOf('bea', project.name));
  await page.getByLabel('Name', { exact: true }).fill('  Bea \u0000<script>alert(1)</script> ');
  await page.getByLabel('Handle', { exact: true }).fill(handle);
  await page.getByLabel('Authors', { exact: true }).fill('Hana Ito');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bea <script>alert(1)</script>');
  await expect(page.getByLabel('Handle', { exact: true })).toHaveValue(handle);
  await page.getByLabel('Handle', { exact: true }).fill('no handle!');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('A handle has');
  expect(await scrollsSideways(page)).toBe(false);
  expect(await violations(page)).toEqual([]);
});

test('an account’s data can be exported, then deleted', async ({ page }, { project }) => {
  const email = addressOf('cleo', project.name);
  await signIn(page, email);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download my data' }).click();
  expect((await download).suggestedFilename()).toBe('broadsheet-account.json');
  await page.getByLabel('Yes, delete everything about me').check();
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible();
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a passkey signs in without a mail', async ({ page, context }, { project }) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const email = addressOf('dora', project.name);
  await signIn(page, email);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('The passkey is ready')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out of this browser' }).click();
  await page.goto('/sign-in?next=/account');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByText(`Signed in with ${email}`)).toBeVisible();
});

test('without JavaScript a reader can sign in and out, and out elsewhere', async ({
  browser,
  baseURL,
}, { project }) => {
  const email = addressOf('eve', project.name);
  const [here, there] = await Promise.all(
    [0, 1].map(() => browser.newContext({ baseURL, javaScriptEnabled: false })),
  );
  const [page, elsewhere] = [await here!.newPage(), await there!.newPage()];
  await signInByForms(page, email);
  await signIn(elsewhere, email);
  await page.reload();
  await page.getByRole('button', { name: 'Sign out there' }).click();
  await expect(page.getByText('Signed out of that browser.')).toBeVisible();
  await elsewhere.goto('/account');
  await expect(elsewhere.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out of this browser' }).click();
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await Promise.all([here!.close(), there!.close()]);
});
