/** Subscriptions of browsers to notifications: from the site's own pages, limited, and ended at once. */
import fc from 'fast-check';
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { POST as postAccount } from '@/app/post/account/route';
import { deleteAccount, exportAccount } from '@/lib/accounts/commands';
import { closeDatabase } from '@/lib/db/client';
import { env } from '@/lib/env';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { findPushKey } from '@/lib/push/keys';
import { tellTrending } from '@/lib/push/run-commands';
import { subscriptionId } from '@/lib/push/schema';
import { networkHash } from '@/lib/secrets';
import { callApi, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { PushBrowser } from '../../support/push-browser';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const { keys } = new PushBrowser();
const ENDPOINT = 'https://push.example/of/this-browser';
const ID = subscriptionId(ENDPOINT);
const NOON = new Date('2025-03-18T12:00:00Z');
const WISH = { endpoint: ENDPOINT, keys, topics: ['weather'], timeZone: 'Europe/Vienna' };

beforeEach(async () => {
  await db.topic.create({
    data: { slug: 'weather', name: 'Weather', categories: [], words: ['fog'], position: 0 },
  });
});

async function call(
  method: string,
  { id = ID, body, headers = {} }: { id?: string; body?: unknown; headers?: object } = {},
) {
  const response = await callApi(method === 'PATCH' ? '/api/push' : `/api/push/${id}`, {
    method,
    headers: {
      'content-type': 'application/json',
      origin: SITE,
      'x-forwarded-for': '192.0.2.1',
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}

const put = (body: unknown = WISH, headers = {}) => call('PUT', { body, headers });

test('a browser without an account subscribes, changes its topics, and unsubscribes', async () => {
  expect((await call('GET')).status).toBe(404);
  expect(await put()).toEqual({ status: 200, body: { topics: ['weather'] } });
  expect(await put({ ...WISH, topics: [] })).toEqual({ status: 200, body: { topics: [] } });
  expect((await call('GET')).body).toEqual({ topics: [] });
  expect(await db.pushSubscription.findMany()).toMatchObject([
    { id: ID, endpoint: ENDPOINT, timeZone: 'Europe/Vienna', userId: null, ...keys },
  ]);
  expect((await call('DELETE')).status).toBe(204);
  expect((await call('DELETE')).status).toBe(204);
  expect(await db.pushSubscription.count()).toBe(0);
});

test('papers that trend at the time of subscribing are not notified', async () => {
  await storeListings(db, [listing({ id: '2503.90001' })], []);
  await put({ ...WISH, topics: [] });
  expect(await db.pushNotice.findMany()).toMatchObject([{ paperId: '2503.90001', state: 'known' }]);
});

test('with an account it is in what the reader takes away, and goes with them', async () => {
  await addReader(db, 'hana');
  await put(WISH, { cookie: await sessionCookie(db, 'id-of-hana') });
  const { pushes } = (await exportAccount(db, 'id-of-hana')).account;
  expect(pushes).toMatchObject([{ endpoint: ENDPOINT, topics: ['weather'], notices: [] }]);
  expect(JSON.stringify(pushes)).not.toContain(keys.auth);
  await deleteAccount(db, 'id-of-hana');
  expect(await db.pushSubscription.count()).toBe(0);
});

test('a browser’s new address replaces the old one, and keeps its notices', async () => {
  await storeListings(db, [listing({ id: '2503.90001' })], []);
  await put({ ...WISH, topics: [] });
  const moved = {
    from: ENDPOINT,
    endpoint: 'https://push.example/of/the-new-one',
    keys: new PushBrowser().keys,
  };
  expect((await call('PATCH', { body: moved })).status).toBe(204);
  const newId = subscriptionId(moved.endpoint);
  expect(await db.pushSubscription.findMany()).toMatchObject([{ id: newId, ...moved.keys }]);
  expect(await db.pushNotice.findMany()).toMatchObject([{ subscriptionId: newId }]);
  expect((await call('PATCH', { body: moved })).status).toBe(404);
  expect(await db.pushSubscription.count()).toBe(1);
});

test('the account page unsubscribes all browsers of its reader only', async () => {
  await addReader(db, 'hana');
  const cookie = await sessionCookie(db, 'id-of-hana');
  await put(WISH, { cookie });
  const endpoint = 'https://push.example/of/another';
  await call('PUT', { id: subscriptionId(endpoint), body: { ...WISH, endpoint } });
  const form = new NextRequest(`${SITE}/account`, {
    method: 'POST',
    headers: { cookie, origin: SITE },
    body: new URLSearchParams({ act: 'end-notifications' }),
  });
  expect((await postAccount(form, {})).headers.get('location')).toBe('/account?done=quiet');
  expect(await db.pushSubscription.findMany()).toMatchObject([{ endpoint }]);
});

test('where the operator turned it off, no page offers it, no browser can subscribe, and none is notified', async () => {
  await put({ ...WISH, topics: [] });
  await storeListings(db, [listing({ id: '2503.90001' })], []);
  Object.assign(env, { WEB_PUSH: false });
  onTestFinished(() => void Object.assign(env, { WEB_PUSH: true }));
  expect(findPushKey()).toBeNull();
  expect((await put()).status).toBe(404);
  expect(await tellTrending({ clock: () => NOON })).toMatchObject({ planned: 0 });
  expect((await call('DELETE')).status).toBe(204);
});

test.each([
  ['an address in our own network', { endpoint: 'https://169.254.169.254/' }, 400],
  ['an address without TLS', { endpoint: 'http://push.example/of/this-browser' }, 400],
  ['another browser’s name', { endpoint: 'https://push.example/of/another' }, 400],
  ['a key beside the curve', { keys: { ...keys, p256dh: `BA${'A'.repeat(85)}` } }, 400],
  ['a short secret', { keys: { ...keys, auth: 'c2hvcnQ' } }, 400],
  ['no keys', { keys: null }, 400],
  ['topics that are no list', { topics: 'weather' }, 400],
  ['a topic that isn’t there', { topics: ['weather', 'nothing'] }, 404],
])('%s is refused, and nothing kept', async (_what, wrong, status) => {
  const wish = { ...WISH, ...wrong };
  const named = status === 400 && wish.endpoint !== ENDPOINT && wish.endpoint.includes('another');
  const id = named ? ID : subscriptionId(wish.endpoint);
  expect((await call('PUT', { id, body: wish })).status).toBe(status);
  expect(await db.pushSubscription.count()).toBe(0);
});

test.each(['PUT', 'PATCH', 'DELETE'])('another site’s page can’t %s', async (method) => {
  await put();
  const foreign = { origin: 'https://elsewhere.example' };
  const body = method === 'DELETE' ? undefined : { ...WISH, from: ENDPOINT, topics: [] };
  expect((await call(method, { body, headers: foreign })).status).toBe(403);
  expect(await db.pushSubscription.findMany()).toMatchObject([{ topics: ['weather'] }]);
});

test('an invalid subscription is a client error, not a server error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.constantFrom(...Object.keys(WISH)), async (odd, field) => {
      for (const body of [odd, { ...WISH, [field]: odd }]) {
        expect([200, 400, 404, 413]).toContain((await put(body)).status);
      }
    }),
    { numRuns: 25 },
  );
});

test('a network has an end of browsers, and a reader too', async () => {
  await addReader(db, 'hana');
  const others = (count: number, overrides: object) =>
    db.pushSubscription.createMany({
      data: Array.from({ length: count }, (_, number) => ({
        ...{ id: `${number}`, endpoint: `https://push.example/${number}`, ...keys },
        ...{ timeZone: 'UTC', networkHash: 'another', ...overrides },
      })),
    });
  await others(300, { networkHash: networkHash('192.0.2.1') });
  expect((await put()).status).toBe(409);
  await db.pushSubscription.deleteMany();
  await others(20, { userId: 'id-of-hana' });
  const cookie = await sessionCookie(db, 'id-of-hana');
  expect((await put(WISH, { cookie })).status).toBe(409);
  expect((await put()).status).toBe(200);
});

test('a network with too many requests has to wait', async () => {
  const key = `push:${networkHash('192.0.2.1')}`;
  await db.rateLimit.create({ data: { key, points: 1_000, expire: Date.now() + 60_000 } });
  expect((await put()).status).toBe(429);
});
