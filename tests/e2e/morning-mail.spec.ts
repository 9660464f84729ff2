/** The digest from the banner to the last mail. */
import { expectAccessible } from './support/axe';
import { TODAY, wellKnown } from './support/papers';
import { expect } from './support/test';
import { openMail, subscribe, test } from './support/today-site';

test.use({ timezoneId: 'Pacific/Auckland' });

test('subscribe, confirm, choose, get the digest, read it, stop it', async ({ page, site }) => {
  test.slow();
  const email = 'ada@tidewater.example';
  await page.goto('/');
  await page.getByLabel('Your email address').fill(email);
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.getByRole('heading', { name: 'Check your inbox' })).toBeVisible();

  const link = page.getByRole('link', { name: 'Open the local mailbox' });
  const mailbox = (await link.getAttribute('href')) ?? '';
  await link.click();
  const confirm = (await openMail(page, email)).getByRole('link', { name: 'Confirm' });
  const confirmUrl = (await confirm.getAttribute('href')) ?? '';
  // A mail scanner's request; it must leave the link valid.
  for (let scan = 0; scan < 2; scan += 1) await page.request.get(confirmUrl);
  await page.goto(confirmUrl);
  const yes = page.getByRole('button', { name: 'Yes, send me the digest' });
  await expect(yes).toBeFocused();
  await yes.press('Enter');
  await expect(page.getByRole('main').getByRole('status').first()).toContainText('Confirmed');
  await expect(page.getByLabel('Time zone')).toHaveValue('Pacific/Auckland');

  const preview = page.getByRole('region', { name: 'Your next digest' });
  await expect(preview.getByRole('link', { name: wellKnown.title })).toBeVisible();
  await page.getByLabel('Words to exclude').fill('lanterns');
  await expect(preview.getByRole('link', { name: wellKnown.title })).toHaveCount(0);
  await page.getByLabel('Words to exclude').fill('');
  await page.getByLabel('Words to include', { exact: true }).fill('small models');
  await expect(preview.getByText('You follow small models')).toBeVisible();
  const many = Array.from({ length: 50 }, (_, n) => `Автор ${n} ${'я'.repeat(20)}`).join('\n');
  await page.getByLabel('Authors').fill(many);
  await expect(preview.getByText('too long to preview')).toBeVisible();
  await page.getByLabel('Authors').fill('');
  await expect(preview.getByText('You follow small models')).toBeVisible();
  await page.getByLabel('Every day').check();
  await page.getByLabel('Time', { exact: true }).selectOption('00:00');
  await page.getByLabel('Time zone').selectOption('UTC');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  await site.makeDue(email);
  expect(await site.runSlot()).toMatchObject({ planned: 1, sent: 1, remaining: 0 });
  expect(await site.runSlot()).toMatchObject({ planned: 0, sent: 0, remaining: 0 });

  await page.goto(mailbox);
  const digest = await openMail(page, email);
  await expect(digest.getByText('You follow small models')).toBeVisible();
  const title = digest.getByRole('link', { name: wellKnown.title });
  const onTheWeb = await digest.getByRole('link', { name: 'on the web' }).getAttribute('href');
  const unsubscribe = await digest.getByRole('link', { name: 'Unsubscribe' }).getAttribute('href');
  await page.goto((await title.getAttribute('href')) ?? '');
  await expect(page.getByRole('heading', { name: wellKnown.title })).toBeVisible();
  const own = await page.goto(onTheWeb ?? '');
  expect(own?.headers()['cache-control']).toContain('no-store');
  await expect(page.getByText('The digest that you were sent')).toBeVisible();
  await expect(page.getByText('you follow small models')).toBeVisible();

  // A mail program's one-click request: no page, no cookie.
  const stopped = await fetch(unsubscribe ?? '', {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  expect(stopped.status).toBe(200);
  await site.makeDue(email);
  expect(await site.runSlot()).toMatchObject({ planned: 0, sent: 0, remaining: 0 });
  await page.goto(unsubscribe ?? '');
  await expect(page.getByRole('heading', { name: 'You are unsubscribed' })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the browser accepts an address with any letters', async ({ page }) => {
    for (const from of ['/', '/subscribe']) {
      await page.goto(from);
      await page.getByLabel('Your email address').fill('zoë@tidewater.example');
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await expect(page.getByRole('heading', { name: 'Check your inbox' })).toBeVisible();
    }
    await page.goto('/');
    await page.getByLabel('Your email address').fill('zoë at tidewater');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await expect(page.getByRole('alert')).toContainText('is not an email address');
  });

  test('preferences are previewed, saved, and rejected in words', async ({
    page,
    request,
    site,
  }) => {
    // The mailbox needs scripts, so its mails are read without it.
    const email = 'ben@tidewater.example';
    await request.post('/subscribe', { form: { email } });
    await page.goto('/subscribe/sent');
    const mailbox = await page.getByRole('link', { name: /mailbox/ }).getAttribute('href');
    await expect(async () => {
      const mails = await (await request.get(`${mailbox}/email`)).json();
      const mine = mails.find(({ to }: { to: { address: string }[] }) => to[0]?.address === email);
      await page.goto(/http\S+\/confirm\/[\w-]+/.exec(mine.text)?.[0] ?? '');
    }).toPass();
    await page.getByRole('button', { name: 'Yes, send me the digest' }).click();
    const preferences = page.url().split('?')[0] ?? '';
    expect(preferences).toContain(site.url);

    await page.getByLabel('Maximum number of papers').fill('2');
    await page.getByRole('button', { name: 'Preview without saving' }).click();
    const preview = page.getByRole('region', { name: 'Your next digest' });
    await expect(preview.getByText('aren’t saved yet')).toBeVisible();
    await expect(preview.getByRole('listitem')).toHaveCount(2);
    await page.goto(preferences);
    await expect(page.getByLabel('Maximum number of papers')).toHaveValue('8');

    await page.goto(`${preferences}?preview=on&cadence=hourly`);
    await expect(preview.getByText('can’t be saved as they are')).toBeVisible();

    await page
      .getByLabel('Words to include', { exact: true })
      .fill('fog\n'.repeat(3) + 'x'.repeat(90));
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(
      page.getByRole('alert').filter({ hasText: 'include up to 50 words' }),
    ).toBeVisible();
    const words = page.getByLabel('Words to include', { exact: true });
    await expect(words).toHaveValue(`fog\n${'x'.repeat(90)}`);

    await page.getByLabel('No digest before').fill('2099-01-01');
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByText('before Thursday 1 January 2099').first()).toBeVisible();
    await page.getByRole('button', { name: 'Resume now' }).click();
    await expect(page.getByText('Resumed.')).toBeVisible();

    await page.getByRole('button', { name: 'Stop the digest' }).click();
    await expect(page.getByText('Stopped.')).toBeVisible();
    await page.getByLabel('Yes, delete everything').check();
    await page.getByRole('button', { name: 'Delete me' }).click();
    await expect(page.getByRole('heading', { name: 'Everything is deleted' })).toBeVisible();
    expect((await page.goto(preferences))?.status()).toBe(404);
  });
});

test('axe finds nothing on the pages of a subscriber', async ({ page }) => {
  test.slow();
  await subscribe(page, 'axe@tidewater.example');
  const preferences = page.url().split('?')[0] ?? '';
  const addresses = [
    preferences,
    `${preferences}?problem=until`,
    preferences.replace('/subscriptions/', '/unsubscribe/'),
    `/digests/${TODAY}`,
    '/digests/2025-01-01',
    '/subscribe/deleted',
  ];
  for (const address of addresses) await expectAccessible(page, address);
});

test('a page with a secret address is never cached, and sends no referrer', async ({
  page,
  request,
}) => {
  await subscribe(page, 'cleo@tidewater.example');
  const preferences = page.url().split('?')[0] ?? '';
  for (const address of [preferences, preferences.replace('/subscriptions/', '/unsubscribe/')]) {
    const response = await request.get(address);
    expect(response.headers()).toMatchObject({
      'cache-control': expect.stringContaining('no-store'),
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex',
    });
    expect(response.headers()['x-cache']).toBe('PASS');
  }
  const foreign = await request.post(preferences, {
    form: { act: 'end' },
    headers: { origin: 'https://elsewhere.example' },
  });
  expect(foreign.status()).toBe(403);
  expect((await request.get('/digests/2999-01-01')).status()).toBe(404);
  expect((await request.get('/digests/2025-02-30')).status()).toBe(404);
});
