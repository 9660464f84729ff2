/** Data that sign-out clears from a browser. */
import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { POST as account } from '@/app/post/account/route';
import { POST as signOut } from '@/app/post/sign-out/route';
import { SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();

async function leave(handler: typeof account, fields: Record<string, string>): Promise<Response> {
  const { id } = await addReader(db, 'ada');
  const headers = { cookie: await sessionCookie(db, id), origin: SITE };
  const body = new URLSearchParams(fields);
  return handler(new NextRequest(`${SITE}/leave`, { method: 'POST', headers, body }), {});
}

test('signing out ends the session, its cookies and the pages in the cache', async () => {
  const response = await leave(signOut, {});
  expect(response.headers.get('clear-site-data')).toBe('"cache"');
  const cookies = response.headers.getSetCookie();
  expect(cookies).toContainEqual(
    expect.stringMatching(
      /^better-auth\.session_token=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax$/,
    ),
  );
  expect(cookies).toContain('reader=1; Path=/; Max-Age=0; SameSite=Lax');
  expect(await db.session.count()).toBe(0);
});

test('deleting the account also clears the browser’s storage', async () => {
  const response = await leave(account, { act: 'delete', sure: 'on' });
  expect(response.headers.get('location')).toBe('/account/deleted');
  expect(response.headers.get('clear-site-data')).toBe('"cache", "storage"');
  expect(await db.user.count()).toBe(0);
});
