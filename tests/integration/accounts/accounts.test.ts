/** Accounts: a mailed link signs in once; readers see, export and delete their data. */
import { describe, expect, test } from 'vitest';
import { changeProfile, deleteAccount, exportAccount } from '@/lib/accounts/commands';
import { mailSignIn } from '@/lib/accounts/sign-in/mail-commands';
import {
  findReader,
  findSessionId,
  requireCurator,
} from '@/lib/accounts/sessions/identity-commands';
import {
  endSessions,
  requestSignIn,
  signOut,
  spendSignInLink,
} from '@/lib/accounts/sign-in/sign-in-commands';
import { addComment } from '@/lib/comments/commands';
import { storeListings } from '@/lib/ingest/store/store-commands';
import type { MailMessage } from '@/lib/mail/message';
import type { Mailer } from '@/lib/mail/smtp/transport';
import { confirmSubscription, requestSubscription } from '@/lib/subscriptions/commands';
import { confirmToken } from '@/lib/subscriptions/tokens';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db, pool } = testDatabase();

const BROWSER = new Headers({ 'user-agent': 'Firefox/150', 'x-forwarded-for': '192.0.2.7' });
const withCookie = (cookie: string) => new Headers({ cookie });

/** Requests a link and returns the address in the mail. */
async function mailedLink(email: string, intent: { next: string; vote?: string } = { next: '/' }) {
  await requestSignIn(email, intent, BROWSER);
  const { rows } = await pool.query<{ payload: Parameters<typeof mailSignIn>[0] }>(
    `SELECT payload FROM graphile_worker._private_jobs ORDER BY id DESC LIMIT 1`,
  );
  const sent: MailMessage[] = [];
  const caught: Mailer = {
    send: async (message) => {
      sent.push(message);
      return { kind: 'sent', detail: '250 taken' };
    },
    waitMs: () => 0,
    verify: async () => null,
    close: async () => undefined,
  };
  await mailSignIn(rows[0]!.payload, caught);
  return new URL(/https?:\/\/\S+/.exec(sent[0]!.text)![0]);
}

const tokenOf = (link: URL) => link.pathname.split('/').at(-1)!;

async function signInAs(email: string) {
  const signIn = await spendSignInLink(tokenOf(await mailedLink(email)), BROWSER);
  if (!signIn.ok) throw new Error('the link did not work');
  const cookie = signIn.cookies.map((each) => each.split(';')[0]).join('; ');
  return { ...signIn, headers: withCookie(cookie) };
}

describe('a mailed link', () => {
  test('creates an account, and signs the browser in', async () => {
    const { headers } = await signInAs('ada@example.org');
    const reader = await findReader(headers);
    expect(reader).toMatchObject({ email: 'ada@example.org', role: 'reader' });
    expect(reader?.handle).toMatch(/^reader-[0-9a-f]{4}$/);
    expect(reader?.networkHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('signs in to the existing account', async () => {
    const ada = await addReader(db, 'ada', { email: 'ada@example.org' });
    expect((await signInAs('ada@example.org')).userId).toBe(ada.id);
  });

  test('redirects to the intended page on this site', async () => {
    const link = await mailedLink('ada@example.org', { next: '//evil.example', vote: '2503.1' });
    expect(link.searchParams.get('next')).toBe('/papers');
    expect(link.searchParams.get('vote')).toBe('2503.1');
  });

  test('works once for any number of simultaneous clicks', async () => {
    const token = tokenOf(await mailedLink('ada@example.org'));
    const presses = await Promise.all(
      Array.from({ length: 8 }, () => spendSignInLink(token, BROWSER)),
    );
    expect(presses.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.user.count()).toBe(1);
    expect(await db.session.count()).toBe(1);
  });

  test('is rejected after it has expired', async () => {
    const token = tokenOf(await mailedLink('ada@example.org'));
    await db.verification.updateMany({ data: { expiresAt: new Date(0) } });
    expect(await spendSignInLink(token, BROWSER)).toEqual({ ok: false });
  });

  test.each(['', 'x', 'a'.repeat(5_000), '../../etc', "' OR 1=1 --"])(
    'that is "%s" is rejected',
    async (token) => {
      expect(await spendSignInLink(token, BROWSER)).toEqual({ ok: false });
    },
  );

  test('is stored nowhere in the database', async () => {
    const token = tokenOf(await mailedLink('ada@example.org'));
    const kept = await db.verification.findMany();
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(token);
    const { rows } = await pool.query('SELECT payload::text FROM graphile_worker._private_jobs');
    expect(JSON.stringify(rows)).not.toContain(token.split('.')[1]);
  });

  test('replaces a session planted in the browser', async () => {
    const mallory = await addReader(db, 'mallory');
    const planted = await sessionCookie(db, mallory.id);
    const token = tokenOf(await mailedLink('ada@example.org'));
    const signIn = await spendSignInLink(token, withCookie(planted));
    expect(signIn).toMatchObject({ ok: true });
    expect(signIn.ok && signIn.userId).not.toBe(mallory.id);
    expect(signIn.ok && signIn.cookies.join()).not.toContain(planted.split(/[=;]/)[1]);
  });

  test('is rejected for a suspended account', async () => {
    await addReader(db, 'ada', { email: 'ada@example.org', suspendedAt: new Date() });
    const token = tokenOf(await mailedLink('ada@example.org'));
    expect(await spendSignInLink(token, BROWSER)).toEqual({ ok: false });
  });

  test('links a confirmed subscription of its address to the account', async () => {
    const common = { state: 'active' as const, confirmedAt: new Date() };
    await db.subscription.createMany({
      data: [
        { ...common, email: 'ada@example.org', manageTokenHash: 'a' },
        { ...common, email: 'bea@example.org', manageTokenHash: 'b' },
      ],
    });
    const { userId } = await signInAs('ada@example.org');
    const joined = await db.subscription.findMany({ where: { userId } });
    expect(joined.map(({ email }) => email)).toEqual(['ada@example.org']);
  });
});

test('a subscription confirmed later by an account’s address belongs to the account', async () => {
  const ada = await addReader(db, 'ada', { email: 'ada@example.org' });
  await addReader(db, 'bea', { email: 'bea@example.org', emailVerified: false });
  const now = new Date();
  for (const email of ['ada@example.org', 'bea@example.org']) {
    await requestSubscription(db, { email, network: '192.0.2.7', now });
    const { id } = await db.subscription.findUniqueOrThrow({ where: { email } });
    expect(await confirmSubscription(db, confirmToken(id, now), now)).toMatchObject({ ok: true });
  }
  const joined = await db.subscription.findMany({ where: { userId: { not: null } } });
  expect(joined).toMatchObject([{ email: 'ada@example.org', userId: ada.id }]);
});

describe('a session', () => {
  test('belongs to the reader until sign-out', async () => {
    const { headers } = await signInAs('ada@example.org');
    const forget = await signOut(headers);
    expect(forget.join()).toContain('Max-Age=0');
    expect(await findReader(headers)).toBeNull();
  });

  test('can be ended from another one, and only by its owner', async () => {
    const [ada, bea] = [await addReader(db, 'ada'), await addReader(db, 'bea')];
    const [here, there] = [await sessionCookie(db, ada.id), await sessionCookie(db, ada.id)];
    const id = (await findSessionId(withCookie(there))) ?? '';
    await endSessions(bea.id, { id });
    expect(await findReader(withCookie(there))).not.toBeNull();
    await endSessions(ada.id, { id });
    expect(await findReader(withCookie(there))).toBeNull();
    expect(await findReader(withCookie(here))).not.toBeNull();
  });

  test.each([
    ['no cookie', () => ''],
    ['another signature', (cookie: string) => cookie.replace(/%3D; /, 'A%3D; ')],
    ['no signature', (cookie: string) => cookie.replace(/\.[^.]*;/, ';')],
    ['an invented token', () => 'better-auth.session_token=abc.def'],
  ])('with %s is invalid', async (_, forged) => {
    const ada = await addReader(db, 'ada');
    const cookie = await sessionCookie(db, ada.id);
    expect(await findReader(withCookie(cookie))).not.toBeNull();
    expect(await findReader(withCookie(forged(cookie)))).toBeNull();
  });

  test('opens the desk to a curator and no other reader', async () => {
    const [ada, bea] = [
      await addReader(db, 'ada'),
      await addReader(db, 'bea', { role: 'curator' }),
    ];
    await expect(requireCurator(withCookie(await sessionCookie(db, ada.id)))).rejects.toThrow(
      'This page doesn’t exist.',
    );
    const desk = await requireCurator(withCookie(await sessionCookie(db, bea.id)));
    expect(desk.id).toBe(bea.id);
  });
});

describe('an account', () => {
  const profile = { name: 'Ada', topics: [], authors: [], mailsReplies: true };

  test('has a unique handle: one of many simultaneous requests gets it', async () => {
    const readers = await Promise.all(
      ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'].map((handle) => addReader(db, handle)),
    );
    const changes = await Promise.all(
      readers.map(({ id }) => changeProfile(db, id, { ...profile, handle: 'wanted' })),
    );
    expect(changes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.user.count({ where: { handle: 'wanted' } })).toBe(1);
  });

  test('can be exported, without our secrets', async () => {
    const { userId } = await signInAs('ada@example.org');
    const taken = JSON.stringify(await exportAccount(db, userId));
    expect(taken).toContain('ada@example.org');
    expect(taken).not.toMatch(/networkHash|TokenHash|"token"/);
  });

  test('is completely deleted', async () => {
    await db.subscription.create({
      data: {
        email: 'ada@example.org',
        state: 'active',
        confirmedAt: new Date(),
        manageTokenHash: 'a',
      },
    });
    const { userId, headers } = await signInAs('ada@example.org');
    await storeListings(db, [listing()], []);
    const written = { paperId: '2503.99001', parentId: null, body: 'Mine.', now: new Date() };
    await addComment(db, { ...written, userId });
    await deleteAccount(db, userId);
    expect(await findReader(headers)).toBeNull();
    const { rows } = await pool.query<{ found: boolean }>(`
      SELECT EXISTS (SELECT 1 FROM "User") OR EXISTS (SELECT 1 FROM "Session")
        OR EXISTS (SELECT 1 FROM "Subscription")
        OR EXISTS (SELECT 1 FROM "Comment" WHERE "body" <> '' OR "userId" IS NOT NULL)
        OR EXISTS (SELECT 1 FROM "Signal" WHERE "kind" = 'comment') AS found`);
    expect(rows[0]?.found).toBe(false);
  });
});
