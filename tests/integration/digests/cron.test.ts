/** The scheduled route of digests: its key, each due digest once, and the remaining count. */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DigestReport } from '@/lib/digests/plan/run-commands';
import { enqueue } from '@/lib/queue/commands';
import { testDatabase } from '../../support/database';
import { PushBrowser } from '../../support/push-browser';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { listPapers, manySubscribers, SLOT_AT } from '../../support/subscribers';

type Handler = (request: NextRequest, context: unknown) => Promise<Response>;

const SECRET = 'a-secret-that-only-a-scheduler-knows';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const { db, pool } = testDatabase();

let sink: SmtpSink;
let route: { GET: Handler; POST: Handler };
let requestSubscription: typeof import('@/lib/subscriptions/commands').requestSubscription;
let forgetSlots: () => void;
let end: () => Promise<unknown>;

beforeAll(async () => {
  sink = await startSmtpSink();
  vi.stubEnv('CRON_SECRET', SECRET);
  vi.stubEnv('SMTP_URL', sink.url);
  // Settings are parsed at their first import, and these are known only now.
  vi.resetModules();
  route = await import('@/app/api/cron/digests/route');
  ({ requestSubscription } = await import('@/lib/subscriptions/commands'));
  ({ forgetSlots } = await import('@/lib/recommend/slot-queries'));
  const [{ closeMailer }, { closeDatabase }] = await Promise.all([
    import('@/lib/mail/mailer'),
    import('@/lib/db/client'),
  ]);
  end = async () => {
    await closeMailer();
    await closeDatabase();
  };
});
beforeEach(async () => {
  forgetSlots();
  await sink.forget();
  await pool.query('DELETE FROM graphile_worker._private_jobs');
  // The latest digest is today's or yesterday's, depending on the time of this run.
  const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  await listPapers(db, { on: yesterday });
});
afterAll(async () => {
  await end();
  await sink.close();
});

/** Subscribers whose digest became due a minute ago. */
async function dueReaders(count: number): Promise<void> {
  await manySubscribers(pool, count);
  await db.subscription.updateMany({
    where: { nextDueAt: SLOT_AT },
    data: { nextDueAt: new Date(Date.now() - MINUTE_MS) },
  });
}

function call(handler: Handler, headers: Record<string, string> = bearer(SECRET)) {
  return handler(new NextRequest('http://localhost/api/cron/digests', { headers }), {});
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

async function reportOf(response: Response): Promise<DigestReport> {
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return (await response.json()) as DigestReport;
}

/** Notifications pause at night, and this test may run at any hour. */
function zoneWhereItIsNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return `Etc/GMT${ahead < 0 ? '+' : '-'}${Math.abs(ahead)}`;
}

test.each([
  ['no key', {}],
  ['a wrong key', bearer('a-secret-that-somebody-guessed')],
  ['an empty key', { authorization: 'Bearer ' }],
])('%s is rejected, and nothing is planned or sent', async (_what, headers) => {
  await dueReaders(2);
  for (const handler of [route.GET, route.POST]) {
    expect((await call(handler, headers)).status).toBe(401);
  }
  expect(await db.delivery.count()).toBe(0);
  expect(await sink.count()).toBe(0);
});

test.each(['GET', 'POST'] as const)(
  '%s sends due digests with a report, and repeated has nothing to do',
  async (method) => {
    await dueReaders(3);
    const push = { planned: 0, notified: 0, gone: 0, later: 0, skipped: 0, failed: 0 };
    const nothing = { planned: 0, sent: 0, skipped: 0, deferred: 0, failed: 0, waiting: 0, push };
    expect(await reportOf(await call(route[method]))).toEqual({
      ...nothing,
      planned: 3,
      sent: 3,
      remaining: 0,
    });
    expect(await reportOf(await call(route[method]))).toEqual({ ...nothing, remaining: 0 });
    expect(await sink.count()).toBe(3);
  },
);

test('an ended subscription leaves nothing to do, whatever its hour', async () => {
  await dueReaders(2);
  await db.subscription.updateMany({ data: { state: 'ended' } });
  expect(await reportOf(await call(route.GET))).toMatchObject({ planned: 0, remaining: 0 });
});

test('four simultaneous calls send each digest once', async () => {
  await dueReaders(100);
  const handlers = [route.GET, route.POST, route.GET, route.POST];
  const responses = await Promise.all(handlers.map((handler) => call(handler)));
  const reports = await Promise.all(responses.map(reportOf));
  const sum = (of: (report: DigestReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  expect(sum(({ planned }) => planned)).toBe(100);
  expect(sum(({ sent }) => sent)).toBe(100);
  const readers = (await sink.received()).flatMap(({ to }) => to);
  expect(readers).toHaveLength(100);
  expect(new Set(readers).size).toBe(100);
});

describe('without a worker', () => {
  test('it mails pending confirmations', async () => {
    const now = new Date();
    await requestSubscription(db, { email: 'ada@example.org', network: '192.0.2.1', now });
    await reportOf(await call(route.GET));
    expect(await sink.received()).toMatchObject([{ to: ['ada@example.org'] }]);
  });

  test('it mails pending sign-in links', async () => {
    const waiting = { email: 'bo@example.org', nonce: 'once', next: '/library' };
    await enqueue(db, 'mail-sign-in', waiting);
    await reportOf(await call(route.GET));
    const [mail] = await sink.received();
    expect(mail?.to).toEqual(['bo@example.org']);
  });

  test('it notifies browsers of trending papers', async () => {
    const browser = {
      ...{ id: 'one', timeZone: zoneWhereItIsNoon(), networkHash: 'x', topics: [] },
      // An internal address, which is rejected before anything is sent.
      ...{ endpoint: 'https://127.0.0.1/', ...new PushBrowser().keys },
    };
    await db.pushSubscription.create({ data: browser });
    const report = await reportOf(await call(route.GET));
    expect(report).toMatchObject({ push: { planned: 1, later: 1 } });
    expect(await db.pushNotice.findFirst()).toMatchObject({
      paperId: '2503.90005',
      lastError: 'the address is in a private network',
    });
  });

  test('rejected confirmations don’t block digests', async () => {
    const now = new Date();
    await requestSubscription(db, { email: 'ada@example.org', network: '192.0.2.1', now });
    await dueReaders(1);
    await sink.misbehave({ refuse: 'recipient', code: 451, to: 'ada@', times: 1 });
    expect(await reportOf(await call(route.GET))).toMatchObject({ sent: 1, remaining: 0 });
  });
});
