import { createHmac } from 'node:crypto';
import { NextRequest } from 'next/server';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { POST } from '@/app/api/webhooks/mail/[provider]/route';
import { addressHash } from '@/lib/secrets';
import { recordMailEvents, recordMailReport, suppressAddress } from '@/lib/mail/commands';
import type { ReportedEvent } from '@/lib/mail/reports/events';
import { findSuppression } from '@/lib/mail/queries';
import { confirmSubscription, requestSubscription } from '@/lib/subscriptions/commands';
import { confirmToken } from '@/lib/subscriptions/tokens';
import { testDatabase } from '../../support/database';
import { SLOT_AT, subscriber } from '../../support/subscribers';

const { db } = testDatabase();
const DAY_MS = 86_400_000;

let facts = 0;
function event(given: Partial<ReportedEvent> = {}): ReportedEvent {
  facts += 1;
  return {
    key: `event-${facts}`,
    kind: 'bounce',
    address: 'ada@example.org',
    messageId: null,
    detail: 'No such user',
    at: SLOT_AT,
    ...given,
  };
}

async function ada() {
  return db.subscription.findUniqueOrThrow({ where: { email: 'ada@example.org' } });
}

/** A digest to Ada in the given state. */
async function delivery(state: 'planned' | 'claimed' | 'sent') {
  const { id: subscriptionId } = await ada();
  const issue = await db.issue.create({ data: { cadence: 'daily', localDay: SLOT_AT } });
  const row = { issueId: issue.id, subscriptionId, state, dueAt: SLOT_AT };
  const { id } = await db.delivery.create({ data: row });
  const messageId = `<${id}@papers.example.org>`;
  return db.delivery.update({ where: { id }, data: { messageId } });
}

describe('a bounce or a complaint', () => {
  test.each(['bounce', 'complaint'] as const)(
    'ends all mail to the address (%s), also what is planned',
    async (kind) => {
      await subscriber(db, { email: 'ada@example.org' });
      const planned = await delivery('planned');
      expect(await recordMailEvents(db, [event({ kind })])).toBe(1);
      expect(await ada()).toMatchObject({ state: 'suppressed', nextDueAt: null });
      expect(await findSuppression(db, 'ada@example.org')).toMatchObject({
        reason: kind,
        since: SLOT_AT,
      });
      expect(await db.delivery.findUnique({ where: { id: planned.id } })).toMatchObject({
        state: 'skipped',
      });
    },
  );

  test('is found for any spelling of the address, and no other subscriber is affected', async () => {
    await subscriber(db, { email: 'ada@example.org' });
    const { email: other } = await subscriber(db);
    await recordMailEvents(db, [event({ address: ' Ada@Example.ORG ' })]);
    expect(await ada()).toMatchObject({ state: 'suppressed' });
    expect(await db.subscription.findUnique({ where: { email: other } })).toMatchObject({
      state: 'active',
    });
  });

  test('a repeated event counts once, also concurrently', async () => {
    const twice = event();
    const counts = await Promise.all([1, 2, 3].map(() => recordMailEvents(db, [twice, twice])));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await db.mailEvent.count()).toBe(1);
  });

  test('is kept without the address, and with the delivery that it is about', async () => {
    await subscriber(db, { email: 'ada@example.org' });
    const { id, messageId } = await delivery('sent');
    await recordMailEvents(db, [event({ messageId })]);
    const [kept] = await db.mailEvent.findMany();
    expect(kept).toMatchObject({ deliveryId: id, addressHash: addressHash('ada@example.org') });
    expect(Object.values(kept ?? {}).join(' ')).not.toContain('ada');
  });

  test('outlives the subscription, which can not be requested again', async () => {
    await subscriber(db, { email: 'ada@example.org' });
    await recordMailEvents(db, [event({ kind: 'complaint' })]);
    await db.subscription.deleteMany();
    await requestSubscription(db, { email: 'ada@example.org', network: '192.0.2.1', now: SLOT_AT });
    expect(await db.subscription.count()).toBe(0);
  });

  test('of a confirmation spends it: its link brings nothing back', async () => {
    const now = new Date();
    await requestSubscription(db, { email: 'ada@example.org', network: '192.0.2.1', now });
    const { id } = await ada();
    await suppressAddress(db, 'ada@example.org', 'complaint', now);
    expect(await confirmSubscription(db, confirmToken(id, now), now)).toMatchObject({ ok: false });
    expect(await ada()).toMatchObject({ state: 'suppressed' });
  });
});

describe('mails that were not taken', () => {
  const soft = (daysAgo: number) =>
    event({ kind: 'soft_bounce', at: new Date(SLOT_AT.getTime() - daysAgo * DAY_MS) });

  test('four within a month are borne, a fifth is not', async () => {
    await subscriber(db, { email: 'ada@example.org' });
    await recordMailEvents(db, [soft(28), soft(20), soft(10), soft(1)]);
    expect(await ada()).toMatchObject({ state: 'active' });
    await recordMailEvents(db, [soft(0)]);
    expect(await ada()).toMatchObject({ state: 'suppressed' });
  });

  test('over a longer time they are forgiven', async () => {
    await subscriber(db, { email: 'ada@example.org' });
    await recordMailEvents(db, [soft(90), soft(60), soft(31), soft(10), soft(0)]);
    expect(await ada()).toMatchObject({ state: 'active' });
  });
});

test('a reader who unsubscribes at the provider is unsubscribed here, and may subscribe again', async () => {
  await subscriber(db, { email: 'ada@example.org' });
  await recordMailEvents(db, [event({ kind: 'unsubscribe' })]);
  expect(await ada()).toMatchObject({ state: 'ended', nextDueAt: null, endedAt: SLOT_AT });
  expect(await findSuppression(db, 'ada@example.org')).toBeNull();
});

test('what is no address is passed over', async () => {
  expect(await recordMailEvents(db, [event({ address: 'undisclosed' }), event()])).toBe(1);
});

describe('a report that comes by mail', () => {
  function bounceOf(messageId: string | null, recipient = 'ada@elsewhere.example'): Buffer {
    return Buffer.from(
      [
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        '',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example.net',
        '',
        `Final-Recipient: rfc822; ${recipient}`,
        'Action: failed',
        'Status: 5.1.1',
        '',
        '--b',
        'Content-Type: text/rfc822-headers',
        '',
        `Message-ID: ${messageId}`,
        '',
        '--b--',
      ].join('\r\n'),
    );
  }

  test('counts for the subscriber whose mail it is about, also after a forwarding', async () => {
    await subscriber(db, { email: 'ada@example.org' });
    const { messageId } = await delivery('sent');
    expect(await recordMailReport(db, bounceOf(messageId), SLOT_AT)).toBe(1);
    expect(await ada()).toMatchObject({ state: 'suppressed' });
    expect(await recordMailReport(db, bounceOf(messageId), SLOT_AT)).toBe(0);
  });

  test('about a mail that was never sent is ignored', async () => {
    await subscriber(db, { email: 'ada@example.org' });
    const { id } = await delivery('sent');
    const invented = [
      '<0198c0de-0000-7000-8000-00000000cafe@papers.example.org>',
      `<${id}@evil.example>`,
    ];
    for (const messageId of invented) {
      expect(await recordMailReport(db, bounceOf(messageId, 'ada@example.org'), SLOT_AT)).toBe(0);
    }
    expect(await ada()).toMatchObject({ state: 'active' });
  });

  test('that is none is passed over', async () => {
    expect(
      await recordMailReport(db, Buffer.from('Subject: Re: papers\r\n\r\nThanks'), SLOT_AT),
    ).toBe(0);
  });
});

describe('the route', () => {
  /** Settings are parsed at their first import. */
  async function routeTrusting(key: string) {
    vi.stubEnv('MAILGUN_SIGNING_KEY', key);
    vi.resetModules();
    const route = await import('@/app/api/webhooks/mail/[provider]/route');
    const { closeDatabase } = await import('@/lib/db/client');
    onTestFinished(closeDatabase);
    return route;
  }

  async function post(provider: string, body: string, headers: Record<string, string> = {}) {
    const url = `http://localhost/api/webhooks/mail/${provider}`;
    const request = new NextRequest(url, { method: 'POST', body, headers });
    const response = await POST(request, { params: Promise.resolve({ provider }) });
    return { status: response.status, body: await response.json() };
  }

  test('answers 404 for a provider that is not set up', async () => {
    expect(await post('sendgrid', '[]')).toMatchObject({ status: 404 });
  });

  test.each([
    ['a bad signature', { signature: 'f'.repeat(64) }, 401],
    ['a signature for another token', { token: 'another-token-altogether' }, 401],
    ['a signature that is too old', { timestamp: '1700000000' }, 401],
    ['a signature that holds', {}, 200],
  ])(
    'answers %s by its status, and only the last changes anything',
    async (_what, given, status) => {
      await subscriber(db, { email: 'ada@example.org' });
      const route = await routeTrusting('a signing key of this test');
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const token = 'a-token-of-mailgun-s';
      const signature = createHmac('sha256', 'a signing key of this test')
        .update(timestamp + token)
        .digest('hex');
      const body = JSON.stringify({
        signature: { timestamp, token, signature, ...given },
        'event-data': { event: 'complained', timestamp: 1, recipient: 'ada@example.org' },
      });
      const url = 'http://localhost/api/webhooks/mail/mailgun';
      const request = new NextRequest(url, { method: 'POST', body });
      const params = Promise.resolve({ provider: 'mailgun' });
      const response = await route.POST(request, { params });
      expect(response.status).toBe(status);
      expect(await db.mailEvent.count()).toBe(status === 200 ? 1 : 0);
      expect(await ada()).toMatchObject({ state: status === 200 ? 'suppressed' : 'active' });
    },
  );

  test('answers 413 before it looks at what is too long', async () => {
    expect(await post('postmark', 'a'.repeat(1024 * 1024 + 1))).toMatchObject({ status: 413 });
  });
});
