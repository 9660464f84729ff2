/** Notifications of papers that start to trend: once, seldom, by day, by any worker. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { keepPushSubscription } from '@/lib/push/commands';
import { planNotices } from '@/lib/push/plan-commands';
import { tellTrending } from '@/lib/push/run-commands';
import { subscriptionId } from '@/lib/push/schema';
import { forgetNotices } from '@/lib/push/commands';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { PushBrowser, startPushService, TO_THIS_MACHINE } from '../../support/push-browser';
import { addReader } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const TEN = new Date('2025-03-18T10:00:00Z');
const later = (hours: number) => new Date(TEN.getTime() + hours * 3_600_000);
const WEATHER = { slug: 'weather', name: 'Weather', categories: ['none'], words: ['fog'] };

/** The newest leads; each title is its id. */
let mass = 0;
async function lead(id: string, title = `Paper ${id}`) {
  await storeListings(db, [listing({ id, paper: { title, abstract: 'Short.' } })], [WEATHER]);
  mass += 1;
  await db.paper.update({ where: { id }, data: { massDay: mass, massWeek: mass } });
}

beforeEach(async () => {
  await db.topic.create({ data: { ...WEATHER, position: 0 } });
  await lead('2503.90001');
});

type Wish = { topics?: string[]; timeZone?: string; userId?: string };
type Service = Awaited<ReturnType<typeof startPushService>>;

async function asks({ origin, received }: Service, name: string, wish: Wish = {}) {
  const browser = new PushBrowser();
  const endpoint = `${origin}/${name}`;
  await keepPushSubscription(db, {
    ...{ endpoint, ...browser.keys, topics: [], timeZone: 'UTC', userId: null },
    ...{ network: '192.0.2.1', now: TEN },
    ...wish,
  });
  const notices = () =>
    received
      .filter(({ path }) => path === `/${name}`)
      .map(({ body }) => JSON.parse(browser.read(body)) as { title: string; body: string });
  return {
    id: subscriptionId(endpoint),
    notices,
    titles: () => notices().map(({ title }) => title),
  };
}

const tell = (now: Date) => tellTrending({ clock: () => now, reach: TO_THIS_MACHINE });

test('without time left nothing is planned, so that it is sent another time', async () => {
  const browser = await asks(await startPushService(), 'one');
  await lead('2503.90002');
  const tellWithin = (deadline: Date) =>
    tellTrending({ clock: () => later(1), deadline, reach: TO_THIS_MACHINE });
  expect(await tellWithin(later(1))).toMatchObject({ planned: 0, notified: 0 });
  expect(await tellWithin(later(2))).toMatchObject({ planned: 1, notified: 1 });
  expect(browser.notices()).toHaveLength(1);
});

test('a paper that starts to trend is notified once; one that trended before is not', async () => {
  const browser = await asks(await startPushService(), 'one');
  await tell(TEN);
  expect(browser.notices()).toEqual([]);
  await lead('2503.90002');
  expect(await tell(later(1))).toMatchObject({ planned: 1, notified: 1 });
  await tell(later(5));
  expect(browser.notices()).toEqual([
    { title: 'Paper 2503.90002', body: '1st in trending today', path: '/papers/2503.90002' },
  ]);
});

test('a subscriber to a topic is notified of that topic only', async () => {
  const browser = await asks(await startPushService(), 'one', { topics: ['weather'] });
  await lead('2503.90002', 'Weighing Fog');
  await lead('2503.90003');
  await tell(later(1));
  await tell(later(4));
  expect(browser.notices()).toEqual([
    { title: 'Weighing Fog', body: '1st in trending for Weather', path: '/papers/2503.90002' },
  ]);
});

test('no more than three come in a day, with pauses between them, the foremost first', async () => {
  const browser = await asks(await startPushService(), 'one');
  await lead('2503.90002');
  await lead('2503.90003');
  await tell(later(0));
  await tell(later(1));
  expect(browser.titles()).toEqual(['Paper 2503.90003']);
  await tell(later(3));
  await lead('2503.90004');
  await tell(later(6));
  await lead('2503.90005');
  await tell(later(9));
  const three = ['Paper 2503.90003', 'Paper 2503.90002', 'Paper 2503.90004'];
  expect(browser.titles()).toEqual(three);
  await tell(later(24.5));
  expect(browser.titles()).toEqual([...three, 'Paper 2503.90005']);
});

test.each([
  ['Pacific/Auckland', [], 'at 23:00'],
  ['Europe/Vienna', ['Paper 2503.90002'], 'at 11:00'],
  ['America/Los_Angeles', [], 'at 3:00'],
  ['No/Such_Zone', ['Paper 2503.90002'], 'in an unknown zone, by UTC'],
])('in %s, a browser is notified of %o %s', async (timeZone, titles) => {
  const browser = await asks(await startPushService(), 'one', { timeZone });
  await lead('2503.90002');
  await tell(TEN);
  expect(browser.titles()).toEqual(titles);
});

test('two workers at once tell each browser once', async () => {
  const service = await startPushService();
  const names = Array.from({ length: 50 }, (_, number) => `browser-${number}`);
  for (const name of names) await asks(service, name);
  await lead('2503.90002');
  const reports = await Promise.all([tell(TEN), tell(TEN), tell(TEN)]);
  expect(reports.reduce((sum, { notified }) => sum + notified, 0)).toBe(50);
  expect(service.received.map(({ path }) => path).sort()).toEqual(
    names.map((name) => `/${name}`).sort(),
  );
});

test('however many browsers there are, each is planned for', async () => {
  const { keys } = new PushBrowser();
  const of = (number: number) => ({
    ...{ id: `browser-${number}`, endpoint: 'https://push.example/', ...keys },
    ...{ topics: [], timeZone: 'UTC', networkHash: 'x' },
  });
  await db.pushSubscription.createMany({ data: Array.from({ length: 2_001 }, (_, at) => of(at)) });
  expect(await planNotices(TEN)).toBe(2_001);
  expect(await planNotices(later(3))).toBe(0);
});

test('a notice of a dead worker is sent by the next one, after its lease', async () => {
  const browser = await asks(await startPushService(), 'one');
  await lead('2503.90002');
  await db.pushNotice.create({
    data: {
      ...{ subscriptionId: browser.id, paperId: '2503.90002', state: 'planned', place: 1 },
      ...{ createdAt: TEN, dueAt: TEN, attempts: 1, leaseUntil: new Date(TEN.getTime() + 60_000) },
    },
  });
  await tell(TEN);
  expect(browser.notices()).toEqual([]);
  await tell(new Date(TEN.getTime() + 60_000));
  expect(browser.titles()).toEqual(['Paper 2503.90002']);
});

test.each([404, 410])('HTTP %i ends the subscription and all of it', async (status) => {
  const browser = await asks(await startPushService({ status }), 'one');
  await lead('2503.90002');
  expect(await tell(TEN)).toMatchObject({ gone: 1 });
  expect(await db.pushSubscription.count({ where: { id: browser.id } })).toBe(0);
  expect(await db.pushNotice.count()).toBe(0);
});

test('a busy push service is retried at its time, a failing one after a while', async () => {
  const service = await startPushService({ status: 429, retryAfter: '1800' }, { status: 500 });
  const browser = await asks(service, 'one');
  await lead('2503.90002');
  expect(await tell(TEN)).toMatchObject({ later: 1, notified: 0 });
  await tell(later(0.4));
  expect(service.received).toHaveLength(1);
  expect(await tell(later(0.5))).toMatchObject({ later: 1 });
  expect(await tell(later(0.6))).toMatchObject({ notified: 1 });
  expect(await db.pushNotice.findFirst({ where: { paperId: '2503.90002' } })).toMatchObject({
    state: 'notified',
    attempts: 3,
    lastError: null,
  });
  expect(browser.notices()).toHaveLength(3);
});

test('a refusal is not repeated, and a browser that takes nothing for long is forgotten', async () => {
  const service = await startPushService({ status: 403 }, { status: 400 });
  const { id } = await asks(service, 'one');
  await lead('2503.90002');
  expect(await tell(TEN)).toMatchObject({ failed: 1 });
  await tell(later(1));
  expect(service.received).toHaveLength(1);
  expect(await db.pushSubscription.findUnique({ where: { id } })).toMatchObject({ failures: 1 });
  await db.pushSubscription.update({ where: { id }, data: { failures: 29 } });
  await lead('2503.90003');
  await tell(later(3));
  expect(await db.pushSubscription.count()).toBe(0);
});

test('a planned notice is not sent once it is old, hidden, or of a suspended reader', async () => {
  await addReader(db, 'hana');
  const service = await startPushService();
  const { id } = await asks(service, 'one', { userId: 'id-of-hana' });
  await lead('2503.90002');
  const planned = { createdAt: TEN, dueAt: TEN, state: 'planned', place: 1 } as const;
  await db.pushNotice.create({ data: { subscriptionId: id, paperId: '2503.90002', ...planned } });
  expect(await tell(later(3))).toMatchObject({ skipped: 1 });
  await db.pushNotice.updateMany({ where: { paperId: '2503.90002' }, data: { state: 'planned' } });
  await db.paper.update({ where: { id: '2503.90002' }, data: { hiddenAt: TEN } });
  expect(await tell(TEN)).toMatchObject({ skipped: 1 });
  await lead('2503.90003');
  await db.user.update({ where: { id: 'id-of-hana' }, data: { suspendedAt: TEN } });
  expect(await tell(later(4))).toMatchObject({ planned: 0 });
  expect(service.received).toEqual([]);
  expect(await db.pushSubscription.findFirst()).toMatchObject({ failures: 0 });
});

test('a sent notice is kept for half a year, and for as long as its paper leads', async () => {
  const browser = await asks(await startPushService(), 'one');
  for (const id of ['2503.90002', '2503.90003', '2503.90004']) await lead(id);
  await tell(TEN);
  expect(browser.titles()).toEqual(['Paper 2503.90004']);
  const halfAYear = 180 * 24;
  expect(await forgetNotices(db, later(halfAYear))).toBe(0);
  // The paper that led at the time of subscribing no longer leads.
  expect(await forgetNotices(db, later(halfAYear + 1))).toBe(1);
  expect(await db.pushNotice.findMany()).toMatchObject([{ paperId: '2503.90004' }]);
});
