// @ts-check
/**
 * Stores recently opened pages for reading without a network. Stores only public answers: marked
 * `public`, without personal data. With a network every page is fetched; stored pages are only a
 * fallback.
 *
 * Shows pushes about trending papers, where the reader subscribed (push.js).
 */

/** @typedef {Event & { waitUntil: (work: Promise<unknown>) => void }} Lasting */
/** @typedef {Lasting & { request: Request, respondWith: (answer: Promise<Response>) => void }} Asking */
/** @typedef {Lasting & { data: { json: () => Notice } | null }} Pushed */
/** @typedef {Lasting & { notification: Notification }} Pressed */
/**
 * @typedef {Lasting & {
 *   oldSubscription: PushSubscription | null,
 *   newSubscription: PushSubscription | null,
 * }} Moved
 */
/** @typedef {{ title: string, body: string, path: string }} Notice */
/** @typedef {{ url: string, focus: () => Promise<unknown> }} OpenWindow */
/**
 * @typedef {{
 *   importScripts: (path: string) => void,
 *   offlinePages: string[],
 *   pushFallback: { title: string, body: string },
 *   registration: ServiceWorkerRegistration,
 *   clients: {
 *     matchAll: (which: object) => Promise<OpenWindow[]>,
 *     openWindow: (url: string) => Promise<unknown>,
 *   },
 * }} Itself
 */

const worker = /** @type {Itself} */ (/** @type {unknown} */ (self));
const PAGES = 'pages-1';
const PARTS = 'parts-1';
const MAX_PAGES = 30;
const MAX_PARTS = 60;
const OFFLINE = '/offline';
/** Lists and papers, from the site's routes. No account page is among them. */
worker.importScripts('/offline-list.js');
const OFFLINE_PAGES = worker.offlinePages.map((source) => new RegExp(source));
/** Immutable files, named by content. */
const NEVER_CHANGES = /^\/_next\/static\//;
const PARTS_OF_PAGES = /^\/(?:_next\/static\/|reading\.js$|icon)/;
/** Shown for a push without data, because browsers require a notification for each. */
const FALLBACK = { ...worker.pushFallback, path: '/papers/trending' };

self.addEventListener('install', (event) => {
  const { waitUntil } = lasting(event);
  waitUntil(caches.open(PAGES).then((cache) => cache.add(OFFLINE)));
});

self.addEventListener('activate', (event) => {
  lasting(event).waitUntil(forgetOldVersions());
});

self.addEventListener('fetch', (event) => {
  const asking = /** @type {Asking} */ (event);
  const { request } = asking;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') asking.respondWith(page(request, url));
  else if (PARTS_OF_PAGES.test(url.pathname)) asking.respondWith(part(request, url));
});

self.addEventListener('push', (event) => {
  const { data } = /** @type {Pushed} */ (event);
  lasting(event).waitUntil(tell(data?.json() ?? FALLBACK));
});

self.addEventListener('notificationclick', (event) => {
  const { notification } = /** @type {Pressed} */ (event);
  notification.close();
  lasting(event).waitUntil(openPaper(notification.data.path));
});

self.addEventListener('pushsubscriptionchange', (event) => {
  const { oldSubscription, newSubscription } = /** @type {Moved} */ (event);
  if (oldSubscription) lasting(event).waitUntil(move(oldSubscription, newSubscription));
});

/** @param {Event} event */
function lasting(event) {
  const it = /** @type {Lasting} */ (event);
  return { waitUntil: it.waitUntil.bind(it) };
}

/**
 * @param {Request} request
 * @param {URL} url
 * @returns {Promise<Response>}
 */
async function page(request, url) {
  try {
    const response = await fetch(request);
    if (isKeptOffline(url.pathname) && isEverybodys(response)) {
      await keep(PAGES, request, response.clone(), MAX_PAGES);
    }
    return response;
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true });
    const instead = kept ?? (await caches.match(OFFLINE, { ignoreVary: true }));
    if (!instead) throw error;
    return instead;
  }
}

/**
 * @param {Request} request
 * @param {URL} url
 * @returns {Promise<Response>}
 */
async function part(request, url) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept && NEVER_CHANGES.test(url.pathname)) return kept;
  try {
    const response = await fetch(request);
    if (response.ok) await keep(PARTS, request, response.clone(), MAX_PARTS);
    return response;
  } catch (error) {
    if (!kept) throw error;
    return kept;
  }
}

/** @param {string} path */
function isKeptOffline(path) {
  return OFFLINE_PAGES.some((pattern) => pattern.test(path));
}

/** @param {Response} response */
function isEverybodys(response) {
  const message = response.headers.get('cache-control') ?? '';
  return (
    response.ok &&
    !response.redirected &&
    /\bpublic\b/.test(message) &&
    !/private|no-store/.test(message)
  );
}

/**
 * Entries are oldest first; evicts the oldest over the limit, but never the offline page.
 *
 * @param {string} name
 * @param {Request} request
 * @param {Response} response
 * @param {number} limit
 */
async function keep(name, request, response, limit) {
  const cache = await caches.open(name);
  await cache.delete(request, { ignoreVary: true });
  await cache.put(request, response);
  const kept = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== OFFLINE);
  for (const old of kept.slice(0, Math.max(0, kept.length - limit))) await cache.delete(old);
}

async function forgetOldVersions() {
  for (const name of await caches.keys()) {
    if (name !== PAGES && name !== PARTS) await caches.delete(name);
  }
}

/**
 * A repeated paper replaces its first notification.
 *
 * @param {Notice} notice
 */
async function tell({ title, body, path }) {
  await worker.registration.showNotification(title, {
    body,
    tag: path,
    icon: '/icon-192.png',
    data: { path },
  });
}

/**
 * Focuses a window with the paper, else opens one; never navigates another window.
 *
 * @param {string} path
 */
async function openPaper(path) {
  const { href } = new URL(path, location.origin);
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find(({ url }) => url === href);
  await (there ? there.focus() : worker.clients.openWindow(href));
}

/**
 * The browser's endpoint changed. Our server decides whether the new one is subscribed.
 *
 * @param {PushSubscription} from
 * @param {PushSubscription | null} to
 */
async function move(from, to) {
  const { pushManager } = worker.registration;
  const { applicationServerKey } = from.options;
  const input = { userVisibleOnly: true, applicationServerKey };
  const subscription = to ?? (await pushManager.subscribe(input));
  const { endpoint, keys } = subscription.toJSON();
  const response = await fetch('/api/push', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: from.endpoint, endpoint, keys }),
  });
  if (response.status === 404) await subscription.unsubscribe();
}
