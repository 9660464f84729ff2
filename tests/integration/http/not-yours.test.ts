/** Forms about another reader's data return 404 and change nothing. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { POST as account } from '@/app/post/account/route';
import { POST as collection } from '@/app/post/library/collections/[id]/route';
import { POST as searches } from '@/app/post/searches/route';
import { createToken } from '@/lib/accounts/tokens/token-commands';
import { closeDatabase } from '@/lib/db/client';
import { createCollection } from '@/lib/library/collection-commands';
import { saveSearch } from '@/lib/search/reader/personal-commands';
import { SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const userId = 'id-of-hana';

beforeEach(async () => {
  await addReader(db, 'hana');
  await addReader(db, 'obi');
});

async function form(fields: Record<string, string>, handle: string) {
  const headers = { cookie: await sessionCookie(db, `id-of-${handle}`), origin: SITE };
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return new NextRequest(`${SITE}/post`, { method: 'POST', headers, body });
}

type Send = (handle: string) => Promise<Response>;

/** Forms that change hana's data, with the number of rows for each. */
const CASES: Record<string, () => Promise<{ send: Send; count: () => Promise<number> }>> = {
  'a session': async () => {
    await sessionCookie(db, userId);
    const { id } = await db.session.findFirstOrThrow({ where: { userId } });
    return {
      send: async (handle) => account(await form({ act: 'end-session', id }, handle), {}),
      count: () => db.session.count({ where: { id } }),
    };
  },
  'a token': async () => {
    await createToken(db, { name: 'x', scopes: ['votes'], days: null, userId, now: new Date() });
    const { id } = await db.personalToken.findFirstOrThrow();
    return {
      send: async (handle) => account(await form({ act: 'revoke-token', id }, handle), {}),
      count: () => db.personalToken.count(),
    };
  },
  'a connected site': async () => {
    await db.account.create({ data: { id: 'a', userId, providerId: 'github', accountId: '1' } });
    return {
      send: async (handle) => account(await form({ act: 'remove', id: 'a' }, handle), {}),
      count: () => db.account.count(),
    };
  },
  'a passkey': async () => {
    const passkey = { publicKey: 'k', counter: 0, deviceType: 'singleDevice', backedUp: false };
    await db.passkey.create({ data: { ...passkey, id: 'p', userId, credentialID: 'c' } });
    return {
      send: async (handle) => account(await form({ act: 'remove', id: 'p' }, handle), {}),
      count: () => db.passkey.count(),
    };
  },
  'a collection': async () => {
    const id = await createCollection(db, userId, { name: 'Mine', description: '' });
    const params = Promise.resolve({ id });
    return {
      send: async (handle) => collection(await form({ act: 'delete' }, handle), { params }),
      count: () => db.collection.count(),
    };
  },
  'a search': async () => {
    await saveSearch(db, userId, 'weather');
    const { id } = await db.savedSearch.findFirstOrThrow();
    return {
      send: async (handle) => searches(await form({ act: 'remove', id }, handle), {}),
      count: () => db.savedSearch.count(),
    };
  },
};

test.each(Object.keys(CASES))('%s', async (what) => {
  const { send, count } = await CASES[what]!();
  expect((await send('obi')).status).toBe(404);
  expect(await count()).toBe(1);
  expect((await send('hana')).status).toBe(303);
  expect(await count()).toBe(0);
  // Deleted data returns the same as unknown data.
  expect((await send('hana')).status).toBe(404);
});

test.each(['join', 'leave'])('a search is put in its own reader’s digest only: %s', async (act) => {
  await saveSearch(db, userId, 'weather');
  const { id, inDigest } = await db.savedSearch.findFirstOrThrow();
  expect((await searches(await form({ act, id }, 'obi'), {})).status).toBe(404);
  expect(await db.savedSearch.findFirstOrThrow()).toMatchObject({ inDigest });
});

test.each(['describe', 'share', 'unshare', 'take'])('a collection, by %s', async (act) => {
  const id = await createCollection(db, userId, { name: 'Mine', description: '' });
  const fields = { act, name: 'Theirs', description: '', paper: '2503.90001' };
  const params = Promise.resolve({ id });
  expect((await collection(await form(fields, 'obi'), { params })).status).toBe(404);
  expect(await db.collection.findFirstOrThrow()).toMatchObject({ name: 'Mine', shareToken: null });
});
