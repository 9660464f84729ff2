/** The webhooks' page: its forms do what the API does, and its log states the outcomes. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { POST } from '@/app/post/account/webhooks/route';
import { keyInWords, newsInWords, outcomeInWords } from '@/components/account/webhooks';
import { closeDatabase } from '@/lib/db/client';
import { env } from '@/lib/env';
import { installQueue } from '@/lib/queue/commands';
import { SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const URL_OF_HOOK = 'https://hooks.example/in';

beforeEach(async () => {
  await installQueue(env.DATABASE_URL!);
  await db.topic.create({
    data: { slug: 'weather', name: 'Weather', position: 0, categories: [], words: [] },
  });
  await addReader(db, 'hana');
});

async function post(fields: Record<string, string>, handle = 'hana') {
  const headers = { cookie: await sessionCookie(db, `id-of-${handle}`), origin: SITE };
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const response = await POST(
    new NextRequest(`${SITE}/post/account/webhooks`, { method: 'POST', headers, body }),
    {},
  );
  return { response, led: response.headers.get('location') };
}

const add = (fields: Record<string, string> = {}) =>
  post({ act: 'add', url: URL_OF_HOOK, news: 'edition', ...fields });

test('adds one, and passes only its id to the page that shows its secret', async () => {
  const { response, led } = await add({ url: ` ${URL_OF_HOOK} `, news: 'trending:weather' });
  expect(led).toBe('/account/webhooks?done=added');
  const made = await db.webhook.findFirstOrThrow();
  expect(made).toMatchObject({ url: URL_OF_HOOK, event: 'trending', topic: 'weather' });
  expect(response.headers.get('set-cookie')).toBe(
    `new-webhook=${made.id}; Path=/; Max-Age=60; HttpOnly; SameSite=Strict`,
  );
});

test.each([
  [{ url: 'http://hooks.example/' }, 'not_https'],
  [{ url: 'https://169.254.169.254/' }, 'own_network'],
  [{ url: 'https://printer/' }, 'own_network'],
  [{ url: 'https://localhost/' }, 'own_network'],
  [{ url: 'https://me:secret@hooks.example/' }, 'password'],
  [{ url: `https://hooks.example/${'x'.repeat(500)}` }, 'too_long'],
  [{ url: 'nowhere' }, 'no_address'],
  [{ news: 'vote' }, 'news'],
  [{ news: 'trending:nothing' }, 'topic'],
])('%o is not added', async (fields, problem) => {
  const { led } = await add(fields as Record<string, string>);
  expect(led).toBe(`/account/webhooks?problem=${problem}`);
  expect(await db.webhook.count()).toBe(0);
});

test('an eleventh is over the limit', async () => {
  for (let made = 0; made < 10; made += 1) await add();
  expect((await add()).led).toBe('/account/webhooks?problem=too_many');
  expect(await db.webhook.count()).toBe(10);
});

test('tests, pauses, resumes and ends the reader’s own only', async () => {
  await add();
  const { id } = await db.webhook.findFirstOrThrow();
  await addReader(db, 'obi');
  for (const act of ['ping', 'pause', 'resume', 'end']) {
    expect((await post({ act, id }, 'obi')).led).toBe('/account/webhooks?problem=gone');
  }
  const state = async () => (await db.webhook.findUnique({ where: { id } }))?.pausedAt;
  expect((await post({ act: 'ping', id })).led).toBe('/account/webhooks?done=pinged');
  expect(await db.webhookDelivery.count()).toBe(1);
  await post({ act: 'pause', id });
  expect(await state()).toBeInstanceOf(Date);
  await post({ act: 'resume', id });
  expect(await state()).toBeNull();
  expect((await post({ act: 'end', id })).led).toBe('/account/webhooks?done=ended');
  expect((await post({ act: 'end', id })).led).toBe('/account/webhooks?problem=gone');
});

test.each([{ act: 'constructor' }, { act: '' }, {}, { act: 'end' }])(
  'an invalid request is rejected: %o',
  async (fields) => {
    expect((await post(fields as Record<string, string>)).response.status).toBe(400);
  },
);

test('each delivery is named after its subject and its outcome', () => {
  expect(newsInWords({ event: 'trending', topicName: 'Weather' })).toBe(
    'Trending papers in Weather',
  );
  expect(keyInWords('edition:2025-03-14')).toBe('Edition of Friday 14 March 2025');
  expect(keyInWords('trending:cs/0112017')).toBe('cs/0112017 is trending');
  expect(keyInWords('ping:an-id')).toBe('Test');
  const delivery = { key: 'edition:2025-03-14', attempts: 0, status: null, lastError: null };
  const outcome = (facts: object) => outcomeInWords({ ...delivery, deliveredAt: null, ...facts });
  expect(outcome({})).toBe('queued');
  expect(outcome({ lastError: 'paused' })).toBe('not sent, because the webhook was paused');
  expect(outcome({ attempts: 3, lastError: 'HTTP 500' })).toBe(
    'retrying: HTTP 500, after 3 attempts',
  );
  expect(outcome({ attempts: 12, lastError: 'HTTP 500' })).toBe(
    'gave up: HTTP 500, after 12 attempts',
  );
  expect(outcome({ key: 'ping:x', attempts: 1, lastError: 'HTTP 500' })).toBe('failed: HTTP 500');
  expect(outcome({ attempts: 1, status: 204, deliveredAt: new Date() })).toBe(
    'delivered, HTTP 204',
  );
});
