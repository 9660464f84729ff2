/** Tests that an account made with another person's address is lost once the owner confirms it. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { GET as authRoute } from '@/app/api/auth/[...path]/route';
import { createToken, useToken } from '@/lib/accounts/tokens/token-commands';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { requestSignIn, spendSignInLink } from '@/lib/accounts/sign-in/sign-in-commands';
import { signInToken } from '@/lib/accounts/tokens/secrets';
import { createCollection, shareCollection } from '@/lib/library/collection-commands';
import { closeDatabase } from '@/lib/db/client';
import { env } from '@/lib/env';
import { installQueue } from '@/lib/queue/commands';
import { createWebhook } from '@/lib/webhooks/commands';
import { testDatabase } from '../../support/database';
import { addReader, sessionCookie } from '../../support/readers';

const { db, pool } = testDatabase();
afterAll(closeDatabase);

const userId = 'id-of-mallory';
const email = 'ada@example.org';
const browser = new Headers({ 'x-forwarded-for': '192.0.2.7' });

beforeEach(async () => {
  await installQueue(env.DATABASE_URL!);
  await addReader(db, 'mallory', { email, emailVerified: false, orcid: '0000-0002-1825-0097' });
});

/** Every access to the account that its creator can have set up. */
async function leaveWaysIn() {
  const cookie = await sessionCookie(db, userId);
  const input = { name: 'x', days: null, userId, now: new Date() };
  const tokens = [
    await createToken(db, { ...input, scopes: ['votes'] }),
    await createToken(db, { ...input, scopes: ['feed'] }),
  ].map((made) => (made.ok ? made.token : ''));
  await createWebhook(db, { userId, url: 'https://a.example/', event: 'edition', topic: null });
  const passkey = { publicKey: 'k', counter: 0, deviceType: 'singleDevice', backedUp: false };
  await db.passkey.create({ data: { ...passkey, id: 'p', userId, credentialID: 'c' } });
  await db.account.create({ data: { id: 'a', userId, providerId: 'huggingface', accountId: '1' } });
  await db.pushSubscription.create({
    data: {
      ...{ id: 'b', endpoint: 'https://push.example/1', p256dh: 'p', auth: 'a' },
      ...{ timeZone: 'UTC', userId, networkHash: 'n' },
    },
  });
  await db.keptAnswer.create({ data: { userId, key: 'k', requestHash: 'h' } });
  const collection = await createCollection(db, userId, { name: 'Mine', description: '' });
  await shareCollection(db, { userId, id: collection });
  return { cookie, tokens };
}

async function ownerSignsIn() {
  await requestSignIn(email, { next: '/' }, browser);
  const { rows } = await pool.query<{ payload: { nonce: string } }>(
    'SELECT payload FROM graphile_worker._private_jobs ORDER BY id DESC LIMIT 1',
  );
  const signIn = await spendSignInLink(signInToken(email, rows[0]!.payload.nonce), browser);
  if (!signIn.ok) throw new Error('the link did not work');
  return signIn;
}

async function waysIn() {
  const where = { userId };
  const counts = await Promise.all([
    db.session.count({ where }),
    db.account.count({ where }),
    db.passkey.count({ where }),
    db.personalToken.count({ where }),
    db.webhook.count({ where }),
    db.pushSubscription.count({ where }),
    db.keptAnswer.count({ where }),
    db.collection.count({ where: { ...where, shareToken: { not: null } } }),
    db.user.count({ where: { id: userId, orcid: { not: null } } }),
  ]);
  return counts;
}

test('nothing that the creator set up opens the account after its owner’s first link', async () => {
  const { cookie, tokens } = await leaveWaysIn();
  const signIn = await ownerSignsIn();
  expect(signIn.userId).toBe(userId);
  // The owner's own session is the only one.
  expect(await waysIn()).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(await findReader(new Headers({ cookie }))).toBeNull();
  for (const token of tokens) expect(await useToken(db, token, new Date())).toBeNull();
});

test('nor after any other confirmation of the address', async () => {
  await leaveWaysIn();
  await db.user.update({ where: { id: userId }, data: { emailVerified: true } });
  expect(await waysIn()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('a connection that the creator started is not completed later', async () => {
  const link = JSON.stringify({ link: { email, userId }, callbackURL: '/', oauthState: 's' });
  const others = JSON.stringify({ link: { email, userId: 'id-of-obi' } });
  const expiresAt = new Date(Date.now() + 600_000);
  await db.verification.createMany({
    data: [
      { id: '1', identifier: 's', value: link, expiresAt },
      { id: '2', identifier: 'other', value: others, expiresAt },
    ],
  });
  await ownerSignsIn();
  expect((await db.verification.findMany()).map(({ id }) => id)).toEqual(['2']);
  const request = new NextRequest('http://localhost/api/auth/callback/huggingface?state=s&code=c');
  const params = Promise.resolve({ path: ['callback', 'huggingface'] });
  const answer = await authRoute(request, { params });
  expect(answer.headers.get('location')).toContain('error=state_mismatch');
});

test('a repeated confirmation of an address removes nothing', async () => {
  await db.user.update({ where: { id: userId }, data: { emailVerified: true } });
  await leaveWaysIn();
  await ownerSignsIn();
  expect(await waysIn()).toEqual([2, 1, 1, 2, 1, 1, 1, 1, 0]);
});
