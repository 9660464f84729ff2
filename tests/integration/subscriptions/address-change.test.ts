/** A subscriber changes address: only after the owner confirms, without other changes. */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { POST } from '@/app/post/subscriptions/[token]/route';
import { closeDatabase } from '@/lib/db/client';
import { env } from '@/lib/env';
import { suppressAddress } from '@/lib/mail/commands';
import type { Mailer } from '@/lib/mail/smtp/transport';
import { installQueue } from '@/lib/queue/commands';
import {
  confirmSubscription,
  endSubscription,
  pauseSubscription,
  requestAddressChange,
} from '@/lib/subscriptions/commands';
import { mailConfirmation } from '@/lib/subscriptions/mail-commands';
import { getSubscriptionByLink } from '@/lib/subscriptions/queries';
import { confirmToken, tokenHash } from '@/lib/subscriptions/tokens';
import { testDatabase } from '../../support/database';
import { subscriber, waitingConfirmations } from '../../support/subscribers';

const { db, pool } = testDatabase();
const HOUR_MS = 3_600_000;
const NOW = new Date('2025-03-12T10:00:00Z');
const EMAIL = 'ada@example.org';

/** A mailer that must not be used. */
const REFUSING: Mailer = {
  send: () => Promise.reject(new Error('This mail must not be sent.')),
  waitMs: () => 0,
  verify: () => Promise.resolve(null),
  close: () => Promise.resolve(),
};

beforeAll(() => installQueue(env.DATABASE_URL ?? ''));
beforeEach(() => pool.query('DELETE FROM graphile_worker._private_jobs'));
afterAll(closeDatabase);

describe('moving to another address', () => {
  const NEW = 'countess@example.org';

  test('keeps the old one until the new one confirms', async () => {
    const { id, link } = await subscriber(db, { email: EMAIL });
    await requestAddressChange(db, link, NEW, NOW);
    expect(await getSubscriptionByLink(db, link)).toMatchObject({ email: EMAIL, state: 'active' });
    expect(await waitingConfirmations(pool)).toBe(1);
    await confirmSubscription(db, confirmToken(id, NOW), NOW);
    expect(await getSubscriptionByLink(db, link)).toMatchObject({ email: NEW, newEmail: null });
  });

  test('to a subscribed one does nothing', async () => {
    const { id, link } = await subscriber(db, { email: EMAIL });
    await subscriber(db, { email: NEW });
    await requestAddressChange(db, link, NEW, NOW);
    expect(await confirmSubscription(db, confirmToken(id, NOW), NOW)).toMatchObject({ ok: false });
    expect(await getSubscriptionByLink(db, link)).toMatchObject({ email: EMAIL });
  });

  test('to a suppressed one mails nothing', async () => {
    const { link } = await subscriber(db, { email: EMAIL });
    await suppressAddress(db, NEW, 'bounce', NOW);
    await requestAddressChange(db, link, NEW, NOW);
    expect(await waitingConfirmations(pool)).toBe(0);
  });

  test('to one that is suppressed before it confirms does nothing, and mails nothing', async () => {
    const { id, link } = await subscriber(db, { email: EMAIL });
    await requestAddressChange(db, link, NEW, NOW);
    await suppressAddress(db, NEW, 'complaint', NOW);
    expect(await confirmSubscription(db, confirmToken(id, NOW), NOW)).toMatchObject({ ok: false });
    expect(await getSubscriptionByLink(db, link)).toMatchObject({ email: EMAIL, newEmail: null });
    // Suppressed by a process that didn't see the change.
    await db.subscription.update({
      where: { id },
      data: { newEmail: NEW, confirmTokenHash: tokenHash(confirmToken(id, NOW)) },
    });
    await mailConfirmation(id, REFUSING);
    const confirmExpiresAt = new Date(NOW.getTime() + HOUR_MS);
    await db.subscription.update({ where: { id }, data: { confirmExpiresAt } });
    expect(await confirmSubscription(db, confirmToken(id, NOW), NOW)).toMatchObject({ ok: false });
    expect(await getSubscriptionByLink(db, link)).toMatchObject({ email: EMAIL, state: 'active' });
  });

  test('during a pause leaves the pause unchanged', async () => {
    const { id, link } = await subscriber(db, { email: EMAIL, cadence: 'daily' });
    await pauseSubscription(db, link, '2025-04-01', NOW);
    const { state, pausedUntil, nextDueAt } = await getSubscriptionByLink(db, link);
    await requestAddressChange(db, link, NEW, NOW);
    await confirmSubscription(db, confirmToken(id, NOW), NOW);
    expect(state).toBe('paused');
    expect(await getSubscriptionByLink(db, link)).toMatchObject({
      email: NEW,
      state,
      pausedUntil,
      nextDueAt,
    });
  });

  test.each(['ended', 'suppressed', 'pending'] as const)(
    'of one that is %s is rejected, and starts nothing',
    async (state) => {
      const { id, link } = await subscriber(db, { email: EMAIL });
      await db.subscription.update({ where: { id }, data: { state, nextDueAt: null } });
      await expect(requestAddressChange(db, link, NEW, NOW)).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await waitingConfirmations(pool)).toBe(0);
      expect(await getSubscriptionByLink(db, link)).toMatchObject({ email: EMAIL, state });
    },
  );

  test('that is pending is lost with the subscription, also after another request', async () => {
    const { id, link } = await subscriber(db, { email: EMAIL });
    await requestAddressChange(db, link, NEW, NOW);
    await db.subscription.update({ where: { id }, data: { state: 'ended', nextDueAt: null } });
    expect(await confirmSubscription(db, confirmToken(id, NOW), NOW)).toMatchObject({ ok: false });
    expect(await getSubscriptionByLink(db, link)).toMatchObject({ email: EMAIL, state: 'ended' });
  });

  test('that many subscribers name mails it three times a day, with an error about the limit', async () => {
    const leads: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const { link } = await subscriber(db);
      const body = new URLSearchParams({ act: 'move', email: NEW });
      const url = `http://localhost:3000/subscriptions/${link}`;
      const request = new NextRequest(url, { method: 'POST', body });
      const response = await POST(request, { params: Promise.resolve({ token: link }) });
      leads.push(response.headers.get('location')?.split('?')[1] ?? '');
    }
    expect(leads).toEqual([...Array(3).fill('done=moved'), ...Array(3).fill('problem=too-soon')]);
    expect(await waitingConfirmations(pool)).toBe(3);
  });

  test('too often is rejected', async () => {
    const { link } = await subscriber(db, { email: EMAIL });
    await requestAddressChange(db, link, NEW, NOW);
    await expect(requestAddressChange(db, link, NEW, NOW)).rejects.toMatchObject({
      code: 'rate_limited',
    });
  });

  test('and ending before the confirmation invalidates the link', async () => {
    const { id, link } = await subscriber(db, { email: EMAIL });
    await requestAddressChange(db, link, NEW, NOW);
    await endSubscription(db, link, NOW);
    expect(await confirmSubscription(db, confirmToken(id, NOW), NOW)).toMatchObject({ ok: false });
    expect(await getSubscriptionByLink(db, link)).toMatchObject({ email: EMAIL, state: 'ended' });
  });
});
