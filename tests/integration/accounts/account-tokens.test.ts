/** The account page's tokens: created, shown once, revoked, and limited. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { POST as account } from '@/app/post/account/route';
import { createToken, tokensOf } from '@/lib/accounts/tokens/token-commands';
import { MAX_TOKENS } from '@/lib/accounts/tokens/token-rules';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { callApi, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const INPUT = { name: 'x', scopes: ['votes' as const], days: null, userId: 'id-of-hana' };

beforeEach(async () => {
  await storeListings(db, [listing({ id: '2503.90001' })], []);
  await addReader(db, 'hana');
});

async function makeToken() {
  return createToken(db, { ...INPUT, now: new Date() });
}

async function post(fields: Record<string, string>, handle = 'hana') {
  const headers = { cookie: await sessionCookie(db, `id-of-${handle}`), origin: SITE };
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return account(new NextRequest(`${SITE}/post/account`, { method: 'POST', headers, body }), {});
}

test('shows a new token once, in no address, and stores a hash only', async () => {
  const response = await post({ act: 'make-token', name: 'Zotero', scopes: 'votes', days: '30' });
  expect(response.headers.get('location')).toBe('/account?done=token#tokens');
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(
    /^new-token=bsp_[\w-]{43}; Path=\/; Max-Age=60; HttpOnly; SameSite=Strict$/,
  );
  const token = /bsp_[\w-]{43}/.exec(cookie)![0];
  const vote = await callApi('/api/papers/2503.90001/upvote', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(vote.status).toBe(200);
  expect(JSON.stringify(await db.personalToken.findMany())).not.toContain(token);
});

test.each([
  [{ name: '', scopes: 'votes' }, 'name'],
  [{ name: 'x' }, 'scopes'],
  [{ name: 'x', scopes: 'everything' }, 'scopes'],
  [{ name: 'x', scopes: 'votes', days: '0' }, 'days'],
  [{ name: 'x', scopes: 'votes', days: 'soon' }, 'days'],
])('%o is rejected', async (fields, problem) => {
  const response = await post({ act: 'make-token', ...fields } as Record<string, string>);
  expect(response.headers.get('location')).toBe(`/account?problem=${problem}`);
  expect(await db.personalToken.count()).toBe(0);
});

test('revokes the reader’s own tokens only', async () => {
  await makeToken();
  await addReader(db, 'obi');
  const [{ id } = { id: '' }] = await tokensOf(db, 'id-of-hana');
  await post({ act: 'revoke-token', id }, 'obi');
  expect(await db.personalToken.count()).toBe(1);
  await post({ act: 'revoke-token', id });
  expect(await db.personalToken.count()).toBe(0);
});

test(`a reader has ${MAX_TOKENS} at most, also with simultaneous requests`, async () => {
  for (let made = 0; made < MAX_TOKENS - 1; made += 1) await makeToken();
  const made = await Promise.all([makeToken(), makeToken()]);
  expect(made.map(({ ok }) => ok).sort()).toEqual([false, true]);
});
