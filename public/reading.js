// @ts-check
/**
 * Additions for readers with JavaScript; every page works without them. Plain and small, because
 * reading pages ship no framework (docs/decisions/0004-no-hydration.md).
 *
 * Keyboard shortcuts (j k o u / ?), theme, copying, the current heading in the contents, progress
 * while a page loads; for the digest's form the browser's time zone and a preview of each change.
 */

const SLOW_MS = 300;
const MESSAGE_MS = 2_000;
const THEME_KEY = 'theme';
const PREVIEW_AFTER_MS = 400;
/** The part of an address that the front reads (lib/http/target.ts). */
const MAX_ADDRESS_CHARS = 4_096;

document.addEventListener('keydown', pressKey);
document.addEventListener('click', (event) => {
  const pressed = /** @type {HTMLElement} */ (event.target);
  if (pressed.closest('[data-theme-switch]')) switchTheme();
  const copy = /** @type {HTMLElement | null} */ (pressed.closest('[data-copies]'));
  if (copy) void copyText(copy);
  // After a choice in the sheet of contents, focus belongs at that heading, not in the sheet.
  if (pressed.closest('[popover] a')) closeSheet(pressed);
  markLeaving(event);
});
window.addEventListener('pageshow', () => setLeaving(false));
followContents();
document.addEventListener('papers-shown', followContents);
tellTimeZone();
previewChoices();
fillBookmarklets();
keepForOffline();
tellOffline();
// A readable cookie marks that the unreadable session cookie exists.
if (/(?:^|; )(?:__Host-)?reader=1/.test(document.cookie)) void import('./reader.js');

/** @param {KeyboardEvent} event */
function pressKey(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector('dialog[open]')) return;
  /** @type {Record<string, () => void>} */
  const acts = {
    j: () => moveFocus(1),
    k: () => moveFocus(-1),
    o: () => titleInFocus()?.click(),
    u: goUp,
    '/': () => document.getElementById('search')?.focus(),
    '?': () =>
      /** @type {HTMLDialogElement | null} */ (document.getElementById('keys'))?.showModal(),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** @returns {HTMLAnchorElement[]} */
function titles() {
  return [...document.querySelectorAll('article h2 a')].map(
    (link) => /** @type {HTMLAnchorElement} */ (link),
  );
}

function titleInFocus() {
  const paper = document.activeElement?.closest('article');
  return titles().find((title) => paper?.contains(title));
}

/** @param {1 | -1} step */
function moveFocus(step) {
  const all = titles();
  const focused = titleInFocus();
  const from = focused ? all.indexOf(focused) : step === 1 ? -1 : all.length;
  const next = all[Math.min(all.length - 1, Math.max(0, from + step))];
  next?.focus({ preventScroll: true });
  next?.closest('article')?.scrollIntoView({ block: 'start' });
}

/** Back to the reader's list, else to the one that the page names as its parent. */
function goUp() {
  const up = /** @type {HTMLAnchorElement | null} */ (document.querySelector('[data-up]'));
  if (!up) return;
  const cameFromHere = document.referrer && new URL(document.referrer).origin === location.origin;
  if (cameFromHere && history.length > 1) history.back();
  else up.click();
}

function switchTheme() {
  const root = document.documentElement;
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : systemIsDark;
  root.dataset.theme = isDark ? 'light' : 'dark';
  try {
    localStorage.setItem(THEME_KEY, root.dataset.theme);
  } catch (error) {
    // Storage may be refused (private windows); the choice then lasts for this page only.
    if (!(error instanceof DOMException)) throw error;
  }
}

/** @param {HTMLElement} button */
async function copyText(button) {
  const text = document.getElementById(button.dataset.copies ?? '')?.textContent ?? '';
  const status = button.parentElement?.querySelector('[role=status]');
  if (!status) return;
  status.textContent = await navigator.clipboard.writeText(text).then(
    () => button.dataset.copied ?? '',
    () => button.dataset.notCopied ?? '',
  );
  setTimeout(() => (status.textContent = ''), MESSAGE_MS);
}

/** @param {HTMLElement} inside */
function closeSheet(inside) {
  const sheet = /** @type {HTMLElement | null} */ (inside.closest('[popover]'));
  if (sheet?.matches(':popover-open')) sheet.hidePopover();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let leavingTimer;

/** @param {MouseEvent} event */
function markLeaving(event) {
  const link = /** @type {HTMLElement} */ (event.target).closest('a');
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!link || !isPlain || event.defaultPrevented || link.origin !== location.origin) return;
  const staysHere = link.pathname === location.pathname && link.search === location.search;
  if (link.target || link.hasAttribute('download') || staysHere) return;
  leavingTimer = setTimeout(() => setLeaving(true), SLOW_MS);
}

/** @param {boolean} isLeaving */
function setLeaving(isLeaving) {
  clearTimeout(leavingTimer);
  document.documentElement.classList.toggle('is-leaving', isLeaving);
}

function followContents() {
  const links = new Map(
    [...document.querySelectorAll('#contents a')].map((link) => [link.getAttribute('href'), link]),
  );
  if (links.size === 0) return;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute('aria-current');
        links.get(`#${target.id}`)?.setAttribute('aria-current', 'location');
      }
    },
    { rootMargin: '-15% 0px -75% 0px' },
  );
  for (const paper of document.querySelectorAll('article')) observer.observe(paper);
}

/** Fills time zone fields from the browser, and offers its zone where another is chosen. */
function tellTimeZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const field of document.querySelectorAll('[data-time-zone]'))
    /** @type {HTMLInputElement} */ (field).value = zone;
  const offer = /** @type {HTMLElement | null} */ (document.querySelector('[data-zone-offer]'));
  const choice = /** @type {HTMLSelectElement | null} */ (
    document.getElementById(offer?.dataset.zoneOffer ?? '')
  );
  const own = [...(choice?.options ?? [])].find(
    ({ value, dataset }) => value === zone || dataset.alias === zone,
  );
  if (!offer || !choice || !own || choice.value === own.value) return;
  offer.append(`: ${own.text}`);
  offer.hidden = false;
  offer.addEventListener('click', () => {
    choice.value = own.value;
    choice.focus();
    offer.hidden = true;
    choice.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Fetches a preview of this page after each change of its form; only the latest answer shows. */
function previewChoices() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-previews]'));
  const shown = document.getElementById(form?.dataset.previews ?? '');
  if (!form || !shown) return;
  let asking = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  form.addEventListener('input', () => {
    asking.abort();
    clearTimeout(timer);
    asking = new AbortController();
    const { signal } = asking;
    timer = setTimeout(() => void showPreview(form, shown, signal), PREVIEW_AFTER_MS);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} shown
 * @param {AbortSignal} signal
 */
async function showPreview(form, shown, signal) {
  const fields = [...new FormData(form)].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : '',
  ]);
  const requests = new URLSearchParams([...fields, ['preview', 'on']]);
  const address = `${location.pathname}?${requests}`;
  const note = shown.querySelector('[role=status]');
  if (address.length > MAX_ADDRESS_CHARS && note) {
    note.textContent = form.dataset.tooLong ?? '';
    return;
  }
  try {
    const response = await fetch(address, { signal });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.getElementById(shown.id);
    // A failure leaves the preview; saving will report the error.
    if (response.ok && fresh) shown.replaceChildren(...fresh.childNodes);
  } catch (error) {
    if (!signal.aborted && !(error instanceof TypeError)) throw error;
  }
}

/** Pages can't contain a script link; the browser builds the bookmarklet from its text. */
function fillBookmarklets() {
  for (const link of document.querySelectorAll('[data-bookmarklet]')) {
    const anchor = /** @type {HTMLAnchorElement} */ (link);
    anchor.href = document.getElementById(anchor.dataset.bookmarklet ?? '')?.textContent ?? '';
  }
}

/** Stores opened editions and papers for reading without a network (public/sw.js). */
function keepForOffline() {
  if (!('serviceWorker' in navigator)) return;
  const refused = () => console.info('This window doesn’t cache pages for offline reading.');
  window.addEventListener('load', () => navigator.serviceWorker.register('/sw.js').catch(refused));
}

/** Announces a missing network, and lists stored pages where a page requests them. */
function tellOffline() {
  const note = document.getElementById('offline-note');
  const list = document.querySelector('[data-kept-pages]');
  // The page of stored pages states the problem itself.
  const tell = () => note && (note.hidden = navigator.onLine || list !== null);
  for (const change of ['online', 'offline']) window.addEventListener(change, tell);
  tell();
  if (list) void listKeptPages(list);
}

/** @param {Element} list */
async function listKeptPages(list) {
  if (!('caches' in window)) return;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of (await cache.keys()).toReversed()) {
      const page = new URL(url);
      if (page.pathname === '/offline' || !name.startsWith('pages')) continue;
      const kept = await cache.match(url, { ignoreVary: true });
      const title = /<title>([^<]*)<\/title>/.exec((await kept?.text()) ?? '')?.[1];
      const link = document.createElement('a');
      link.href = page.pathname + page.search;
      // The title of the page with its entities decoded.
      link.textContent = new DOMParser().parseFromString(
        title ?? url,
        'text/html',
      ).body.textContent;
      const item = document.createElement('li');
      item.append(link);
      list.append(item);
    }
  }
}
