/** Delivers a slot: to each active subscriber, once, and never the same paper twice. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { deliverDigests } from '@/lib/digests/deliver/deliver-commands';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { LEASE_MS } from '@/lib/digests/deliver/retries';
import { forgetSlots } from '@/lib/recommend/slot-queries';
import { env } from '@/lib/env';
import { suppressAddress } from '@/lib/mail/commands';
import { createMailer, type Mailer } from '@/lib/mail/smtp/transport';
import { installQueue } from '@/lib/queue/commands';
import {
  confirmSubscription,
  deleteSubscription,
  endSubscription,
  pauseSubscription,
  requestAddressChange,
} from '@/lib/subscriptions/commands';
import { getSubscriptionByLink } from '@/lib/subscriptions/queries';
import { confirmToken, manageToken } from '@/lib/subscriptions/tokens';
import { testDatabase } from '../../support/database';
import { startDigestWorker } from '../../support/digest-worker';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import {
  listPapers,
  manySubscribers,
  SLOT_AT,
  SLOT_DAY,
  subscriber,
} from '../../support/subscribers';

const { db, pool } = testDatabase();
const DAY_MS = 86_400_000;
const MOVED_TO = 'countess@example.org';
/** Mails in progress at once: four for each of five connections. The others have no Message-ID yet. */
const MOST_IN_WORK = 20;

let sink: SmtpSink;
let mailer: Mailer;

beforeAll(async () => {
  await installQueue(env.DATABASE_URL ?? '');
  sink = await startSmtpSink();
});
beforeEach(async () => {
  forgetSlots();
  await sink.forget();
  mailer = createMailer({ url: sink.url, pool: 3, from: 'Broadsheet <digest@papers.example.org>' });
  await listPapers(db);
});
afterEach(() => mailer.close());
afterAll(async () => {
  await sink.close();
  await closeDatabase();
});

async function runSlot(at = SLOT_AT, through = mailer) {
  await planDigests(db, at);
  return deliverDigests({ clock: () => at, mailer: through });
}

async function receivers(): Promise<string[]> {
  return (await sink.received()).flatMap(({ to }) => to).sort();
}

/** The real mailer, with an action just before it sends the first of `mails` mails. */
function meanwhile(happens: () => Promise<unknown>, mails = 1): Mailer {
  let sending = 0;
  let begin: (happening: Promise<unknown>) => void;
  const happened = new Promise((resolve) => (begin = resolve));
  return {
    ...mailer,
    async send(message) {
      sending += 1;
      if (sending === mails) begin(happens());
      await happened;
      return mailer.send(message);
    },
  };
}

test('a digest is sent once and its row is updated', async () => {
  const { email } = await subscriber(db, { maxPapers: 3 });
  expect(await runSlot()).toEqual({ sent: 1, skipped: 0, deferred: 0, failed: 0 });
  expect(await runSlot()).toEqual({ sent: 0, skipped: 0, deferred: 0, failed: 0 });
  const [row] = await db.delivery.findMany();
  expect(row).toMatchObject({ state: 'sent', attempts: 1, sentAt: SLOT_AT, leaseUntil: null });
  expect(await sink.received()).toMatchObject([{ to: [email], messageId: row?.messageId }]);
  expect(row?.papers).toHaveLength(3);
  expect(await db.deliveredPaper.count()).toBe(3);
});

test('a slot without papers is not sent, and the row has the reason', async () => {
  await db.paper.deleteMany();
  await subscriber(db);
  expect(await runSlot()).toMatchObject({ sent: 0, skipped: 1 });
  expect(await db.delivery.findMany()).toMatchObject([
    { state: 'skipped', lastError: 'no papers to send', messageId: null },
  ]);
  expect(await sink.count()).toBe(0);
});

test('over consecutive days no paper is repeated, and a day without news has no mail', async () => {
  await subscriber(db, { cadence: 'daily', maxPapers: 30 });
  await listPapers(db, { on: '2025-03-15', first: 4, count: 5 });
  const sent: number[] = [];
  for (let day = 0; day < 4; day += 1) {
    sent.push((await runSlot(new Date(SLOT_AT.getTime() + day * DAY_MS))).sent);
  }
  expect(sent).toEqual([1, 1, 0, 0]);
  const deliveries = await db.delivery.findMany({ orderBy: { dueAt: 'asc' } });
  const ids = deliveries.flatMap(({ papers }) => (papers as { id: string }[]).map(({ id }) => id));
  expect(ids).toHaveLength(8);
  expect(new Set(ids).size).toBe(8);
  expect(deliveries.map(({ state }) => state)).toEqual(['sent', 'sent', 'skipped', 'skipped']);
});

test('papers listed a moment before a digest is chosen are in it, also in a new slot', async () => {
  await db.appearance.deleteMany();
  await subscriber(db, { email: 'early@example.org' });
  expect(await runSlot()).toMatchObject({ sent: 0, skipped: 1 });
  await listPapers(db);
  await subscriber(db, { email: 'late@example.org' });
  expect(await runSlot()).toMatchObject({ sent: 1, skipped: 0 });
  await db.appearance.updateMany({ data: { isHidden: true } });
  await subscriber(db, { email: 'later@example.org' });
  expect(await runSlot()).toMatchObject({ sent: 0, skipped: 1 });
});

describe('a subscriber', () => {
  test('who leaves between planning and sending gets nothing', async () => {
    const { link } = await subscriber(db);
    await planDigests(db, SLOT_AT);
    await endSubscription(db, link, SLOT_AT);
    await runSlot();
    expect(await db.delivery.findMany()).toMatchObject([
      { state: 'skipped', lastError: 'unsubscribed' },
    ]);
    expect(await sink.count()).toBe(0);
  });

  test.each([
    ['ends it', (link: string) => endSubscription(db, link, SLOT_AT)],
    [
      'is suppressed',
      async (link: string) => {
        const { email } = await getSubscriptionByLink(db, link);
        await suppressAddress(db, email, 'complaint', SLOT_AT);
      },
    ],
    ['pauses it', (link: string) => pauseSubscription(db, link, '2025-04-01', SLOT_AT)],
    ['deletes everything', (link: string) => deleteSubscription(db, link)],
  ])('who %s between lease and send gets nothing, and the others theirs', async (_what, act) => {
    const all = await Promise.all(Array.from({ length: 30 }, () => subscriber(db)));
    let leaver = '';
    const counts = await runSlot(
      SLOT_AT,
      meanwhile(async () => {
        const open = { state: 'claimed', messageId: null } as const;
        const { subscriptionId } = await db.delivery.findFirstOrThrow({ where: open });
        leaver = all.find(({ id }) => id === subscriptionId)?.email ?? '';
        await act(manageToken(subscriptionId, 1));
      }, MOST_IN_WORK),
    );
    expect(counts).toMatchObject({ sent: 29, skipped: 1 });
    const others = all.map(({ email }) => email).filter((email) => email !== leaver);
    expect(await receivers()).toEqual(others.sort());
    expect(await db.delivery.count({ where: { state: 'claimed' } })).toBe(0);
  });

  test('who changes address between lease and send gets the mail at the new one', async () => {
    for (let n = 0; n < 30; n += 1) await subscriber(db);
    let left = '';
    const counts = await runSlot(
      SLOT_AT,
      meanwhile(async () => {
        const open = { state: 'claimed', messageId: null } as const;
        const { subscription } = await db.delivery.findFirstOrThrow({
          where: open,
          select: { subscription: true },
        });
        left = subscription.email;
        await requestAddressChange(db, manageToken(subscription.id, 1), MOVED_TO, SLOT_AT);
        await confirmSubscription(db, confirmToken(subscription.id, SLOT_AT), SLOT_AT);
        await suppressAddress(db, left, 'bounce', SLOT_AT);
      }, MOST_IN_WORK),
    );
    expect(counts).toMatchObject({ sent: 30 });
    expect(await receivers()).toContain(MOVED_TO);
    expect(await receivers()).not.toContain(left);
  });

  test('who leaves during the mail’s transmission gets one mail too many, which is recorded', async () => {
    const { id, link } = await subscriber(db);
    await runSlot(
      SLOT_AT,
      meanwhile(() => endSubscription(db, link, SLOT_AT)),
    );
    expect(await db.delivery.findMany()).toMatchObject([{ state: 'sent' }]);
    expect(await db.deliveredPaper.count({ where: { subscriptionId: id } })).toBe(5);
  });

  test('who deletes everything during the mail’s transmission leaves no rows', async () => {
    const { link } = await subscriber(db);
    expect(
      await runSlot(
        SLOT_AT,
        meanwhile(() => deleteSubscription(db, link)),
      ),
    ).toMatchObject({
      sent: 1,
    });
    expect(await db.deliveredPaper.count()).toBe(0);
  });

  test('who deletes everything during the mail’s update leaves no rows', async () => {
    const { id, link } = await subscriber(db);
    await planDigests(db, SLOT_AT);
    const worker = await pool.connect();
    await worker.query('BEGIN');
    await worker.query(`UPDATE "Delivery" SET "state" = 'sent'`);
    await worker.query(`INSERT INTO "DeliveredPaper" VALUES ($1, 'x-tide')`, [id]);
    const deleting = deleteSubscription(db, link);
    const isWaiting = `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await pool.query(isWaiting)).rowCount === 0);
    await worker.query('COMMIT');
    worker.release();
    await deleting;
    expect(await db.deliveredPaper.count()).toBe(0);
  });
});

test('a lease taken over by another worker is not sent by the first', async () => {
  for (let n = 0; n < 30; n += 1) await subscriber(db);
  const counts = await runSlot(
    SLOT_AT,
    meanwhile(async () => {
      const taken = { leaseUntil: new Date(SLOT_AT.getTime() + 2 * LEASE_MS) };
      await db.delivery.updateMany({ where: { messageId: null }, data: taken });
    }, MOST_IN_WORK),
  );
  const taken = await db.delivery.count({ where: { state: 'claimed' } });
  expect(taken).toBeGreaterThan(0);
  expect(counts.sent).toBe(30 - taken);
  expect(await sink.count()).toBe(30 - taken);
});

test.each([2, 4])(
  '%i workers at once send to each reader once',
  async (count) => {
    await manySubscribers(pool, 400);
    await planDigests(db, SLOT_AT);
    const starting = Array.from({ length: count }, () => startDigestWorker(sink.url));
    const workers = await Promise.all(starting);
    const counts = await Promise.all(workers.map((worker) => worker.deliver(SLOT_AT)));
    expect(counts.reduce((sum, each) => sum + (each?.sent ?? 0), 0)).toBe(400);
    expect(counts.filter((each) => each?.sent).length).toBe(count);
    const got = await receivers();
    expect(got).toHaveLength(400);
    expect(new Set(got).size).toBe(400);
    expect(await db.issue.findMany()).toMatchObject([{ localDay: new Date(SLOT_DAY) }]);
  },
  240_000,
);

test('four simultaneous processes, then one a day late, send each due digest once', async () => {
  await manySubscribers(pool, 200);
  const aDayLate = new Date(SLOT_AT.getTime() + 2 * DAY_MS - 60_000);
  await listPapers(db, { on: '2025-03-15', first: 20 });
  for (const [calls, at] of [SLOT_AT, aDayLate].entries()) {
    const workers = await Promise.all(Array.from({ length: 4 }, () => startDigestWorker(sink.url)));
    const counts = await Promise.all(workers.map((worker) => worker.run(at)));
    expect(counts.reduce((sum, each) => sum + (each?.sent ?? 0), 0)).toBe(200);
    expect(await sink.count()).toBe(200 * (calls + 1));
  }
  const times = new Map<string, number>();
  for (const to of await receivers()) times.set(to, (times.get(to) ?? 0) + 1);
  expect([...times.values()]).toEqual(Array(200).fill(2));
  const days = await db.issue.findMany({ orderBy: { localDay: 'asc' } });
  expect(days.map(({ localDay }) => localDay)).toEqual([
    new Date(SLOT_DAY),
    new Date('2025-03-15'),
  ]);
}, 240_000);
