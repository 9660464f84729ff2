/** Tests that only a passkey opens the desk where curators need one. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { addReader, sessionCookie } from '../../support/readers';

/** Before any import, because settings are read once. */
vi.hoisted(() => {
  vi.resetModules();
  process.env.CURATORS_NEED_PASSKEY = '1';
});

const { GET } = await import('@/app/api/auth/[...path]/route');
const { POST } = await import('@/app/post/account/route');
const { getDesk, requireCurator } = await import('@/lib/accounts/sessions/identity-commands');
const { closeDatabase } = await import('@/lib/db/client');

const { db } = testDatabase();
afterAll(closeDatabase);

beforeEach(() => addReader(db, 'cleo', { role: 'curator' }));

const userId = 'id-of-cleo';
const by = async (method: string | null) =>
  new Headers({ cookie: await sessionCookie(db, userId, { method }), origin: SITE });

async function addPasskey() {
  const passkey = { publicKey: 'k', counter: 0, deviceType: 'singleDevice', backedUp: false };
  await db.passkey.create({ data: { ...passkey, id: 'p', userId, credentialID: 'c' } });
}

async function offersNewPasskey(headers: Headers) {
  const url = `${SITE}/api/auth/passkey/generate-register-options`;
  const params = Promise.resolve({ path: ['passkey', 'generate-register-options'] });
  return (await GET(new NextRequest(url, { headers }), { params })).status === 200;
}

test.each(['link', 'github', null])('a session by %s doesn’t open it', async (method) => {
  const headers = await by(method);
  expect(await getDesk(headers)).toEqual({ ok: false, reason: 'passkey' });
  await expect(requireCurator(headers)).rejects.toThrow('must sign in with a passkey');
});

test('a session by a passkey opens it', async () => {
  expect(await requireCurator(await by('passkey'))).toMatchObject({ id: userId });
});

test('a link session adds a curator’s first passkey and no second one', async () => {
  expect(await offersNewPasskey(await by('link'))).toBe(true);
  await addPasskey();
  expect(await offersNewPasskey(await by('link'))).toBe(false);
  expect(await offersNewPasskey(await by('passkey'))).toBe(true);
});

test('a link session doesn’t remove a curator’s passkey', async () => {
  await addPasskey();
  const remove = async (headers: Headers) => {
    const body = new FormData();
    body.append('act', 'remove');
    body.append('id', 'p');
    const request = new NextRequest(`${SITE}/post/account`, { method: 'POST', headers, body });
    return (await POST(request, {})).headers.get('location');
  };
  expect(await remove(await by('link'))).toBe('/sign-in?next=%2Faccount&confirm=passkey');
  expect(await db.passkey.count()).toBe(1);
  expect(await remove(await by('passkey'))).toBe('/account?done=removed');
});
