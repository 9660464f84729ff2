// @ts-check
/**
 * Results while a query is typed. The page is the same that the form's button leads to, asked for
 * once the typing pauses, one at a time; only what is around the field is put in its place.
 */

const PAUSE_MS = 300;
const SHORTEST = 2;
/** What changes with the query: the head, and the list with its margins. */
const PARTS = ['body > header', '[data-list]'];

const field = /** @type {HTMLInputElement | null} */ (document.getElementById('search'));
const status = document.querySelector('[data-search-status]');
let shown = field?.value.trim() ?? '';
let asking = new AbortController();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

if (field && document.querySelector('[data-list]')) field.addEventListener('input', pause);
/** The address whose page this is; one within it is no other page. */
let here = location.pathname + location.search;
// A page that was put together here is fetched whole when the reader comes back to it.
window.addEventListener('popstate', () => {
  if (location.pathname + location.search !== here) location.reload();
});

function pause() {
  clearTimeout(timer);
  asking.abort();
  timer = setTimeout(() => void ask(), PAUSE_MS);
}

async function ask() {
  const query = field?.value.trim() ?? '';
  if (query === shown || query.length < SHORTEST) return;
  asking = new AbortController();
  const { signal } = asking;
  const address = `/papers?${new URLSearchParams({ q: query })}`;
  try {
    const response = await fetch(address, { signal });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (!signal.aborted && response.ok) show(page, query, response.url);
  } catch (error) {
    // What was typed meanwhile is asked for next; without a network the button says what is wrong.
    if (!signal.aborted && !(error instanceof TypeError)) throw error;
  }
}

/**
 * @param {Document} page
 * @param {string} query
 * @param {string} address
 */
function show(page, query, address) {
  // An id leads to its paper, which is a page of its own: the button goes there.
  if (!page.querySelector('[data-list]') || !page.querySelector('[data-results]')) return;
  for (const part of PARTS) {
    const fresh = page.querySelector(part);
    if (fresh) document.querySelector(part)?.replaceWith(document.adoptNode(fresh));
  }
  document.title = page.title;
  // One step back is where the reader began to type, however many letters that was.
  const isFirst = !new URLSearchParams(location.search).has('q');
  history[isFirst ? 'pushState' : 'replaceState'](null, '', address);
  here = location.pathname + location.search;
  shown = query;
  if (status) status.textContent = document.querySelector('[data-results]')?.textContent ?? '';
  document.dispatchEvent(new Event('papers-shown'));
}
