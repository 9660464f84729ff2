/** Webhooks: created by token, planned once, signed, retried, logged, never to our own network. */
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { exportAccount } from '@/lib/accounts/commands';
import { createToken } from '@/lib/accounts/tokens/token-commands';
import { closeDatabase } from '@/lib/db/client';
import { env } from '@/lib/env';
import type { Reach } from '@/lib/http/outgoing/public-post';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { installQueue } from '@/lib/queue/commands';
import {
  createWebhook,
  deliverWebhook,
  pauseWebhook,
  pingWebhook,
  planWebhooks,
} from '@/lib/webhooks/commands';
import { send, webhookSecret } from '@/lib/webhooks/send';
import { callApi, SITE } from '../../support/api';
import { OPERATIONS, problemsOf } from '../../support/api-document';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const NOW = new Date('2025-03-18T09:00:00Z');
const userId = 'id-of-hana';
/** Tests listen on this machine, without TLS. */
const LOCAL: Reach = { isAllowed: () => true, request: http.request, timeoutMs: 10_000 };

beforeEach(async () => {
  await installQueue(env.DATABASE_URL!);
  await storeListings(db, [listing({ id: '2503.90001' })], []);
  await addReader(db, 'hana');
});

/** A server that returns these statuses in turn, and records its requests. */
async function startListener(...statuses: number[]) {
  const facts: { headers: http.IncomingHttpHeaders; body: string }[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      facts.push({ headers: request.headers, body });
      response.writeHead(statuses[facts.length - 1] ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { facts, url: `http://localhost:${(server.address() as AddressInfo).port}/in` };
}

async function planned(url: string, event: 'edition' | 'trending' = 'edition') {
  const { id } = await createWebhook(db, { userId, url, event, topic: null });
  await planWebhooks({ url: SITE, now: NOW });
  const { id: delivery } = await db.webhookDelivery.findFirstOrThrow({ where: { webhookId: id } });
  return { id, delivery };
}

test('a new edition is delivered once, signed verifiably', async () => {
  const { facts, url } = await startListener();
  const { id, delivery } = await planned(url);
  expect(await planWebhooks({ url: SITE, now: NOW })).toBe(0);
  const now = new Date();
  await deliverWebhook(delivery, { now, reach: LOCAL });
  await deliverWebhook(delivery, { now, reach: LOCAL });
  expect(facts).toHaveLength(1);
  const { headers, body } = facts[0]!;
  const verified = new Webhook(webhookSecret(id)).verify(body, headers as Record<string, string>);
  expect(verified).toMatchObject({
    type: 'edition.published',
    data: { day: '2025-03-17', url: `${SITE}/papers/date/2025-03-17` },
  });
  const other = new Webhook(webhookSecret('another'));
  expect(() => other.verify(body, headers as Record<string, string>)).toThrow();
});

test('the next edition and a trending paper are separate messages', async () => {
  await planned('https://hooks.example/');
  await planned('https://hooks.example/', 'trending');
  await storeListings(db, [listing({ id: '2503.90002', listedOn: '2025-03-18' })], []);
  await planWebhooks({ url: SITE, now: NOW });
  const keys = await db.webhookDelivery.findMany({
    select: { key: true },
    orderBy: { key: 'asc' },
  });
  expect(keys.map(({ key }) => key)).toEqual([
    'edition:2025-03-17',
    'edition:2025-03-18',
    'trending:2503.90001',
    'trending:2503.90002',
  ]);
});

test('a failure is logged and retried under the same id, until accepted', async () => {
  const { facts, url } = await startListener(500, 204);
  const { delivery } = await planned(url);
  const tell = () => deliverWebhook(delivery, { now: NOW, reach: LOCAL });
  await expect(tell()).rejects.toThrow('HTTP 500');
  const where = { id: delivery };
  expect(await db.webhookDelivery.findUnique({ where })).toMatchObject({
    attempts: 1,
    status: 500,
    lastError: 'HTTP 500',
    deliveredAt: null,
  });
  await tell();
  expect(await db.webhookDelivery.findUnique({ where })).toMatchObject({
    attempts: 2,
    status: 204,
    lastError: null,
    deliveredAt: NOW,
  });
  expect(facts.map(({ headers }) => headers['webhook-id'])).toEqual([delivery, delivery]);
});

test('an answer of 410 ends the webhook, and a redirect is not followed', async () => {
  const gone = await startListener(410);
  const { delivery } = await planned(gone.url);
  await deliverWebhook(delivery, { now: NOW, reach: LOCAL });
  expect(await db.webhook.count()).toBe(0);
  const moved = await startListener(302);
  const second = await planned(moved.url);
  const tell = deliverWebhook(second.delivery, { now: NOW, reach: LOCAL });
  await expect(tell).rejects.toThrow('HTTP 302');
});

test.each(['https://localhost/', 'https://127.0.0.1/', 'https://[::1]/'])(
  'a name that resolves to our own network is not called: %s',
  async (url) => {
    const sent = await send({ id: 'm', webhookId: 'w', url, body: '{}', now: NOW });
    expect(sent).toEqual({ error: 'the address is in a private network' });
  },
);

test('a slow answer is aborted in time', async () => {
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
    const dripping = setInterval(() => socket.write('y'), 20);
    socket.on('close', () => clearInterval(dripping));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const message = { id: 'm', webhookId: 'w', url, body: '{}', now: NOW };
  expect(await send(message, { ...LOCAL, timeoutMs: 200 })).toEqual({
    error: 'no response within 0.2 s',
  });
});

test('a suspended reader’s webhooks get nothing', async () => {
  await createWebhook(db, { userId, url: 'https://hooks.example/', event: 'edition', topic: null });
  await db.user.update({ where: { id: userId }, data: { suspendedAt: NOW } });
  expect(await planWebhooks({ url: SITE, now: NOW })).toBe(0);
});

test('a paused one gets nothing; afterwards only what is new by then', async () => {
  const { facts, url } = await startListener();
  const { id, delivery } = await planned(url);
  await pauseWebhook(db, { id, userId }, NOW);
  expect(await planWebhooks({ url: SITE, now: NOW })).toBe(0);
  await deliverWebhook(delivery, { now: NOW, reach: LOCAL });
  expect(facts).toEqual([]);
  await pauseWebhook(db, { id, userId }, null);
  await storeListings(db, [listing({ id: '2503.90002', listedOn: '2025-03-18' })], []);
  expect(await planWebhooks({ url: SITE, now: NOW })).toBe(1);
  const keys = await db.webhookDelivery.findMany({ orderBy: { key: 'asc' } });
  expect(keys.map(({ key, lastError }) => [key, lastError])).toEqual([
    ['edition:2025-03-17', 'paused'],
    ['edition:2025-03-18', null],
  ]);
});

test('messages from the pause are not delivered afterwards', async () => {
  const { facts, url } = await startListener();
  const { id } = await planned(url);
  await pauseWebhook(db, { id, userId }, NOW);
  await storeListings(db, [listing({ id: '2503.90002', listedOn: '2025-03-18' })], []);
  expect(await planWebhooks({ url: SITE, now: NOW })).toBe(0);
  await pauseWebhook(db, { id, userId }, null);
  expect(await planWebhooks({ url: SITE, now: NOW })).toBe(0);
  expect(facts).toEqual([]);
});

test('a test is sent once, also to a paused one, whatever its answer', async () => {
  const { facts, url } = await startListener(500);
  const { id } = await createWebhook(db, { userId, url, event: 'edition', topic: null });
  await pauseWebhook(db, { id, userId }, NOW);
  const ping = await pingWebhook(db, { id, userId }, NOW);
  await deliverWebhook(ping.id, { now: NOW, reach: LOCAL });
  expect(facts.map(({ body }) => JSON.parse(body))).toEqual([
    { type: 'ping', timestamp: NOW.toISOString(), data: {} },
  ]);
  const logged = await db.webhookDelivery.findUnique({ where: { id: ping.id } });
  expect(logged).toMatchObject({ attempts: 1, lastError: 'HTTP 500', deliveredAt: null });
  await addReader(db, 'obi');
  const foreign = pingWebhook(db, { id, userId: 'id-of-obi' }, NOW);
  await expect(foreign).rejects.toThrow('This webhook doesn’t exist.');
});

type Facts = { id?: string; body?: unknown; headers?: Record<string, string> };

async function call(method: string, input: Facts, path = '') {
  const scopes = ['webhooks' as const];
  const made = await createToken(db, { name: 'x', scopes, days: null, userId, now: new Date() });
  if (!made.ok) throw new Error('There are too many tokens.');
  const response = await callApi(`/api/me/webhooks${input.id ? `/${input.id}` : ''}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${made.token}`,
      'content-type': 'application/json',
      ...input.headers,
    },
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}

test('a program creates, lists, reads and deletes its webhooks, as documented', async () => {
  const described = (id: string) => OPERATIONS.find(({ operationId }) => operationId === id)!;
  const request = { url: 'https://hooks.example/in', event: 'edition' };
  const made = await call('POST', { body: request });
  expect(made.status).toBe(201);
  expect(problemsOf(described('addWebhook'), 201, made.body)).toEqual([]);
  const { id, secret } = made.body;
  expect(secret).toBe(webhookSecret(id));
  const list = await call('GET', {});
  expect(problemsOf(described('webhooks'), 200, list.body)).toEqual([]);
  expect(JSON.stringify(list.body)).not.toContain('whsec_');
  await planWebhooks({ url: SITE, now: NOW });
  const log = await call('GET', { id });
  expect(log.body).toMatchObject([{ key: 'edition:2025-03-17', attempts: 0 }]);
  expect(problemsOf(described('webhookLog'), 200, log.body)).toEqual([]);
  const paused = await call('PATCH', { id, body: { paused: true } });
  expect(problemsOf(described('pauseWebhook'), 200, paused.body)).toEqual([]);
  expect(paused.body).toMatchObject({ id, pausedAt: expect.any(String) });
  const resumed = await call('PATCH', { id, body: { paused: false } });
  expect(resumed.body).toMatchObject({ id, pausedAt: null });
  const ping = await call('POST', { id }, '/pings');
  expect(ping.status).toBe(202);
  expect(problemsOf(described('pingWebhook'), 202, ping.body)).toEqual([]);
  expect((await call('DELETE', { id })).status).toBe(204);
  expect((await call('DELETE', { id })).status).toBe(404);
});

test.each([
  [{ url: 'https://169.254.169.254/', event: 'edition' }, 400],
  [{ url: 'http://hooks.example/', event: 'edition' }, 400],
  [{ url: 'https://hooks.example/', event: 'vote' }, 400],
  [{ url: 'https://hooks.example/', event: 'trending', topic: 'nothing' }, 404],
])('%o is rejected with %i, and nothing stored', async (body, status) => {
  expect((await call('POST', { body })).status).toBe(status);
  expect(await db.webhook.count()).toBe(0);
});

test('a repeat returns the same secret, which is stored nowhere', async () => {
  const body = { url: 'https://hooks.example/in', event: 'edition' };
  const make = () => call('POST', { body, headers: { 'idempotency-key': 'one' } });
  const made = await make();
  expect(made).toMatchObject({ status: 201, body: { secret: webhookSecret(made.body.id) } });
  expect(await make()).toEqual(made);
  expect(JSON.stringify(await db.keptAnswer.findMany())).not.toContain('whsec_');
});

test('an account’s export contains its webhooks', async () => {
  const url = 'https://hooks.example/';
  await createWebhook(db, { userId, url, event: 'edition', topic: null });
  expect((await exportAccount(db, userId)).account.webhooks).toMatchObject([{ url }]);
});
