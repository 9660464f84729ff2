/** Access for a reader's programs: a token, a feed's address, a webhook; and its revocation. */
import { violations } from './support/axe';
import { wellKnown } from './support/papers';
import { signIn } from './support/sign-in';
import { expect, test } from './support/test';

test('a token acts and opens a feed without a cookie, until it is revoked', async ({
  page,
  request,
}) => {
  await signIn(page, 'programs@tidewater.example');
  await page.getByText('Create a token').click();
  await page.getByLabel('Purpose').fill('A script');
  await page.getByLabel('Vote, and withdraw votes').check();
  await page.getByLabel('Read your For you feed').check();
  await page.getByRole('button', { name: 'Create token' }).click();
  await expect(page.getByText('The token is ready.')).toBeVisible();
  const token = (await page.locator('#new-token').textContent())?.trim() ?? '';
  await expect(page.getByText(`/feeds/for-you/${token}.rss`)).toBeVisible();

  const headers = { authorization: `Bearer ${token}` };
  const vote = () => request.post(`/api/papers/${wellKnown.id}/upvote`, { headers });
  const feed = () => request.get(`/feeds/for-you/${token}.rss`);
  expect((await vote()).status()).toBe(200);
  const comment = { headers, data: { body: 'Not mine to say.' } };
  const refused = await request.post(`/api/papers/${wellKnown.id}/comments`, comment);
  expect(refused.status()).toBe(403);
  const read = await feed();
  expect(read.status()).toBe(200);
  expect(read.headers()['cache-control']).toBe('private, no-store');
  expect(await read.text()).toContain('<title>For you');

  await page.getByRole('button', { name: 'Revoke A script' }).click();
  await expect(page.getByText('Token revoked.')).toBeVisible();
  expect((await vote()).status()).toBe(401);
  expect((await feed()).status()).toBe(404);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a webhook is added, tested, paused, resumed and ended on its page', async ({ page }) => {
    await signIn(page, 'hooks@tidewater.example', '/account/webhooks');
    const add = async (address: string) => {
      await page.getByLabel('Address').fill(address);
      await page.getByLabel('News to send').selectOption('Trending papers');
      await page.getByRole('button', { name: 'Add webhook' }).click();
    };
    await add('https://169.254.169.254/');
    await expect(page.getByRole('alert')).toContainText('in a private network');
    await add('https://hooks.invalid/in');
    await expect(page.getByText('The webhook is ready.')).toBeVisible();
    await expect(page.locator('#new-secret')).toHaveText(/^whsec_/);

    const own = page.getByRole('region', { name: 'Trending papers' });
    await own.getByRole('button', { name: 'Send a test' }).click();
    await expect(async () => {
      await page.goto('/account/webhooks');
      await expect(own).toContainText('failed: getaddrinfo', { timeout: 500 });
    }).toPass();
    await own.getByRole('button', { name: 'Pause' }).click();
    await expect(own).toContainText('paused since');
    await own.getByRole('button', { name: 'Resume' }).click();
    await expect(own).not.toContainText('paused since');
    await own.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('Webhook deleted.')).toBeVisible();
    await expect(own).toHaveCount(0);
  });
});

test('the webhooks’ page is accessible', async ({ page }) => {
  await signIn(page, 'hooks-axe@tidewater.example', '/account/webhooks');
  await page.getByLabel('Address').fill('https://hooks.invalid/in');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await expect(page.getByText('The webhook is ready.')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
