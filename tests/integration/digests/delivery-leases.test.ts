/** Deliveries of dead workers: sent once more, as the same mail, without losing a try. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { deliverDigests } from '@/lib/digests/deliver/deliver-commands';
import { claimDeliveries } from '@/lib/digests/deliver/leases';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { LEASE_MS, MAX_ATTEMPTS } from '@/lib/digests/deliver/retries';
import { forgetSlots } from '@/lib/recommend/slot-queries';
import { createMailer, type Mailer } from '@/lib/mail/smtp/transport';
import { testDatabase } from '../../support/database';
import { withoutChance } from '../../support/received-mail';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { listPapers, manySubscribers, SLOT_AT, subscriber } from '../../support/subscribers';

const { db, pool } = testDatabase();

let sink: SmtpSink;
let mailer: Mailer;

beforeAll(async () => {
  sink = await startSmtpSink({ keepsRaw: true });
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

async function runSlot(at = SLOT_AT) {
  await planDigests(db, at);
  return deliverDigests({ clock: () => at, mailer });
}

describe('a delivery whose worker died', () => {
  test('waits until its lease has expired, and is then sent unchanged', async () => {
    await subscriber(db, { maxPapers: 2 });
    await planDigests(db, SLOT_AT);
    const leaseUntil = new Date(SLOT_AT.getTime() + LEASE_MS);
    const papers = [{ id: '2503.90001', reason: 'you follow fog' }];
    await db.delivery.updateMany({ data: { state: 'claimed', leaseUntil, papers, attempts: 1 } });
    expect(await runSlot(leaseUntil)).toMatchObject({ sent: 0 });
    expect(await runSlot(new Date(leaseUntil.getTime() + 1))).toMatchObject({ sent: 1 });
    expect(await db.delivery.findMany()).toMatchObject([{ papers, attempts: 2 }]);
  });

  test('uses up no try, however often the worker dies', async () => {
    await subscriber(db);
    await planDigests(db, SLOT_AT);
    let at = SLOT_AT;
    for (let death = 0; death < 2 * MAX_ATTEMPTS; death += 1) {
      expect(await claimDeliveries(pool, 1, at)).toMatchObject([{ attempts: 0 }]);
      at = new Date(at.getTime() + LEASE_MS + 1);
    }
    await sink.misbehave({ refuse: 'recipient', code: 451, times: 1 });
    expect(await runSlot(at)).toMatchObject({ deferred: 1, failed: 0 });
    expect(await db.delivery.findMany()).toMatchObject([{ attempts: 1 }]);
  });

  test('comes after unleased ones, in random order', async () => {
    await manySubscribers(pool, 60);
    await planDigests(db, SLOT_AT);
    const abandoned = (await claimDeliveries(pool, 20, SLOT_AT)).map(({ id }) => id);
    const at = new Date(SLOT_AT.getTime() + LEASE_MS + 1);
    const claims = await claimDeliveries(pool, 30, at);
    expect(claims.filter(({ id }) => abandoned.includes(id))).toEqual([]);
    const mixed = (await claimDeliveries(pool, 15, at)).map(({ id }) => id);
    expect(mixed.filter((id) => abandoned.includes(id))).toHaveLength(5);
    const orders = new Set<string>();
    for (let death = 1; death <= 5; death += 1) {
      const after = new Date(at.getTime() + death * (LEASE_MS + 1));
      const first = await claimDeliveries(pool, 10, after);
      orders.add(
        first
          .map(({ id }) => id)
          .sort()
          .join(),
      );
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  test('is sent again with the votes that the first mail stated', async () => {
    await subscriber(db);
    await sink.misbehave({ closeAfterContent: true, times: 1 });
    expect(await runSlot()).toMatchObject({ deferred: 1 });
    await db.paper.updateMany({ data: { votes: { increment: 40 }, upvotes: { increment: 40 } } });
    forgetSlots();
    const later = new Date(SLOT_AT.getTime() + LEASE_MS);
    expect(await runSlot(later)).toMatchObject({ sent: 1 });
    const [first, second] = (await sink.received()).map(({ raw = '' }) => withoutChance(raw));
    expect(second).toBe(first);
  });
});
