// @ts-check
/**
 * Push notifications of trending papers: requests permission on a click, and sends the subscription
 * to our server. The form contains every message; the script shows the current one.
 */

/**
 * @typedef {'off' | 'asking' | 'on' | 'kept' | 'unsupported' | 'home-screen' | 'denied' | 'failed' | 'refused'} State
 */

/** A browser that can't reach its push service retries without end. */
const PATIENCE_MS = 20_000;

/** @type {HTMLFormElement | null} */
const form = document.querySelector('form[data-push]');
if (form) void begin(form);

/** @param {HTMLFormElement} form */
async function begin(form) {
  const lack = lackOf();
  const worker = lack ? null : await workerOrNull();
  if (!worker) return show(form, lack ?? 'unsupported');
  if (Notification.permission === 'denied') return show(form, 'denied');
  const message = form.querySelector('[data-push-said]');
  /** @param {() => Promise<State>} act */
  const attempt = async (act) => {
    const pressed = document.activeElement;
    message?.setAttribute('role', 'status');
    enable(form, false);
    show(form, await act().catch(whyNot(form)));
    enable(form, true);
    if (pressed?.hasAttribute('hidden')) keepFocus(form);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(() => ask(form, worker));
  });
  form.querySelector('[data-push-end]')?.addEventListener('click', () => {
    void attempt(() => stop(worker));
  });
  show(form, await current(form, worker).catch(whyNot(form)));
  enable(form, true);
}

/** @returns {State | null} why this browser can't receive pushes */
function lackOf() {
  // iPhone browsers have this API, but push only to sites on the home screen.
  if (Reflect.get(navigator, 'standalone') === false && !('PushManager' in window)) {
    return 'home-screen';
  }
  const has = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  return has ? null : 'unsupported';
}

/** Private windows may have every API and refuse permission. */
async function workerOrNull() {
  try {
    await navigator.serviceWorker.register('/sw.js');
    return await navigator.serviceWorker.ready;
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Finds whether this browser is subscribed, and to which topics.
 * @param {HTMLFormElement} form
 * @param {ServiceWorkerRegistration} worker
 * @returns {Promise<State>}
 */
async function current(form, worker) {
  const subscription = await worker.pushManager.getSubscription();
  if (!subscription || !hasKey(subscription, keyOf(form))) return 'off';
  const response = await fetch(await placeOf(subscription));
  if (!response.ok) return response.status === 404 ? 'off' : 'failed';
  choose(form, (await response.json()).topics);
  return 'on';
}

/**
 * @param {HTMLFormElement} form
 * @param {ServiceWorkerRegistration} worker
 * @returns {Promise<State>}
 */
async function ask(form, worker) {
  const wasOn = !form.querySelector('[data-push-end]')?.hasAttribute('hidden');
  // Only a click may request permission, and before any await.
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'off';
  if (!wasOn) show(form, 'asking');
  const subscription = await Promise.race([subscribe(worker, keyOf(form)), patience()]);
  if (!subscription) return 'failed';
  const { endpoint, keys } = subscription.toJSON();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const response = await fetch(await placeOf(subscription), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys, topics: chosen(form), timeZone }),
  });
  if (response.ok) {
    showTopics(form, chosen(form));
    return wasOn ? 'kept' : 'on';
  }
  const problem = form.querySelector('[data-when="refused"]');
  if (problem) problem.textContent = (await response.json()).error.message;
  return 'refused';
}

/** @returns {Promise<null>} */
function patience() {
  return new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
}

/**
 * @param {ServiceWorkerRegistration} worker
 * @param {Uint8Array<ArrayBuffer>} key
 */
async function subscribe(worker, key) {
  const known = await worker.pushManager.getSubscription();
  if (known && hasKey(known, key)) return known;
  // The site's key has changed, and a browser accepts one at a time.
  await known?.unsubscribe();
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/**
 * @param {ServiceWorkerRegistration} worker
 * @returns {Promise<State>}
 */
async function stop(worker) {
  const subscription = await worker.pushManager.getSubscription();
  if (!subscription) return 'off';
  const response = await fetch(await placeOf(subscription), { method: 'DELETE' });
  if (!response.ok) return 'failed';
  await subscription.unsubscribe();
  return 'off';
}

/**
 * No network, or a push service that the browser can't reach.
 * @param {HTMLFormElement} form
 * @returns {(error: unknown) => State}
 */
function whyNot(form) {
  return (error) => {
    const isAway = error instanceof TypeError || error instanceof DOMException;
    if (!isAway && !(error instanceof SyntaxError)) throw error;
    console.info(`${form.action}: ${error.message}`);
    if (Notification.permission === 'denied') return 'denied';
    // Chromium's private windows refuse this way, whatever the reader chose.
    return error.name === 'NotAllowedError' ? 'unsupported' : 'failed';
  };
}

/**
 * The address of a subscription on our server, without its secret endpoint.
 * @param {PushSubscription} subscription
 */
async function placeOf({ endpoint }) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(hash)));
  return `/api/push/${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** @param {HTMLFormElement} form */
function keyOf(form) {
  const base64 = (form.dataset.push ?? '').replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/**
 * @param {PushSubscription} subscription
 * @param {Uint8Array} key
 */
function hasKey({ options: { applicationServerKey } }, key) {
  const own = new Uint8Array(applicationServerKey ?? []);
  return own.length === key.length && own.every((byte, at) => byte === key[at]);
}

/** @param {HTMLFormElement} form */
function topicBoxes(form) {
  return [...form.querySelectorAll('input[name=topics]')].map(
    (box) => /** @type {HTMLInputElement} */ (box),
  );
}

/** @param {HTMLFormElement} form */
function chosen(form) {
  return topicBoxes(form)
    .filter(({ checked }) => checked)
    .map(({ value }) => value);
}

/**
 * @param {HTMLFormElement} form
 * @param {string[]} topics
 */
function choose(form, topics) {
  for (const box of topicBoxes(form)) box.checked = topics.includes(box.value);
  form.querySelector('details')?.toggleAttribute('open', topics.length > 0);
  showTopics(form, topics);
}

/**
 * @param {HTMLFormElement} form
 * @param {string[]} topics
 */
function showTopics(form, { length }) {
  form.querySelector('[data-push-all]')?.toggleAttribute('hidden', length > 0);
  form.querySelector('[data-push-topics]')?.toggleAttribute('hidden', length === 0);
}

/**
 * @param {HTMLFormElement} form
 * @param {State} state
 */
function show(form, state) {
  for (const part of form.querySelectorAll('[data-when]')) {
    const when = part.getAttribute('data-when') ?? '';
    part.toggleAttribute('hidden', !when.split(' ').includes(state));
  }
}

/**
 * The clicked button is hidden, so moves the keyboard focus to the result.
 * @param {HTMLFormElement} form
 */
function keepFocus(form) {
  /** @type {HTMLElement | null} */
  const sentence = form.querySelector('[data-push-said] > :not([hidden])');
  if (sentence) sentence.tabIndex = -1;
  /** @type {HTMLElement | null} */
  const button = form.querySelector('button[data-when]:not([hidden])');
  (sentence ?? button)?.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} isEnabled
 */
function enable(form, isEnabled) {
  for (const button of form.querySelectorAll('button')) button.disabled = !isEnabled;
}
