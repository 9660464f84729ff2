/** Tests that connecting a provider needs a fresh session. */
import { NextRequest } from 'next/server';
import { afterAll, expect, test, vi } from 'vitest';
import { SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { addReader, sessionCookie } from '../../support/readers';

/** Before any import, because settings are read once. */
vi.hoisted(() => {
  vi.resetModules();
  process.env.HUGGINGFACE_CLIENT_ID = 'an-id';
  process.env.HUGGINGFACE_CLIENT_SECRET = 'a-secret';
});

const { POST } = await import('@/app/post/sign-in/with/[provider]/route');
const { closeDatabase } = await import('@/lib/db/client');

const { db } = testDatabase();
afterAll(closeDatabase);

async function connect(createdAt: Date) {
  const cookie = await sessionCookie(db, 'id-of-hana', { createdAt });
  const body = new FormData();
  body.append('next', '/account');
  const url = `${SITE}/post/sign-in/with/huggingface`;
  const request = new NextRequest(url, { method: 'POST', headers: { cookie, origin: SITE }, body });
  return POST(request, { params: Promise.resolve({ provider: 'huggingface' }) });
}

test('a session of yesterday is redirected to confirm, and a fresh one to the provider', async () => {
  await addReader(db, 'hana');
  const old = await connect(new Date(Date.now() - 25 * 3_600_000));
  expect(old.headers.get('location')).toBe('/sign-in?next=%2Faccount&confirm=stale');
  expect(await db.verification.count()).toBe(0);
  const fresh = await connect(new Date());
  expect(fresh.status).toBe(200);
  expect(fresh.headers.get('refresh')).toContain('huggingface.co/oauth/authorize');
});
