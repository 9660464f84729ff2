/** Tests public/sw.js on clicks and moved subscriptions, which no browser lets a test cause. */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { expect, test } from 'vitest';

const SITE = 'https://paper.example';
const script = readFileSync('public/sw.js', 'utf8');

type Facts = { open?: string[]; status?: number };

/** The worker in a simulated browser that records calls. */
function startWorker({ open = [], status = 204 }: Facts = {}) {
  const handlers = new Map<string, (event: object) => void>();
  const done: unknown[] = [];
  const subscription = (name: string) => ({
    endpoint: `https://push.example/${name}`,
    options: { applicationServerKey: 'a key' },
    toJSON: () => ({ endpoint: `https://push.example/${name}`, keys: `keys of ${name}` }),
    unsubscribe: async () => done.push(`unsubscribe ${name}`),
  });
  const windows = open.map((path) => ({
    url: SITE + path,
    focus: async () => done.push(`focus ${path}`),
  }));
  const self = {
    // The site generates these (/offline-list.js).
    importScripts: () => undefined,
    offlinePages: [],
    pushFallback: { title: 'Trending now', body: 'See today’s trending papers' },
    addEventListener: (name: string, handle: (event: object) => void) => handlers.set(name, handle),
    clients: {
      matchAll: async () => windows,
      openWindow: async (url: string) => done.push(`open ${url}`),
    },
    registration: {
      showNotification: async (...shown: unknown[]) => done.push(shown),
      pushManager: { subscribe: async () => subscription('fresh') },
    },
  };
  const fetch = async (path: string, { method, body }: { method: string; body: string }) => {
    done.push([method, path, JSON.parse(body)]);
    return { status };
  };
  vm.runInNewContext(script, { self, fetch, URL, location: { origin: SITE } });
  const happens = async (name: string, event: object) => {
    const work: Promise<unknown>[] = [];
    handlers.get(name)!({ ...event, waitUntil: (it: Promise<unknown>) => work.push(it) });
    await Promise.all(work);
    return done;
  };
  return { happens, subscription };
}

const notification = { close: () => undefined, data: { path: '/papers/2503.99001' } };

test('a click opens the paper, and leaves other windows alone', async () => {
  const { happens } = startWorker({ open: ['/papers/2503.99002', '/'] });
  expect(await happens('notificationclick', { notification })).toEqual([
    `open ${SITE}/papers/2503.99001`,
  ]);
});

test('a window with the paper is focused', async () => {
  const { happens } = startWorker({ open: ['/', '/papers/2503.99001'] });
  expect(await happens('notificationclick', { notification })).toEqual([
    'focus /papers/2503.99001',
  ]);
});

test('a push without data shows a notification', async () => {
  const [shown] = await startWorker().happens('push', { data: null });
  expect(shown).toMatchObject(['Trending now', { data: { path: '/papers/trending' } }]);
});

const moved = (name: string) => [
  'PATCH',
  '/api/push',
  {
    from: 'https://push.example/old',
    endpoint: `https://push.example/${name}`,
    keys: `keys of ${name}`,
  },
];

test.each([
  ['new', 'new'],
  [null, 'fresh'],
])('our server gets the new address (%s from the browser)', async (given, name) => {
  const { happens, subscription } = startWorker();
  const event = {
    oldSubscription: subscription('old'),
    newSubscription: given && subscription(given),
  };
  expect(await happens('pushsubscriptionchange', event)).toEqual([moved(name)]);
});

test('a browser unknown to our server is unsubscribed', async () => {
  const { happens, subscription } = startWorker({ status: 404 });
  const event = { oldSubscription: subscription('old'), newSubscription: subscription('new') };
  expect(await happens('pushsubscriptionchange', event)).toEqual([moved('new'), 'unsubscribe new']);
});
