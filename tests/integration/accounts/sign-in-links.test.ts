/** Sign-in links: ten minutes each, one for an address, and one more click in another browser. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { POST as requestLink } from '@/app/post/sign-in/route';
import { POST as openLink } from '@/app/post/sign-in/[token]/route';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { requestSignIn, spendSignInLink } from '@/lib/accounts/sign-in/sign-in-commands';
import { signInToken } from '@/lib/accounts/tokens/secrets';
import { inviteCurator, withdrawInvitation } from '@/lib/curation/invitation-commands';
import { invitedCurators } from '@/lib/curation/queries';
import { closeDatabase } from '@/lib/db/client';
import { env } from '@/lib/env';
import { installQueue } from '@/lib/queue/commands';
import { SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { addReader, sessionCookie } from '../../support/readers';

const { db, pool } = testDatabase();
afterAll(closeDatabase);

const ADA = 'ada@example.org';
const MINUTE_MS = 60_000;
const headers = new Headers({ 'x-forwarded-for': '192.0.2.7' });

beforeEach(() => installQueue(env.DATABASE_URL!));

/** The tokens of the links mailed to an address, oldest first. */
async function mailed(email = ADA): Promise<string[]> {
  const { rows } = await pool.query<{ payload: { email: string; nonce: string } }>(
    'SELECT payload FROM graphile_worker._private_jobs ORDER BY id',
  );
  const mine = rows.filter(({ payload }) => payload.email === email);
  return mine.map(({ payload }) => signInToken(email, payload.nonce));
}

async function newestLink(): Promise<string> {
  return (await mailed()).at(-1)!;
}

describe('a link', () => {
  test('works for ten minutes', async () => {
    await requestSignIn(ADA, { next: '/' }, headers);
    const { createdAt, expiresAt } = await db.verification.findFirstOrThrow();
    const lasts = expiresAt.getTime() - createdAt.getTime();
    expect(Math.round(lasts / MINUTE_MS)).toBe(10);
  });

  test('is void after a newer request', async () => {
    await requestSignIn(ADA, { next: '/' }, headers);
    await requestSignIn('bea@example.org', { next: '/' }, headers);
    await requestSignIn(ADA, { next: '/' }, headers);
    const [older, newer] = (await mailed()).slice(-2);
    expect(await spendSignInLink(older!, headers)).toEqual({ ok: false });
    expect(await spendSignInLink(newer!, headers)).toMatchObject({ ok: true });
    const other = (await mailed('bea@example.org')).at(-1)!;
    expect(await spendSignInLink(other, headers)).toMatchObject({ ok: true });
  });

  test('is the only valid one of simultaneous requests', async () => {
    const requests = Array.from({ length: 8 }, () => requestSignIn(ADA, { next: '/' }, headers));
    await Promise.all(requests);
    const spent = [];
    for (const token of (await mailed()).slice(-requests.length))
      spent.push(await spendSignInLink(token, headers));
    expect(spent.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('ends the browser’s earlier session', async () => {
    const bea = await addReader(db, 'bea');
    const cookie = await sessionCookie(db, bea.id);
    await requestSignIn(ADA, { next: '/' }, headers);
    await spendSignInLink(await newestLink(), new Headers({ cookie }));
    expect(await findReader(new Headers({ cookie }))).toBeNull();
  });
});

describe('a link in a browser', () => {
  const cookiesOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');

  async function post(handler: typeof requestLink, fields: Record<string, string>, cookie = '') {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const init = { method: 'POST', headers: { origin: SITE, cookie }, body };
    return handler(new NextRequest(`${SITE}/post/sign-in`, init), {});
  }

  const open = (token: string, cookie: string, fields: Record<string, string> = {}) =>
    post(
      (request) => openLink(request, { params: Promise.resolve({ token }) }),
      { next: '/library', ...fields },
      cookie,
    );

  const isSignedIn = (answer: Response) => /session_token=[^;]/.test(cookiesOf(answer));

  test('that requested it signs in at once', async () => {
    const requested = await post(requestLink, { email: ADA, next: '/library' });
    const [cookie] = requested.headers.getSetCookie();
    expect(cookie).toMatch(
      /^better-auth\.link=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/,
    );
    const answer = await open(await newestLink(), cookiesOf(requested));
    expect(answer.headers.get('location')).toBe('/library');
    expect(isSignedIn(answer)).toBe(true);
  });

  test('that didn’t request it signs in after its reader accepts', async () => {
    await post(requestLink, { email: ADA, next: '/library' });
    const token = await newestLink();
    const page = `/sign-in/${token}?next=%2Flibrary`;
    const first = await open(token, '');
    expect(first.headers.get('location')).toBe(page);
    expect(isSignedIn(first)).toBe(false);
    const accepted = await open(token, '', { act: 'accept' });
    expect(accepted.headers.get('location')).toBe(page);
    expect(isSignedIn(accepted)).toBe(false);
    expect(isSignedIn(await open(token, cookiesOf(accepted)))).toBe(true);
  });

  test('that requested another link is treated as unknown', async () => {
    const mallory = await post(requestLink, { email: 'mallory@example.org', next: '/' });
    await post(requestLink, { email: ADA, next: '/' });
    expect(isSignedIn(await open(await newestLink(), cookiesOf(mallory)))).toBe(false);
  });
});

test('an invited address becomes a curator at its first sign-in, and others don’t', async () => {
  const operator = { id: null, handle: 'the command line' };
  await inviteCurator(db, operator, ADA);
  await inviteCurator(db, operator, ADA);
  await inviteCurator(db, operator, 'bea@example.org');
  expect(await withdrawInvitation(db, operator, 'bea@example.org')).toBe(true);
  expect(await withdrawInvitation(db, operator, 'bea@example.org')).toBe(false);
  for (const email of [ADA, 'bea@example.org']) {
    await requestSignIn(email, { next: '/' }, headers);
    await spendSignInLink((await mailed(email)).at(-1)!, headers);
  }
  expect(await db.user.findMany({ select: { email: true, role: true } })).toEqual(
    expect.arrayContaining([
      { email: ADA, role: 'curator' },
      { email: 'bea@example.org', role: 'reader' },
    ]),
  );
  expect(await invitedCurators(db)).toEqual([]);
  const acts = await db.auditEntry.findMany({ orderBy: { id: 'asc' } });
  expect(acts.map(({ action }) => action)).toEqual([
    'reader.invite_curator',
    'reader.invite_curator',
    'reader.withdraw_invitation',
  ]);
  expect(JSON.stringify(acts, (_, value) => String(value))).not.toContain('@example.org');
});
