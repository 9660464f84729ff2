/** Idle sessions, and operations that need a fresh session. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { GET as authRoute } from '@/app/api/auth/[...path]/route';
import { POST as account } from '@/app/post/account/route';
import { POST as orderDay } from '@/app/post/admin/route';
import { POST as desk } from '@/app/post/admin/[section]/route';
import { findReader, getDesk } from '@/lib/accounts/sessions/identity-commands';
import { auth } from '@/lib/accounts/sign-in/auth';
import { closeDatabase } from '@/lib/db/client';
import type { Session } from '@/lib/db/generated/client';
import { SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ago = (ms: number) => new Date(Date.now() - ms);
const ahead = (ms: number) => new Date(Date.now() + ms);
const OLD = { createdAt: ago(25 * HOUR_MS) };
const CONFIRM = '/sign-in?next=%2Faccount&confirm=stale';

beforeEach(() => addReader(db, 'hana'));

async function headersOf(overrides: Partial<Session> = {}, handle = 'hana') {
  return new Headers({
    cookie: await sessionCookie(db, `id-of-${handle}`, overrides),
    origin: SITE,
  });
}

async function post(fields: Record<string, string>, headers: Headers) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return account(new NextRequest(`${SITE}/post/account`, { method: 'POST', headers, body }), {});
}

describe('a session', () => {
  test('lasts two weeks from its last use', async () => {
    const headers = await headersOf({ createdAt: ago(20 * DAY_MS), expiresAt: ahead(DAY_MS) });
    expect(await findReader(headers)).not.toBeNull();
    const { expiresAt } = await db.session.findFirstOrThrow();
    expect(expiresAt.getTime()).toBeGreaterThan(ahead(14 * DAY_MS - HOUR_MS).getTime());
  });

  test('never lasts longer than 60 days', async () => {
    const createdAt = ago(59 * DAY_MS);
    const headers = await headersOf({ createdAt, expiresAt: ahead(HOUR_MS) });
    expect(await findReader(headers)).not.toBeNull();
    const { expiresAt } = await db.session.findFirstOrThrow();
    expect(expiresAt.getTime()).toBe(createdAt.getTime() + 60 * DAY_MS);
  });

  test('that ended is not extended by use', async () => {
    const headers = await headersOf({ createdAt: ago(20 * DAY_MS), expiresAt: ago(1_000) });
    expect(await findReader(headers)).toBeNull();
    expect(await findReader(headers)).toBeNull();
  });

  test('without use ends after two weeks, for every check', async () => {
    const context = await auth().$context;
    await context.internalAdapter.createSession('id-of-hana');
    const { expiresAt, createdAt } = await db.session.findFirstOrThrow();
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(14 * DAY_MS);
  });
});

describe('a session of yesterday', () => {
  test.each([
    [{ act: 'make-token', name: 'x', scopes: 'votes' }],
    [{ act: 'remove', id: 'a' }],
    [{ act: 'end-others' }],
    [{ act: 'delete', sure: 'on' }],
  ])('must confirm its reader before %o', async (fields) => {
    await db.account.create({
      data: { id: 'a', userId: 'id-of-hana', providerId: 'github', accountId: '1' },
    });
    const old = await post(fields as Record<string, string>, await headersOf(OLD));
    expect(old.headers.get('location')).toBe(CONFIRM);
    const byProvider = { method: 'github' };
    const elsewhere = await post(fields as Record<string, string>, await headersOf(byProvider));
    expect(elsewhere.headers.get('location')).toBe(CONFIRM);
    const counts = [db.personalToken.count(), db.account.count(), db.user.count()];
    expect(await Promise.all(counts)).toEqual([0, 1, 1]);
    const fresh = await post(fields as Record<string, string>, await headersOf());
    expect(fresh.headers.get('location')).not.toBe(CONFIRM);
  });

  test('may do everything else', async () => {
    const answer = await post({ act: 'end-notifications' }, await headersOf(OLD));
    expect(answer.headers.get('location')).toBe('/account?done=quiet');
  });

  test('adds no passkey', async () => {
    const passkey = async (changes: Partial<Session>) => {
      const url = `${SITE}/api/auth/passkey/generate-register-options`;
      const params = Promise.resolve({ path: ['passkey', 'generate-register-options'] });
      const answer = await authRoute(new NextRequest(url, { headers: await headersOf(changes) }), {
        params,
      });
      return answer.status;
    };
    expect(await passkey(OLD)).toBe(403);
    expect(await passkey({})).toBe(200);
  });

  test('opens no desk page, and changes nothing there', async () => {
    await addReader(db, 'cleo', { role: 'curator' });
    const headers = await headersOf(OLD, 'cleo');
    expect(await getDesk(headers)).toEqual({ ok: false, reason: 'stale' });
    const body = new FormData();
    body.append('act', 'suspend');
    body.append('user', 'id-of-hana');
    const params = Promise.resolve({ section: 'readers' });
    const request = new NextRequest(`${SITE}/post/admin/readers`, {
      method: 'POST',
      headers,
      body,
    });
    expect((await desk(request, { params })).status).toBe(403);
    const order = new NextRequest(`${SITE}/post/admin`, { method: 'POST', headers, body });
    expect((await orderDay(order, {})).status).toBe(403);
    expect((await db.user.findUniqueOrThrow({ where: { id: 'id-of-hana' } })).suspendedAt).toBe(
      null,
    );
    expect(await getDesk(await headersOf({}, 'cleo'))).toMatchObject({ ok: true });
  });

  test('gets the same answer as a reader without access', async () => {
    await expect(getDesk(await headersOf(OLD))).rejects.toThrow('This page doesn’t exist.');
  });
});
