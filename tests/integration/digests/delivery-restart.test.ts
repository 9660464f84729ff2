/** Stops or kills the database server during delivery, and restarts it. */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase } from '@/lib/db/client';
import { openEmbedded, type Embedded } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { LEASE_MS } from '@/lib/digests/deliver/retries';
import { restartDatabase } from '../../support/database-restart';
import { startDigestWorker } from '../../support/digest-worker';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { listPapers, manySubscribers, SLOT_AT } from '../../support/subscribers';
import { temporaryFolder } from '../../support/temporary-folder';

const READERS = 400;
const AFTER_LEASE = new Date(SLOT_AT.getTime() + LEASE_MS + 60_000);

let sink: SmtpSink;
let home: string;
let server: Embedded;
let database: ReturnType<typeof createDatabase>;

beforeAll(async () => {
  sink = await startSmtpSink();
});
beforeEach(async () => {
  await sink.forget();
  home = temporaryFolder('restart');
  server = await openEmbedded(home, { settings: { fsync: 'off' } });
  await migrate(server.url);
  database = createDatabase(server.url);
});
afterEach(async () => {
  await database.db.$disconnect();
  await database.pool.end();
  await server.close();
  rmSync(home, { recursive: true });
});
afterAll(() => sink.close());

test.each(['SIGINT', 'SIGKILL'] as const)(
  'after %s in the middle of a slot everyone has one mail, and a lost answer repeats under its id',
  async (signal) => {
    await listPapers(database.db);
    await manySubscribers(database.pool, READERS);
    await planDigests(database.db, SLOT_AT);
    await sink.misbehave({ slowMs: 20 });
    const settings = { DATABASE_URL: server.url };
    const worker = await startDigestWorker(sink.url, settings);
    const delivering = worker.deliver(SLOT_AT);
    while ((await sink.count()) < 100) await sleep(10);
    await restartDatabase(server, database.pool, signal);
    const unsettled = await database.db.delivery.count({ where: { state: 'claimed' } });
    await delivering;
    await (await startDigestWorker(sink.url, settings)).deliver(AFTER_LEASE);

    const mails = await sink.received();
    expect(new Set(mails.flatMap(({ to }) => to)).size, 'everyone got it').toBe(READERS);
    expect(new Set(mails.map(({ messageId }) => messageId)).size, 'under one id').toBe(READERS);
    expect(mails.length - READERS, 'repeats').toBeLessThanOrEqual(unsettled);
    expect(await database.db.delivery.count({ where: { state: 'sent' } })).toBe(READERS);
  },
  240_000,
);
