/** Notifications of trending papers, from button to notification, with a simulated service. */
import { createECDH, randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { MONDAY } from './support/papers';
import { expect, test } from './support/test';

// Reused contexts keep a service worker of an earlier test.
test.use({ serviceWorkers: 'allow', reuseContext: false });

/** Simulates the browser's subscription, because no push service is reachable. */
async function playPushService(page: Page): Promise<void> {
  const ecdh = createECDH('prime256v1');
  const keys = {
    p256dh: ecdh.generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
  };
  const endpoint = `https://push.example/${randomBytes(8).toString('hex')}`;
  await page.addInitScript(
    ({ endpoint, keys }) => {
      const kept = () => sessionStorage.getItem('key');
      const subscription = () => ({
        endpoint,
        options: { applicationServerKey: Uint8Array.from(JSON.parse(kept()!)).buffer },
        toJSON: () => ({ endpoint, keys }),
        unsubscribe: async () => sessionStorage.removeItem('key'),
      });
      const played = {
        getSubscription: async () => (kept() ? subscription() : null),
        subscribe: async ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
          sessionStorage.setItem('key', JSON.stringify([...applicationServerKey]));
          return subscription();
        },
      };
      Object.assign(PushManager.prototype, played);
    },
    { endpoint, keys },
  );
}

test('a reader subscribes on the trending page, chooses topics, and unsubscribes', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['notifications']);
  await playPushService(page);
  await page.goto('/papers/trending');
  const ask = page.getByRole('button', { name: 'Notify me of trending papers' });
  await expect(ask).toBeEnabled();
  await ask.press('Enter');
  const message = page.locator('p', { hasText: 'This browser notifies you of trending papers.' });
  await expect(message).toBeFocused();

  await page.getByRole('link', { name: 'Choose topics' }).click();
  await expect(message).toBeVisible();
  await page.getByText('Only some topics').click();
  await page.getByLabel('Reasoning', { exact: true }).check();
  await page.getByRole('button', { name: 'Save these topics' }).click();
  await expect(page.getByText('of trending papers in the topics that you chose.')).toBeVisible();

  await page.reload();
  await expect(page.getByLabel('Reasoning', { exact: true })).toBeChecked();
  const stop = page.getByRole('button', { name: 'Turn off notifications' });
  await expect(stop).toBeEnabled();
  await stop.press('Enter');
  await expect(ask).toBeFocused();
  await page.reload();
  await expect(ask).toBeEnabled();
});

test('where notifications are denied or unsupported, a sentence replaces the button', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { value: 'denied' });
  });
  await page.goto('/papers/trending');
  const button = page.getByRole('button', { name: 'Notify me of trending papers' });
  await expect(page.getByText('Notifications from this site are turned off')).toBeVisible();
  await expect(button).toBeHidden();
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'PushManager');
  });
  await page.goto('/subscribe');
  await expect(page.getByText('This browser can’t show notifications')).toBeVisible();
  await expect(button).toBeHidden();
});

test('a push shows a notification with the paper’s title and address', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['notifications']);
  const path = `/papers/date/${MONDAY}`;
  await page.goto(path);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const notice = { title: 'Weighing Fog', body: '1st in trending today', path };
  await push(page, JSON.stringify(notice));
  const shown = () =>
    page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready;
      const notifications = await worker.getNotifications();
      return notifications.map(({ title, body, tag, data }) => ({ title, body, tag, data }));
    });
  const expected = { title: notice.title, body: notice.body, tag: path, data: { path } };
  await expect.poll(shown).toEqual([expected]);
  // A repeated paper replaces its notification.
  await push(page, JSON.stringify(notice));
  await expect.poll(shown).toEqual([expected]);
});

/** A push as the browser delivers it, after decryption. */
async function push(page: Page, data: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      // The browser also reports the workers of earlier journeys.
      const own = registrations.find(
        ({ scopeURL, isDeleted }) => scopeURL === `${origin}/` && !isDeleted,
      );
      if (own) resolve(own.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', {
    origin,
    registrationId: await registered,
    data,
  });
  await session.detach();
}
