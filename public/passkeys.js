// @ts-check
/**
 * Passkeys: the buttons of the sign-in page and the account page. Browsers that can't convert
 * WebAuthn's JSON see neither, and sign in by mail.
 */

const API = '/api/auth/passkey';
const canUse =
  'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

/** @type {HTMLButtonElement | null} */
const signInButton = document.querySelector('[data-passkey-sign-in]');
/** @type {HTMLButtonElement | null} */
const addButton = document.querySelector('[data-passkey-add]');

for (const [button, act] of /** @type {const} */ ([
  [signInButton, signIn],
  [addButton, add],
])) {
  if (!button || !canUse) continue;
  button.hidden = false;
  button.addEventListener('click', () => void attempt(button, act));
}

/**
 * @param {HTMLButtonElement} button
 * @param {() => Promise<void>} act
 */
async function attempt(button, act) {
  say();
  button.disabled = true;
  try {
    await act();
  } catch (error) {
    // The reader closed the browser's dialog, or it has no passkey for this site.
    const isCalledOff = error instanceof DOMException && error.name === 'NotAllowedError';
    say(isCalledOff ? 'cancelled' : 'failed');
  } finally {
    button.disabled = false;
  }
}

async function signIn() {
  const options = PublicKeyCredential.parseRequestOptionsFromJSON(
    await ask('generate-authenticate-options'),
  );
  const credential = await navigator.credentials.get({ publicKey: options });
  await ask('verify-authentication', { response: toJson(credential) });
  location.assign(signInButton?.dataset.passkeySignIn ?? '/papers');
}

async function add() {
  const offered = await fetch(`${API}/generate-register-options`);
  // The session is too old to add a way to sign in.
  if (offered.status === 403) return location.assign('/sign-in?confirm=stale&next=%2Faccount');
  if (!offered.ok) throw new Error(`generate-register-options answered ${offered.status}`);
  const options = PublicKeyCredential.parseCreationOptionsFromJSON(await offered.json());
  const credential = await navigator.credentials.create({ publicKey: options });
  await ask('verify-registration', { response: toJson(credential) });
  location.assign('/account?done=passkey');
}

/** @param {Credential | null} credential */
function toJson(credential) {
  return /** @type {PublicKeyCredential} */ (credential).toJSON();
}

/**
 * @param {string} path
 * @param {object} [body]
 */
async function ask(path, body) {
  const response = await fetch(`${API}/${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/** @param {'cancelled' | 'failed'} [problem] */
function say(problem) {
  const status = /** @type {HTMLElement | null} */ (
    document.querySelector('[data-passkey-status]')
  );
  if (status) status.textContent = (problem && status.dataset[problem]) ?? '';
}
