/** Faults during a slot's delivery: no reader is missed, and repeats have the same Message-ID. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { deliverDigests } from '@/lib/digests/deliver/deliver-commands';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { LEASE_MS, MAX_ATTEMPTS } from '@/lib/digests/deliver/retries';
import { forgetSlots } from '@/lib/recommend/slot-queries';
import { isSuppressed } from '@/lib/mail/queries';
import { createMailer, type Mailer } from '@/lib/mail/smtp/transport';
import { testDatabase } from '../../support/database';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { listPapers, manySubscribers, SLOT_AT, subscriber } from '../../support/subscribers';

const { db, pool } = testDatabase();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 86_400_000;

let sink: SmtpSink;
const mailers: Mailer[] = [];

beforeAll(async () => {
  sink = await startSmtpSink();
});
beforeEach(async () => {
  forgetSlots();
  await sink.forget();
  await listPapers(db);
});
afterEach(async () => {
  await Promise.all(mailers.splice(0).map((mailer) => mailer.close()));
});
afterAll(async () => {
  await sink.close();
  await closeDatabase();
});

/** A mailer without state from earlier failures. */
function openMailer({ url = sink.url, timeoutMs = 10_000 } = {}): Mailer {
  const from = 'Broadsheet <digest@papers.example.org>';
  const mailer = createMailer({ url, pool: 3, from, timeoutMs });
  mailers.push(mailer);
  return mailer;
}

/** Plans and delivers. */
async function runSlot(at = SLOT_AT, options: { url?: string; timeoutMs?: number } = {}) {
  await planDigests(db, at);
  return deliverDigests({ clock: () => at, mailer: openMailer(options) });
}

const later = (ms: number) => new Date(SLOT_AT.getTime() + ms);

/** How often each mail arrived, by reader and Message-ID. */
async function arrivals(): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const { to, messageId } of await sink.received()) {
    const key = `${to.join()} ${messageId}`;
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return times;
}

function readersOf(times: Map<string, number>): Set<string> {
  return new Set([...times.keys()].map((key) => key.split(' ')[0] ?? ''));
}

describe('a server that rejects', () => {
  test('with 451 is retried with growing pauses, and given up at last', async () => {
    await subscriber(db);
    await sink.misbehave({ refuse: 'recipient', code: 451 });
    let at = SLOT_AT;
    const waits: number[] = [];
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      expect(await runSlot(at)).toMatchObject({ deferred: 1 });
      const { dueAt, attempts } = await db.delivery.findFirstOrThrow();
      expect(attempts).toBe(attempt);
      waits.push((dueAt.getTime() - at.getTime()) / MINUTE_MS / 2 ** attempt);
      at = dueAt;
    }
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1.25);
    expect(Math.max(...waits)).toBeLessThanOrEqual(2.5);
    expect(await runSlot(at)).toMatchObject({ failed: 1 });
    expect(at.getTime() - SLOT_AT.getTime()).toBeLessThan(DAY_MS);
    expect(await db.subscription.findMany()).toMatchObject([{ state: 'active' }]);
  });

  test('one reader as unknown gets no more mails to that reader; the others get theirs', async () => {
    const gone = await subscriber(db, { cadence: 'daily', email: 'gone@example.org' });
    const other = await subscriber(db, { cadence: 'daily' });
    await sink.misbehave({
      refuse: 'recipient',
      code: 550,
      text: '5.1.1 No such user',
      to: 'gone',
    });
    expect(await runSlot()).toMatchObject({ sent: 1, failed: 1 });
    expect(await isSuppressed(db, gone.email)).toBe(true);
    const { state, nextDueAt } = await db.subscription.findUniqueOrThrow({
      where: { id: gone.id },
    });
    expect({ state, nextDueAt }).toEqual({ state: 'suppressed', nextDueAt: null });
    await listPapers(db, { on: '2025-03-15', first: 20 });
    forgetSlots();
    expect(await runSlot(later(DAY_MS))).toMatchObject({ sent: 1, failed: 0 });
    const got = (await sink.received()).flatMap(({ to }) => to);
    expect(got).toEqual([other.email, other.email]);
  });

  test.each(['5.7.1 Looks like spam', '5.2.2 Mailbox full'])(
    'one mail with 550 %s loses that mail and not the reader',
    async (text) => {
      const { email } = await subscriber(db);
      await sink.misbehave({ refuse: 'content', code: 550, text });
      expect(await runSlot()).toMatchObject({ failed: 1 });
      expect(await isSuppressed(db, email)).toBe(false);
      expect(await db.subscription.findMany()).toMatchObject([{ state: 'active' }]);
    },
  );

  test.each([
    ['everybody with 421', { refuse: 'connect', code: 421 } as const],
    ['our sender with 550', { refuse: 'sender', code: 550 } as const],
  ])('%s is left alone, and uses up no attempts', async (_what, how) => {
    await manySubscribers(pool, 300);
    await sink.misbehave(how);
    expect(await runSlot()).toMatchObject({ sent: 0, failed: 0 });
    expect(await db.delivery.count({ where: { attempts: { gt: 0 } } })).toBe(0);
    const states = await db.delivery.groupBy({ by: ['state'], _count: true });
    expect(states.map(({ state }) => state).sort()).toEqual(['deferred', 'planned']);
    await sink.forget();
    expect(await runSlot(later(30 * MINUTE_MS))).toMatchObject({ sent: 300 });
  });
});

test('an unreachable server uses up no attempts', async () => {
  await manySubscribers(pool, 30);
  const away = await startSmtpSink();
  await away.close();
  expect(await runSlot(SLOT_AT, { url: away.url })).toMatchObject({ sent: 0, failed: 0 });
  expect(await db.delivery.count({ where: { attempts: { gt: 0 } } })).toBe(0);
  expect(await runSlot(later(30 * MINUTE_MS))).toMatchObject({ sent: 30 });
});

describe('a server that is silent', () => {
  test.each(['recipient', 'content'] as const)(
    'after the %s is aborted and retried later',
    async (stage) => {
      await subscriber(db);
      await sink.misbehave({ hang: stage, times: 1 });
      expect(await runSlot(SLOT_AT, { timeoutMs: 400 })).toMatchObject({ deferred: 1 });
      expect(await db.delivery.findMany()).toMatchObject([{ state: 'deferred', attempts: 1 }]);
      expect(await runSlot(later(10 * MINUTE_MS))).toMatchObject({ sent: 1 });
      expect(await sink.count()).toBe(1);
    },
  );

  test('after accepting the mail gets it again with the same Message-ID', async () => {
    await subscriber(db);
    await sink.misbehave({ closeAfterContent: true, times: 1 });
    expect(await runSlot()).toMatchObject({ deferred: 1 });
    await listPapers(db, { first: 30, count: 9 });
    forgetSlots();
    expect(await runSlot(later(10 * MINUTE_MS))).toMatchObject({ sent: 1 });
    const [first, second] = await sink.received();
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.size).toBe(first?.size);
  });
});

test('after five days without a mail server each reader gets one digest, and not five', async () => {
  const readers = 40;
  await manySubscribers(pool, readers);
  for (let day = 1; day <= 4; day += 1) {
    const on = new Date(SLOT_AT.getTime() + day * DAY_MS).toISOString().slice(0, 10);
    await listPapers(db, { on, first: 10 * day, count: 4 });
  }
  await sink.misbehave({ refuse: 'connect', code: 421 });
  for (let hours = 0; hours <= 4 * 24; hours += 12) await runSlot(later(hours * HOUR_MS));
  await sink.forget();
  const end = later(4 * DAY_MS + HOUR_MS);
  expect(await runSlot(end)).toMatchObject({ sent: readers, deferred: 0 });
  expect(readersOf(await arrivals()).size).toBe(readers);
  expect(await sink.count()).toBe(readers);
  const sent = await db.delivery.findMany({ where: { state: 'sent' }, include: { issue: true } });
  expect(new Set(sent.map(({ issue }) => issue.localDay.getTime())).size).toBe(1);
  expect(await runSlot(later(5 * DAY_MS - HOUR_MS))).toMatchObject({ sent: 0, skipped: 0 });
});

test('a slow server gets everything once', async () => {
  await manySubscribers(pool, 40);
  await sink.misbehave({ slowMs: 200 });
  expect(await runSlot()).toMatchObject({ sent: 40 });
  expect([...(await arrivals()).values()]).toEqual(Array(40).fill(1));
});

test('a clock that jumps a year ahead during leases loses no mail', async () => {
  await manySubscribers(pool, 20);
  await planDigests(db, SLOT_AT);
  const inAYear = later(365 * DAY_MS);
  await db.delivery.updateMany({
    data: { state: 'claimed', leaseUntil: new Date(inAYear.getTime() + LEASE_MS) },
  });
  expect(await runSlot(later(MINUTE_MS))).toMatchObject({ sent: 20 });
});
