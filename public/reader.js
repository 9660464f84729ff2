// @ts-check
/**
 * Personal state for signed-in readers; reading.js loads this script only for them. Pages
 * are public and cached, so personal data comes in one later request (`/api/me`), and every button
 * belongs to a form that works without this script.
 */

import { words } from './reader-words.js';

const MESSAGE_MS = 6_000;

/**
 * @typedef {{ upvoted: boolean, votes: number, weight: number, discounts: { detail: string }[] }} Vote
 * @typedef {{ reader: { handle: string, name: string } | null, votes: string[], bookmarks: string[], follows: boolean }} Me
 */

/** Announces the result to screen readers. */
const message = document.createElement('p');
message.setAttribute('role', 'status');
message.className = 'said';
document.body.append(message);

/** Buttons clicked after the personal request: its answer may be older than the click. */
const touched = new Set();

/** Clicks that wait for their answer. */
const underWay = new Set();

document.addEventListener('click', (event) => {
  const pressed = /** @type {HTMLElement} */ (event.target);
  const button = /** @type {HTMLButtonElement | null} */ (
    pressed.closest('button.vote, button.save')
  );
  if (!button || event.defaultPrevented) return;
  event.preventDefault();
  void (button.matches('.vote') ? vote(button) : save(button));
});
window.addEventListener('pageshow', (event) => {
  // Restored from the browser's cache; other pages may have changed the state since.
  if (event.persisted) void showMine();
});
void showMine();

/** @returns {HTMLButtonElement[]} */
function voteButtons() {
  return buttons('button.vote');
}

/**
 * @param {string} selector
 * @returns {HTMLButtonElement[]}
 */
function buttons(selector) {
  return [...document.querySelectorAll(selector)].map(
    (button) => /** @type {HTMLButtonElement} */ (button),
  );
}

/** @param {HTMLButtonElement} button */
function paperOf(button) {
  return (button.getAttribute('formaction') ?? '').replace(/^\/(vote|save)\//, '');
}

/** @param {HTMLButtonElement} button */
function isTouched(button) {
  return underWay.has(button) || touched.has(button);
}

/**
 * Without a network the page stays impersonal.
 * @param {unknown} error
 */
function whileAway(error) {
  if (!(error instanceof TypeError)) throw error;
  return null;
}

/** Marks the reader's own items on this page. */
async function showMine() {
  const papers = voteButtons().map(paperOf);
  touched.clear();
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-follows]'));
  const requests = new URLSearchParams(form ? new URL(form.action).search : '');
  requests.set('papers', papers.join(','));
  const response = await fetch(`/api/me?${requests}`).catch(whileAway);
  if (!response?.ok) return;
  const me = /** @type {Me} */ (await response.json());
  for (const button of voteButtons()) {
    if (!isTouched(button)) setPressed(button, me.votes.includes(paperOf(button)));
  }
  for (const button of buttons('button.save')) {
    if (!isTouched(button)) setSaved(button, me.bookmarks.includes(paperOf(button)));
  }
  const follow = form?.querySelector('button');
  if (follow) follow.textContent = me.follows ? words.following : words.follow;
  const place = document.querySelector('[data-reader]');
  if (place && me.reader) place.textContent = me.reader.name;
  showEditing(me.reader?.handle);
}

/**
 * Offers to edit the reader's recent comments.
 * @param {string | undefined} handle
 */
function showEditing(handle) {
  for (const link of document.querySelectorAll('a[data-own]')) {
    const { own, until } = /** @type {HTMLElement} */ (link).dataset;
    link.toggleAttribute('hidden', own !== handle || Date.now() > Number(until));
  }
}

/**
 * A saved paper's button links to its note and collections, which also remove it.
 * @param {HTMLButtonElement} button
 */
async function save(button) {
  if (underWay.has(button)) return;
  if (button.classList.contains('is-saved')) return location.assign(`/save/${paperOf(button)}`);
  underWay.add(button);
  touched.add(button);
  setSaved(button, true);
  const problem = await putBookmark(paperOf(button));
  underWay.delete(button);
  if (problem === null) return say(words.savedNote);
  setSaved(button, false);
  if (problem === 'signed_out') submit(button);
  else say(problem);
}

/**
 * @param {string} paper
 * @returns {Promise<string | null>} why saving failed
 */
async function putBookmark(paper) {
  try {
    const response = await fetch(`/api/papers/${paper}/bookmark`, { method: 'PUT' });
    if (response.ok) return null;
    return response.status === 401 ? 'signed_out' : (await response.json()).error.message;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    return words.notSaved;
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {boolean} isSaved
 */
function setSaved(button, isSaved) {
  button.classList.toggle('is-saved', isSaved);
  button.textContent = isSaved ? words.saved : words.save;
}

/**
 * Shows a click at once and sends it; a click before the answer is sent afterwards.
 * @param {HTMLButtonElement} button
 */
async function vote(button) {
  let stands = { upvoted: isPressed(button), votes: countOf(button) };
  show(button, { upvoted: !stands.upvoted, votes: stands.votes + (stands.upvoted ? -1 : 1) });
  if (underWay.has(button)) return;
  underWay.add(button);
  touched.add(button);
  /** @type {Vote | string} */
  let answer;
  let wish;
  do {
    wish = isPressed(button);
    answer = await send(button, wish ? 'POST' : 'DELETE');
    if (typeof answer !== 'string') stands = answer;
  } while (typeof answer !== 'string' && isPressed(button) !== wish);
  underWay.delete(button);
  if (answer === 'signed_out') return submit(button);
  show(button, stands);
  say(typeof answer === 'string' ? answer : wordsFor(answer));
}

/**
 * @param {HTMLButtonElement} button
 * @param {{ upvoted: boolean, votes: number }} vote
 */
function show(button, { upvoted, votes }) {
  setPressed(button, upvoted);
  setCount(button, Math.round(votes));
}

/** @param {HTMLButtonElement} button */
function isPressed(button) {
  return button.getAttribute('aria-pressed') === 'true';
}

/**
 * @param {HTMLButtonElement} button
 * @param {'POST' | 'DELETE'} method
 * @returns {Promise<Vote | string>} the current vote, or why it failed
 */
async function send(button, method) {
  try {
    const response = await fetch(`/api/papers/${paperOf(button)}/upvote`, { method });
    const body = await response.json();
    if (response.status === 401) return 'signed_out';
    return response.ok ? body : body.error.message;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    return words.notSent;
  }
}

/**
 * Submits the form as without JavaScript, which leads through sign-in.
 * @param {HTMLButtonElement} button
 */
function submit(button) {
  button.form?.requestSubmit(button);
}

/**
 * @param {HTMLButtonElement} button
 * @param {boolean} isPressed
 */
function setPressed(button, isPressed) {
  button.setAttribute('aria-pressed', String(isPressed));
}

/** @param {HTMLButtonElement} button */
function countOf(button) {
  return Number(button.querySelector('b')?.textContent ?? 0);
}

/**
 * @param {HTMLButtonElement} button
 * @param {number} count
 */
function setCount(button, count) {
  const [number, unit] = [button.querySelector('b'), button.querySelector('span')];
  if (number) number.textContent = String(Math.max(0, count));
  if (unit) unit.textContent = count === 1 ? words.vote : words.votes;
}

/** @param {Vote} answer */
function wordsFor({ upvoted, weight, discounts }) {
  if (!upvoted) return words.removed;
  if (weight === 1) return words.counted;
  const reasons = discounts.map(({ detail }) => detail).join('; ');
  return words.countedPart
    .replace('{weight}', weight.toFixed(2))
    .replace('{reasons}', () => reasons);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/** @param {string} text */
function say(text) {
  clearTimeout(silence);
  // Where React starts in the browser (npm run dev), it may have removed the element.
  if (!message.isConnected) document.body.append(message);
  message.textContent = text;
  silence = setTimeout(() => (message.textContent = ''), MESSAGE_MS);
}
