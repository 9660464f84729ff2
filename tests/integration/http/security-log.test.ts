/** Security log of sign-ins and refusals, by account id and hashed network. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { GET as authRoute } from '@/app/api/auth/[...path]/route';
import { GET as cron } from '@/app/api/cron/ingest/route';
import { GET as feed } from '@/app/feeds/[...feed]/route';
import { POST as account } from '@/app/post/account/route';
import { POST as library } from '@/app/post/library/route';
import { POST as requestLink } from '@/app/post/sign-in/route';
import { requestSignIn, spendSignInLink } from '@/lib/accounts/sign-in/sign-in-commands';
import { createToken } from '@/lib/accounts/tokens/token-commands';
import { signInToken } from '@/lib/accounts/tokens/secrets';
import { closeDatabase } from '@/lib/db/client';
import { env } from '@/lib/env';
import { ALLOWANCE } from '@/lib/front/allowance';
import { parseProxyTrust } from '@/lib/trusted-proxies';
import { installQueue } from '@/lib/queue/commands';
import { networkHash } from '@/lib/secrets';
import { callApi, callRoute, SITE } from '../../support/api';
import { capturedLog } from '../../support/captured-log';
import { testDatabase } from '../../support/database';
import { startFront } from '../../support/front';
import { addReader, sessionCookie } from '../../support/readers';

const { db, pool } = testDatabase();
afterAll(closeDatabase);
const lines = capturedLog();

const ADA = 'ada@example.org';
const FROM = { 'x-forwarded-for': '192.0.2.7' };
const network = networkHash('192.0.2.7');
const securityLines = () => lines.filter(({ security }) => security);

beforeEach(async () => {
  await installQueue(env.DATABASE_URL!);
  await addReader(db, 'ada', { email: ADA });
});

async function post(fields: Record<string, string>, headers: Record<string, string>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return new NextRequest(`${SITE}/post/x`, {
    method: 'POST',
    headers: { ...FROM, ...headers },
    body,
  });
}

const signedIn = async () => ({ cookie: await sessionCookie(db, 'id-of-ada'), origin: SITE });

async function token(scopes: ('profile' | 'feed')[]): Promise<string> {
  const input = { name: 'x', days: null, userId: 'id-of-ada', now: new Date() };
  const made = await createToken(db, { ...input, scopes });
  return made.ok ? made.token : '';
}

test('a sign-in by a link, and the same link once more', async () => {
  await requestSignIn(ADA, { next: '/' }, new Headers(FROM));
  const { rows } = await pool.query<{ payload: { nonce: string } }>(
    'SELECT payload FROM graphile_worker._private_jobs',
  );
  const link = signInToken(ADA, rows[0]!.payload.nonce);
  await spendSignInLink(link, new Headers(FROM));
  await spendSignInLink(link, new Headers(FROM));
  expect(securityLines()).toMatchObject([
    { security: 'sign_in', account: 'id-of-ada', network, method: 'link' },
    { security: 'sign_in_failed', account: null, network, method: 'link' },
  ]);
});

test.each([
  ['callback/github?code=x', '/callback/github'],
  ['passkey/verify-authentication', '/passkey/verify-authentication'],
])('a failed sign-in at %s', async (address, method) => {
  const url = `${SITE}/api/auth/${address}`;
  const isPost = address.startsWith('passkey');
  const init = isPost
    ? { method: 'POST', body: '{"response":{}}', headers: { 'content-type': 'application/json' } }
    : {};
  const path = new URL(url).pathname.replace('/api/auth/', '').split('/');
  const request = new NextRequest(url, {
    ...init,
    headers: { ...init.headers, ...FROM, origin: SITE },
  });
  await authRoute(request, { params: Promise.resolve({ path }) });
  expect(securityLines()).toContainEqual(
    expect.objectContaining({ security: 'sign_in_failed', network, method }),
  );
});

test('a request without the key that it needs', async () => {
  await callRoute(cron, '/api/cron/ingest', { headers: FROM });
  await callApi('/api/me', { headers: { ...FROM, authorization: 'Bearer nothing' } });
  expect(securityLines()).toMatchObject([
    { security: 'unauthorized', account: null, network, path: '/api/cron/ingest' },
    { security: 'unauthorized', account: null, network, path: '/api/me' },
  ]);
});

test('a token’s creation, its first use, and what it may not do', async () => {
  const fields = { act: 'make-token', name: 'Zotero', scopes: 'feed' };
  const made = await account(await post(fields, await signedIn()), {});
  const key = /bsp_[\w-]{43}/.exec(made.headers.get('set-cookie') ?? '')![0];
  const headers = { ...FROM, authorization: `Bearer ${key}` };
  for (let use = 0; use < 2; use += 1) await callApi('/api/me', { headers });
  const { id } = await db.personalToken.findFirstOrThrow();
  expect(securityLines()).toMatchObject([
    { security: 'token_created', account: 'id-of-ada', network },
    { security: 'token_first_used', account: 'id-of-ada', network, token: id },
    { security: 'forbidden', account: 'id-of-ada', network, path: '/api/me' },
    { security: 'forbidden', account: 'id-of-ada', network, path: '/api/me' },
  ]);
  expect(JSON.stringify(lines)).not.toContain(key);
});

test('a token’s first use as the address of a feed, once of many together', async () => {
  const key = await token(['feed']);
  const read = () =>
    callRoute(feed, `/feeds/for-you/${key}.rss`, {
      headers: FROM,
      params: { feed: ['for-you', `${key}.rss`] },
    });
  await Promise.all([read(), read(), read()]);
  expect(securityLines()).toMatchObject([{ security: 'token_first_used', account: 'id-of-ada' }]);
  expect(JSON.stringify(lines)).not.toContain(key);
});

test('a form that another site sent', async () => {
  const headers = { ...(await signedIn()), origin: 'https://evil.example' };
  await library(await post({ name: 'Mine' }, headers), {});
  expect(securityLines()).toMatchObject([
    { security: 'foreign_origin', network },
    { security: 'forbidden', network, path: '/post/x' },
  ]);
});

test('a limit that was reached, with the account that reached it', async () => {
  for (let requestCount = 0; requestCount < 6; requestCount += 1) {
    await requestLink(await post({ email: ADA }, await signedIn()), {});
  }
  expect(securityLines()).toMatchObject([{ security: 'rate_limited', network }]);
  lines.length = 0;
  const headers = await signedIn();
  for (let kept = 0; kept < 121; kept += 1) await library(await post({ name: '' }, headers), {});
  expect(securityLines()).toMatchObject([
    { security: 'rate_limited', account: 'id-of-ada', network },
  ]);
});

test('a network that has spent its allowance at the front', async () => {
  const trustProxy = parseProxyTrust('1');
  const site = await startFront((_request, response) => response.end('{}'), { trustProxy });
  for (let requestCount = 0; requestCount <= ALLOWANCE.quota; requestCount += 1)
    await site.get('/api/papers?q=x', FROM);
  expect(site.log.filter(({ security }) => security)).toMatchObject([
    { security: 'rate_limited', network, path: '/api/papers' },
  ]);
});

test('no line has an address, a name or a cookie', async () => {
  await spendSignInLink('invented', new Headers({ ...FROM, cookie: 'better-auth.x=y' }));
  await account(
    await post({ act: 'make-token', name: 'x', scopes: 'votes' }, await signedIn()),
    {},
  );
  expect(securityLines()).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toMatch(/example\.org|192\.0\.2|better-auth|bsp_/);
});
