/** Reading without a network: recently opened editions, and nothing of an account. */
import { MONDAY } from './support/papers';
import { expect, test } from './support/test';

// Reused contexts keep a service worker of an earlier test.
test.use({ serviceWorkers: 'allow', reuseContext: false });

test('an opened edition can be read without a network, other pages list the stored ones', async ({
  page,
  context,
}) => {
  const edition = `/papers/date/${MONDAY}`;
  await page.goto(edition);
  await page.evaluate(() => navigator.serviceWorker.ready);
  // The worker controls the next page.
  await page.goto('/sign-in');
  await page.goto(edition);
  const title = await page.getByRole('article').first().getByRole('heading').textContent();
  await context.setOffline(true);
  await page.goto(edition);
  await expect(page.getByRole('article').first().getByRole('heading')).toHaveText(title ?? '');
  await expect(page.getByText('You are offline. This is the last copy')).toBeVisible();

  await page.goto('/papers/trending');
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  await expect(page.getByText('This is the last copy')).toBeHidden();
  await expect(page.getByRole('main').getByRole('link', { name: /9 June 2025/ })).toHaveAttribute(
    'href',
    edition,
  );
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain(edition);
  expect(kept).not.toContain('/sign-in');
});

test('the site can be installed: a manifest with existing images', async ({ request }) => {
  const manifest = await (await request.get('/manifest.webmanifest')).json();
  expect(manifest).toMatchObject({ start_url: '/papers', display: 'standalone' });
  for (const { src, type } of manifest.icons) {
    const icon = await request.get(src);
    expect([icon.status(), icon.headers()['content-type']]).toEqual([200, type]);
  }
});
