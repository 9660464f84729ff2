// @ts-check
/**
 * Results while a query is typed. Fetches the form's own result page once typing pauses, one at a
 * time, and replaces only the part around the field.
 */

const PAUSE_MS = 300;
const SHORTEST = 2;
/** The parts that change with the query: the head, and the list with its margins. */
const PARTS = ['body > header', '[data-list]'];

const field = /** @type {HTMLInputElement | null} */ (document.getElementById('search'));
const status = document.querySelector('[data-search-status]');
let shown = field?.value.trim() ?? '';
let asking = new AbortController();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

if (field && document.querySelector('[data-list]')) field.addEventListener('input', pause);
/** The address of this page; a fragment is not another page. */
let here = location.pathname + location.search;
// Going back to a page assembled here reloads it.
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
    // Fetches text typed meanwhile next; without a network the button shows the error.
    if (!signal.aborted && !(error instanceof TypeError)) throw error;
  }
}

/**
 * @param {Document} page
 * @param {string} query
 * @param {string} address
 */
function show(page, query, address) {
  // An id leads to its paper, which is a separate page: the button opens it.
  if (!page.querySelector('[data-list]') || !page.querySelector('[data-results]')) return;
  for (const part of PARTS) {
    const fresh = page.querySelector(part);
    if (fresh) document.querySelector(part)?.replaceWith(document.adoptNode(fresh));
  }
  document.title = page.title;
  // Adds one history entry only, so that one step back undoes the whole query.
  const isFirst = !new URLSearchParams(location.search).has('q');
  history[isFirst ? 'pushState' : 'replaceState'](null, '', address);
  here = location.pathname + location.search;
  shown = query;
  if (status) status.textContent = document.querySelector('[data-results]')?.textContent ?? '';
  document.dispatchEvent(new Event('papers-shown'));
}
