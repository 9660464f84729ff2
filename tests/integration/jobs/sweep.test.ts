/** The daily sweep deletes expired rows and keeps the others. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { env } from '@/lib/env';
import { requireAllowance } from '@/lib/http/limit-commands';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { jobs } from '@/lib/jobs/registry';
import { installQueue } from '@/lib/queue/commands';
import { createWebhook, planWebhooks } from '@/lib/webhooks/commands';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const DAY_MS = 86_400_000;
const userId = 'id-of-hana';
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const sweep = () => jobs.sweep!({}, { signal: new AbortController().signal });

beforeEach(async () => {
  await installQueue(env.DATABASE_URL!);
  await storeListings(db, [listing({ id: '2503.90001' })], []);
  await addReader(db, 'hana');
});

test('responses are kept for a day, for every reader', async () => {
  const kept = (key: string, createdAt: Date) => ({ userId, key, requestHash: 'x', createdAt });
  await db.keptAnswer.createMany({
    data: [kept('old', daysAgo(1.01)), kept('new', daysAgo(0.99))],
  });
  await sweep();
  expect((await db.keptAnswer.findMany()).map(({ key }) => key)).toEqual(['new']);
});

test('a comment that was only looked at is kept for a week', async () => {
  const draft = (place: string, keptAt: Date) => ({
    userId,
    paperId: '2503.90001',
    place,
    body: 'x',
    keptAt,
  });
  await db.commentDraft.createMany({
    data: [draft('comment', daysAgo(7.01)), draft('reply:a', daysAgo(6.99))],
  });
  await sweep();
  expect((await db.commentDraft.findMany()).map(({ place }) => place)).toEqual(['reply:a']);
});

test('a webhook’s deliveries are kept for 30 days, and longer while they are news', async () => {
  const url = 'https://hooks.example/';
  const edition = await createWebhook(db, { userId, url, event: 'edition', topic: null });
  const trending = await createWebhook(db, { userId, url, event: 'trending', topic: null });
  const site = { url: 'https://paper.example', now: new Date() };
  await planWebhooks(site);
  const facts = (webhookId: string, key: string, createdAt: Date) => ({
    webhookId,
    key,
    createdAt,
    body: {},
  });
  await db.webhookDelivery.updateMany({ data: { createdAt: daysAgo(40) } });
  await db.webhookDelivery.createMany({
    data: [
      facts(edition.id, 'edition:2025-03-14', daysAgo(31)),
      facts(edition.id, 'edition:2025-03-15', daysAgo(29)),
      facts(edition.id, 'ping:x', daysAgo(31)),
      facts(trending.id, 'trending:2503.90009', daysAgo(31)),
    ],
  });
  await sweep();
  const left = await db.webhookDelivery.findMany({ orderBy: { key: 'asc' } });
  expect(left.map(({ key }) => key)).toEqual([
    'edition:2025-03-15',
    'edition:2025-03-17',
    'trending:2503.90001',
  ]);
  expect(await planWebhooks(site)).toBe(0);
});

test('counts of limits, sessions and links go once their time is over', async () => {
  await requireAllowance('keep', 'somebody');
  await requireAllowance('vote', 'somebody');
  await db.rateLimit.updateMany({
    where: { key: { startsWith: 'keep' } },
    data: { expire: Date.now() - 1 },
  });
  await sessionCookie(db, userId);
  await sessionCookie(db, userId);
  const [{ id: over } = { id: '' }] = await db.session.findMany();
  await db.session.update({ where: { id: over }, data: { expiresAt: daysAgo(0.01) } });
  const link = (id: string, expiresAt: Date) => ({ id, identifier: id, value: '', expiresAt });
  await db.verification.createMany({ data: [link('old', daysAgo(1)), link('new', daysAgo(-1))] });
  await sweep();
  expect((await db.rateLimit.findMany()).map(({ key }) => key.split(':')[0])).toEqual(['vote']);
  expect((await db.session.findMany()).map(({ id }) => id)).not.toContain(over);
  expect(await db.session.count()).toBe(1);
  expect((await db.verification.findMany()).map(({ id }) => id)).toEqual(['new']);
});
