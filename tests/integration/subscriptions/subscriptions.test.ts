/** Subscribing: no mail without consent, no duplicates, and nothing revealed to the caller. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { env } from '@/lib/env';
import { requireAllowance } from '@/lib/http/limit-commands';
import { suppressAddress } from '@/lib/mail/commands';
import { createMailer, type Mailer } from '@/lib/mail/smtp/transport';
import { installQueue } from '@/lib/queue/commands';
import {
  confirmSubscription,
  endSubscription,
  requestAddressChange,
  requestSubscription,
} from '@/lib/subscriptions/commands';
import { mailConfirmation } from '@/lib/subscriptions/mail-commands';
import { findPendingConfirmation, getSubscriptionByLink } from '@/lib/subscriptions/queries';
import { CONFIRM_WITHIN_HOURS } from '@/lib/subscriptions/rules';
import { confirmToken } from '@/lib/subscriptions/tokens';
import { testDatabase } from '../../support/database';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { subscriber, waitingConfirmations } from '../../support/subscribers';

const { db, pool } = testDatabase();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = new Date('2025-03-12T10:00:00Z');
const EMAIL = 'ada@example.org';
const NETWORK = '192.0.2.1';

beforeAll(() => installQueue(env.DATABASE_URL ?? ''));
beforeEach(() => pool.query('DELETE FROM graphile_worker._private_jobs'));
afterAll(closeDatabase);

const later = (ms: number) => new Date(NOW.getTime() + ms);

function request(now = NOW, email = EMAIL): Promise<void> {
  return requestSubscription(db, { email, network: NETWORK, now });
}

async function idOf(email = EMAIL): Promise<string> {
  return (await db.subscription.findUniqueOrThrow({ where: { email } })).id;
}

/** A confirmation link from its mail. */
async function linkMailedAt(at: Date, email = EMAIL): Promise<string> {
  return confirmToken(await idOf(email), at);
}

describe('requesting the digest', () => {
  test('stores only a pending address and mails it a link', async () => {
    await request();
    const [kept] = await db.subscription.findMany();
    expect(kept).toMatchObject({ email: EMAIL, state: 'pending', nextDueAt: null });
    expect(await waitingConfirmations(pool)).toBe(1);
    expect(await planDigests(db, later(30 * 24 * HOUR_MS))).toBe(0);
  });

  test('repeatedly mails three in a day, five minutes apart at least', async () => {
    const mailedAt: number[] = [];
    for (let minute = 0; minute < 24 * 60 + 2; minute += 1) {
      const before = await waitingConfirmations(pool);
      if (minute % 4 === 0 || minute < 12) await request(later(minute * MINUTE_MS));
      if ((await waitingConfirmations(pool)) > before) mailedAt.push(minute);
    }
    expect(mailedAt).toEqual([0, 5, 10]);
    await request(later(10 * MINUTE_MS + 24 * HOUR_MS));
    expect(await waitingConfirmations(pool)).toBe(4);
  });

  test('gets the same answer for a new, a subscribed, an ended and a suppressed address', async () => {
    await subscriber(db, { email: 'known@example.org' });
    const { link } = await subscriber(db, { email: 'ended@example.org' });
    await endSubscription(db, link, NOW);
    await suppressAddress(db, 'never@example.org', 'complaint', NOW);
    for (const name of ['new', 'known', 'ended', 'never']) {
      expect(await request(NOW, `${name}@example.org`)).toBeUndefined();
    }
    const states = await db.subscription.findMany({ orderBy: { email: 'asc' } });
    expect(states.map(({ email, state }) => [email.split('@')[0], state])).toEqual([
      ['ended', 'pending'],
      ['known', 'active'],
      ['new', 'pending'],
    ]);
    expect(await waitingConfirmations(pool)).toBe(3);
  });

  test('saves the browser’s time zone if Postgres has it', async () => {
    const input = { network: NETWORK, now: NOW };
    await requestSubscription(db, { email: EMAIL, timeZone: 'Asia/Tokyo', ...input });
    await requestSubscription(db, { email: 'b@example.org', timeZone: 'Mars/Base', ...input });
    const zones = await db.subscription.findMany({ orderBy: { email: 'asc' } });
    expect(zones.map(({ timeZone }) => timeZone)).toEqual(['Asia/Tokyo', 'UTC']);
  });

  test('ten thousand times from one network is rejected clearly and mails nothing more', async () => {
    let taken = 0;
    const refusals = new Set<string>();
    const ask = async (n: number) => {
      try {
        await requireAllowance('subscribe', NETWORK);
        await request(NOW, `reader${n}@example.org`);
        taken += 1;
      } catch (error) {
        refusals.add(String(error));
      }
    };
    for (let n = 0; n < 10_000; n += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, at) => ask(n + at)));
    }
    expect([...refusals].join()).toMatch(
      /^AppError: Too many requests\. Please try again in \d+ minutes/,
    );
    expect(taken).toBe(10);
    expect(await waitingConfirmations(pool)).toBe(10);
  });

  test('a thousand times for one address, ten at once, mails it one confirmation', async () => {
    // Ten, the size of the pool: Prisma refuses a transaction that waits two seconds for a connection.
    for (let n = 0; n < 1_000; n += 10) {
      await Promise.all(Array.from({ length: 10 }, () => request()));
    }
    expect(await waitingConfirmations(pool)).toBe(1);
    expect(await db.subscription.count()).toBe(1);
  });
});

describe('the confirmation mail', () => {
  let sink: SmtpSink;
  let mailer: Mailer;
  beforeAll(async () => {
    sink = await startSmtpSink({ keepsRaw: true });
    mailer = createMailer({ url: sink.url, pool: 1, from: 'digest@papers.example.org' });
  });
  beforeEach(() => sink.forget());
  afterAll(async () => {
    await mailer.close();
    await sink.close();
  });

  test.each([
    ['new', 'subscriptions/confirm/'],
    ['known', 'subscriptions/'],
  ])('goes to a %s address, with a link to %s', async (what, path) => {
    if (what === 'known') await subscriber(db, { email: EMAIL });
    await request();
    await mailConfirmation(await idOf(), mailer);
    const [mail] = await sink.received();
    expect(mail?.to).toEqual([EMAIL]);
    expect(mail?.raw?.replaceAll('=\r\n', '')).toContain(path);
    expect(mail?.raw?.includes('/confirm/')).toBe(what === 'new');
  });

  test('goes to the present address after a new request during a pending change', async () => {
    const { id, link } = await subscriber(db, { email: EMAIL });
    await requestAddressChange(db, link, 'countess@example.org', NOW);
    await mailConfirmation(id, mailer);
    await request(later(6 * MINUTE_MS));
    await mailConfirmation(id, mailer);
    const to = (await sink.received()).flatMap((mail) => mail.to);
    expect(to).toEqual(['countess@example.org', EMAIL]);
    const at = later(7 * MINUTE_MS);
    expect(await confirmSubscription(db, confirmToken(id, NOW), at)).toMatchObject({ ok: true });
  });

  test('isn’t sent after the subscription is deleted', async () => {
    await request();
    const id = await idOf();
    await db.subscription.delete({ where: { id } });
    await mailConfirmation(id, mailer);
    expect(await sink.count()).toBe(0);
  });

  test('isn’t sent after the subscription ended, and is retried after a rejection', async () => {
    const { id, link } = await subscriber(db, { email: EMAIL });
    await request();
    await sink.misbehave({ refuse: 'recipient', code: 451, times: 1 });
    await expect(mailConfirmation(id, mailer)).rejects.toThrow('didn’t accept the mail');
    await endSubscription(db, link, NOW);
    await mailConfirmation(id, mailer);
    expect(await sink.count()).toBe(0);
  });
});

describe('confirming', () => {
  test('starts the digests, and records the time and text of the consent', async () => {
    await request();
    const at = later(HOUR_MS);
    expect(await confirmSubscription(db, await linkMailedAt(NOW), at)).toMatchObject({
      ok: true,
      subscription: { state: 'active', confirmedAt: at, consentAt: at },
    });
    const [kept] = await db.subscription.findMany();
    expect(kept?.nextDueAt).toEqual(new Date('2025-03-13T07:00:00Z'));
    expect(kept?.consentNetworkHash).not.toContain(NETWORK);
  });

  test('twice at once has one effect, and the link is used up', async () => {
    await request();
    const link = await linkMailedAt(NOW);
    const presses = await Promise.all([1, 2, 3].map(() => confirmSubscription(db, link, NOW)));
    expect(presses.map(({ ok }) => ok).sort()).toEqual([false, false, true]);
    expect(await confirmSubscription(db, link, NOW)).toEqual({ ok: false, reason: 'link_spent' });
  });

  test('opening the page changes nothing', async () => {
    await request();
    const link = await linkMailedAt(NOW);
    const before = await db.subscription.findMany();
    expect(await findPendingConfirmation(db, link, NOW)).toEqual({ email: EMAIL, isChange: false });
    expect(await db.subscription.findMany()).toEqual(before);
  });

  test('works until the last moment of its two days and not after it', async () => {
    const end = CONFIRM_WITHIN_HOURS * HOUR_MS;
    await request();
    const link = await linkMailedAt(NOW);
    expect(await confirmSubscription(db, link, later(end))).toMatchObject({ ok: false });
    expect(await findPendingConfirmation(db, link, later(end))).toBeNull();
    expect(await confirmSubscription(db, link, later(end - 1))).toMatchObject({ ok: true });
  });

  test('with an earlier link than the last one mailed does nothing', async () => {
    await request();
    const first = await linkMailedAt(NOW);
    await request(later(6 * MINUTE_MS));
    expect(await confirmSubscription(db, first, later(7 * MINUTE_MS))).toMatchObject({ ok: false });
  });

  test.each([
    ['forged', (link: string) => link.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))],
    ['truncated', (link: string) => link.slice(0, -1)],
    ['lengthened', (link: string) => `${link}A`],
    ['empty', () => ''],
    ['hashed', () => 'f'.repeat(64)],
    ['SQL', () => `' OR true --`],
  ])('with a %s link does nothing', async (_what, change) => {
    await request();
    const link = change(await linkMailedAt(NOW));
    expect(await confirmSubscription(db, link, NOW)).toEqual({ ok: false, reason: 'link_spent' });
    expect(await findPendingConfirmation(db, link, NOW)).toBeNull();
    await expect(getSubscriptionByLink(db, link)).rejects.toMatchObject({ code: 'not_found' });
    expect(await db.subscription.findMany()).toMatchObject([{ state: 'pending' }]);
  });
});

test('a stranger’s request for a subscribed address changes no preferences', async () => {
  await request();
  await confirmSubscription(db, await linkMailedAt(NOW), NOW);
  const agreed = await db.subscription.findUniqueOrThrow({ where: { email: EMAIL } });
  const now = later(HOUR_MS);
  const network = '203.0.113.9';
  await requestSubscription(db, { email: EMAIL, network, timeZone: 'Asia/Tokyo', now });
  const { confirmMailedAt, confirmMailsToday, ...kept } = await db.subscription.findUniqueOrThrow({
    where: { email: EMAIL },
  });
  expect({ ...kept, confirmMailedAt: NOW, confirmMailsToday: 0 }).toEqual(agreed);
  expect({ confirmMailedAt, confirmMailsToday }).toEqual({
    confirmMailedAt: now,
    confirmMailsToday: 1,
  });
});

test('a reader who returns after ending confirms again', async () => {
  const { link } = await subscriber(db, { email: EMAIL });
  await endSubscription(db, link, NOW);
  await request(later(HOUR_MS));
  expect(await planDigests(db, later(48 * HOUR_MS))).toBe(0);
  await confirmSubscription(db, await linkMailedAt(later(HOUR_MS)), later(2 * HOUR_MS));
  expect(await getSubscriptionByLink(db, link)).toMatchObject({ state: 'active', endedAt: null });
});
