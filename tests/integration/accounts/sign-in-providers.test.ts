/** Signing in with a provider, simulated by a local server. */
import type { AddressInfo } from 'node:net';
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { testDatabase } from '../../support/database';
import { addReader, sessionCookie } from '../../support/readers';

/** Before any import, because settings are read once. */
const site = await vi.hoisted(async () => {
  vi.resetModules();
  const { createServer } = await import('node:http');
  const answers = {
    profile: {} as object | string,
    tokenStatus: 200,
    idToken: undefined as string | undefined,
  };
  const server = createServer((request, response) => {
    const isToken = request.url === '/oauth/token';
    response.writeHead(isToken ? answers.tokenStatus : 200, { 'content-type': 'application/json' });
    const tokens = { access_token: 'a-token', token_type: 'bearer', id_token: answers.idToken };
    const answer = isToken ? tokens : answers.profile;
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const name of ['HUGGINGFACE', 'ORCID']) {
    process.env[`${name}_URL`] = url;
    process.env[`${name}_CLIENT_ID`] = 'an-id';
    process.env[`${name}_CLIENT_SECRET`] = 'a-secret';
  }
  return { url, answers, close: () => server.close() };
});

const { GET } = await import('@/app/api/auth/[...path]/route');
const { findReader } = await import('@/lib/accounts/sessions/identity-commands');
const { setOutFor } = await import('@/lib/accounts/sign-in/sign-in-commands');
const { offeredProviders } = await import('@/lib/accounts/sign-in/providers');

const { db } = testDatabase();

beforeEach(() => {
  site.answers.tokenStatus = 200;
  site.answers.idToken = undefined;
  site.answers.profile = {
    sub: 'hf-1',
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    email_verified: true,
  };
});
afterAll(() => site.close());

const cookiesOf = (setCookies: string[]) => setCookies.map((each) => each.split(';')[0]).join('; ');

/** Visits the provider and returns with a code; the last answer to the browser. */
async function signInWith(
  provider: 'huggingface' | 'orcid',
  { forgets = false, session = '' } = {},
) {
  const headersThere = new Headers({ cookie: session });
  const journey = { next: '/library', failure: '/sign-in?next=/library', headers: headersThere };
  const { url, cookies } = await setOutFor(provider, journey, session !== '');
  const there = new URL(url);
  expect(there.origin).toBe(site.url);
  const back = new URL(there.searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('code', 'a-code');
  back.searchParams.set('state', there.searchParams.get('state') ?? '');
  const headers = { ...(!forgets && { cookie: [session, cookiesOf(cookies)].join('; ') }) };
  const path = back.pathname.replace('/api/auth/', '').split('/');
  const answer = await GET(new NextRequest(back, { headers }), {
    params: Promise.resolve({ path }),
  });
  const given = cookiesOf(answer.headers.getSetCookie());
  return { answer, reader: await findReader(new Headers({ cookie: given })), given };
}

test('only configured providers are offered', () => {
  expect(offeredProviders().map(({ id }) => id)).toEqual(['orcid', 'huggingface']);
});

test('a first sign-in creates an account of that name, and redirects', async () => {
  const { answer, reader, given } = await signInWith('huggingface');
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toMatch(/\/library$/);
  expect(reader).toMatchObject({ handle: 'ada-lovelace', name: 'Ada Lovelace' });
  expect(given).toContain('reader=1');
});

test('the account of the same confirmed address is opened', async () => {
  const ada = await addReader(db, 'ada', { email: 'ada@example.org' });
  expect((await signInWith('huggingface')).reader?.id).toBe(ada.id);
  expect((await signInWith('huggingface')).reader?.id).toBe(ada.id);
  expect(await db.user.count()).toBe(1);
});

test('an unconfirmed address opens no account', async () => {
  await addReader(db, 'ada', { email: 'ada@example.org' });
  Object.assign(site.answers.profile, { email_verified: false });
  const { answer, reader } = await signInWith('huggingface');
  expect(reader).toBeNull();
  expect(answer.headers.get('location')).toContain('/sign-in');
});

test.each([false, 'false', 'true', 1, null, undefined])(
  'no account begins with an address whose confirmation is: %j',
  async (email_verified) => {
    Object.assign(site.answers.profile, { email_verified });
    const { answer, reader } = await signInWith('huggingface');
    expect(reader).toBeNull();
    expect(answer.headers.get('location')).toMatch(/\/sign-in\?.*error=address_not_confirmed/);
    expect(await db.user.count()).toBe(0);
    expect(await db.session.count()).toBe(0);
  },
);

test.each(['<html>', 'null', '[]', '{"sub":""}', '{"email":"ada@example.org"}'])(
  'a provider that answers %s instead of a profile leads back to the sign-in page',
  async (profile) => {
    site.answers.profile = profile;
    const { answer, reader } = await signInWith('huggingface');
    expect(reader).toBeNull();
    expect(answer.headers.get('location')).toMatch(/\/sign-in\?.*error=/);
  },
);

test('an unsigned ID token is ignored', async () => {
  const claims = { sub: 'hf-2', email: 'mallory@example.org', email_verified: true };
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  site.answers.idToken = `${part({ alg: 'none' })}.${part(claims)}.`;
  expect((await signInWith('huggingface')).reader?.email).toBe('ada@example.org');
});

test('an unconfirmed address connects no provider', async () => {
  const ada = await addReader(db, 'ada', { email: 'ada@example.org' });
  Object.assign(site.answers.profile, { email_verified: 'false' });
  await signInWith('huggingface', { session: await sessionCookie(db, ada.id) });
  expect(await db.account.count()).toBe(0);
});

test('a connected account opens even if its address is unconfirmed later', async () => {
  const { reader } = await signInWith('huggingface');
  Object.assign(site.answers.profile, { email_verified: false });
  expect((await signInWith('huggingface')).reader?.id).toBe(reader?.id);
});

test('ORCID, which returns no address, creates an account with its iD', async () => {
  site.answers.profile = {
    sub: '0000-0002-1825-0097',
    given_name: 'Josiah',
    family_name: 'Carberry',
  };
  const { reader } = await signInWith('orcid');
  expect(reader?.handle).toBe('josiah-carberry');
  const user = await db.user.findFirstOrThrow();
  expect(user).toMatchObject({ orcid: '0000-0002-1825-0097', emailVerified: false });
});

test('ORCID can be connected with an account of another address', async () => {
  const ada = await addReader(db, 'ada');
  site.answers.profile = { sub: '0000-0002-1825-0097' };
  await signInWith('orcid', { session: await sessionCookie(db, ada.id) });
  const users = await db.user.findMany();
  expect(users).toMatchObject([{ handle: 'ada', orcid: '0000-0002-1825-0097' }]);
});

test('a callback without a request from the browser signs no reader in', async () => {
  const { answer, reader } = await signInWith('huggingface', { forgets: true });
  expect(reader).toBeNull();
  expect(answer.status).toBe(302);
  expect(await db.user.count()).toBe(0);
});

test('a provider without a token leads back to the sign-in page', async () => {
  site.answers.tokenStatus = 500;
  const { answer, reader } = await signInWith('huggingface');
  expect(reader).toBeNull();
  expect(answer.headers.get('location')).toContain('/sign-in');
});

test.each([
  'callback/huggingface',
  'callback/huggingface?code=a-code',
  'callback/huggingface?error=access_denied',
  'callback/huggingface?code=a-code&state=invented',
  'callback/nobody?code=a-code&state=invented',
])('%s, an unknown callback, leads to the sign-in page', async (address) => {
  const url = new URL(`/api/auth/${address}`, 'http://localhost:3000');
  const path = url.pathname.replace('/api/auth/', '').split('/');
  const answer = await GET(new NextRequest(url), { params: Promise.resolve({ path }) });
  expect(answer.status).toBe(302);
  const led = answer.headers.get('location') ?? '';
  expect(led).toMatch(/^http:\/\/localhost:3000\/sign-in\?error=state_(not_found|mismatch)$/);
});

test('a suspended account leads to a page with the reason', async () => {
  await signInWith('huggingface');
  await db.user.updateMany({ data: { suspendedAt: new Date() } });
  const { answer } = await signInWith('huggingface');
  const led = new URL(answer.headers.get('location') ?? '', 'http://localhost:3000');
  expect(led.pathname + led.search).toMatch(/^\/sign-in\?.*error=account_suspended/);
});

test('better-auth’s other endpoints don’t exist', async () => {
  for (const path of ['sign-up/email', 'magic-link/verify', 'update-user', 'list-sessions']) {
    const request = new NextRequest(`http://localhost/api/auth/${path}`);
    const answer = await GET(request, { params: Promise.resolve({ path: path.split('/') }) });
    expect(answer.status, path).toBe(404);
  }
});
