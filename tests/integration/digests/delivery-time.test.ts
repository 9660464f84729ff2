/** Time limits: started mails are finished, others left unchanged, and the answer says so. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { deliverDigests } from '@/lib/digests/deliver/deliver-commands';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { runDigests } from '@/lib/digests/plan/run-commands';
import { forgetSlots } from '@/lib/recommend/slot-queries';
import { createMailer, type Mailer } from '@/lib/mail/smtp/transport';
import { testDatabase } from '../../support/database';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { listPapers, manySubscribers, SLOT_AT } from '../../support/subscribers';

const { db, pool } = testDatabase();
const MINUTE_MS = 60_000;
/** Longer than a test may take. */
const FOR_EVER_MS = 60 * MINUTE_MS;

let sink: SmtpSink;
let mailer: Mailer;

beforeAll(async () => {
  sink = await startSmtpSink();
});
beforeEach(async () => {
  forgetSlots();
  await sink.forget();
  mailer = openMailer();
  await listPapers(db);
});
afterEach(() => mailer.close());
afterAll(async () => {
  await sink.close();
  await closeDatabase();
});

function openMailer(): Mailer {
  const from = 'Broadsheet <digest@papers.example.org>';
  return createMailer({ url: sink.url, pool: 3, from, timeoutMs: FOR_EVER_MS });
}

/** Sends the rest with a mailer without state from earlier failures. */
async function sendTheRest(at: Date) {
  await sink.forget();
  const fresh = openMailer();
  const counts = await deliverDigests({ clock: () => at, mailer: fresh });
  await fresh.close();
  return counts;
}

/** The real clock, shifted to the slot. */
function ticking() {
  const aheadMs = SLOT_AT.getTime() - Date.now();
  return () => new Date(Date.now() + aheadMs);
}

test('a slow server gets as many as time allows, and the next run sends the rest', async () => {
  await manySubscribers(pool, 120);
  await sink.misbehave({ slowMs: 100 });
  const deadline = new Date(SLOT_AT.getTime() + 1_000);
  const { planned, remaining, sent } = await runDigests({ clock: ticking(), mailer, deadline });
  expect(planned).toBe(120);
  expect(sent, 'not even all that were claimed').toBeLessThan(120);
  expect(remaining).toBe(120 - sent);
  const untouched = { state: 'planned', attempts: 0, leaseUntil: null } as const;
  expect(await db.delivery.count({ where: untouched })).toBe(remaining);
  const first = (await sink.received()).flatMap(({ to }) => to);
  expect(await sendTheRest(new Date(SLOT_AT.getTime() + MINUTE_MS))).toMatchObject({
    sent: remaining,
  });
  const second = (await sink.received()).flatMap(({ to }) => to);
  expect(new Set([...first, ...second]).size).toBe(120);
});

test('a hanging server isn’t waited for', async () => {
  await manySubscribers(pool, 30);
  await sink.misbehave({ hang: 'content' });
  const deadline = new Date(SLOT_AT.getTime() + 500);
  const options = { clock: ticking(), mailer, deadline };
  const { deferred, remaining, waiting } = await runDigests(options);
  expect(deferred).toBe(waiting);
  expect(remaining + waiting).toBe(30);
  expect(await sendTheRest(new Date(SLOT_AT.getTime() + 30 * MINUTE_MS))).toMatchObject({
    sent: 30,
  });
});

test('a time limit before all are planned leaves the rest to the next run, and counts them', async () => {
  await manySubscribers(pool, 20_500);
  const clock = () => SLOT_AT;
  expect(await runDigests({ clock, mailer, deadline: SLOT_AT })).toMatchObject({
    planned: 20_000,
    sent: 0,
    remaining: 20_500,
  });
  expect(await planDigests(db, SLOT_AT)).toBe(500);
});

test('a worker that receives a stop signal starts no further mail and keeps no lease', async () => {
  await manySubscribers(pool, 100);
  await planDigests(db, SLOT_AT);
  await sink.misbehave({ slowMs: 100 });
  const stop = new AbortController();
  const delivering = deliverDigests({ clock: () => SLOT_AT, mailer, signal: stop.signal });
  while ((await sink.count()) < 5) await sleep(10);
  stop.abort();
  const { sent } = await delivering;
  expect(sent).toBeLessThan(60);
  const left = await db.delivery.groupBy({ by: ['state'], _count: true });
  expect(Object.fromEntries(left.map(({ state, _count }) => [state, _count]))).toEqual({
    sent,
    planned: 100 - sent,
  });
});
