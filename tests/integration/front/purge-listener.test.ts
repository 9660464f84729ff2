import { EventEmitter } from 'node:events';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createDatabase } from '@/lib/db/client';
import { requestPurge, type Purge } from '@/lib/site/purge';
import { listenForPurges, type PurgeConnection } from '@/lib/front/purge-listener';
import { emptyDatabase } from '@/tests/support/database';
import { until } from '@/tests/support/front';

let url: string;
let db: ReturnType<typeof createDatabase>['db'];
let pool: ReturnType<typeof createDatabase>['pool'];
const silent = pino({ level: 'silent' });

beforeAll(async () => {
  url = await emptyDatabase('front_purge');
  ({ db, pool } = createDatabase(url));
});
afterAll(async () => {
  await db.$disconnect();
  await pool.end();
});

/** Listens on the test's database until the test ends. */
function startListening(
  createConnection: () => PurgeConnection = () => new pg.Client({ connectionString: url }),
) {
  const purges: Purge[] = [];
  const stop = listenForPurges({
    createConnection,
    purge: (purge) => purges.push(purge),
    log: silent,
    firstRetryMs: 1,
    heartbeatMs: 20,
  });
  onTestFinished(stop);
  return purges;
}

test('a purge arrives when its transaction commits', async () => {
  const purges = startListening();
  await until(() => purges.length === 1);
  await db.$transaction(async (tx) => {
    await requestPurge(tx, ['day-2025-03-14', 'latest']);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(purges).toEqual(['all']);
  });
  await until(() => purges.length === 2);
  expect(purges).toEqual(['all', ['day-2025-03-14', 'latest']]);
});

test('a change that is rolled back purges nothing', async () => {
  const purges = startListening();
  await until(() => purges.length === 1);
  const change = db.$transaction(async (tx) => {
    await requestPurge(tx, ['undone']);
    throw new Error('no');
  });
  await expect(change).rejects.toThrow('no');
  await requestPurge(db, ['done']);
  await until(() => purges.length === 2);
  expect(purges).toEqual(['all', ['done']]);
});

test('more tags than fit one message all arrive', async () => {
  const purges = startListening();
  await until(() => purges.length === 1);
  const tags = Array.from({ length: 1_000 }, (_, index) => `paper-2503.${index}`);
  await requestPurge(db, tags);
  await until(() => purges.slice(1).flat().length === tags.length);
  expect(new Set(purges.slice(1).flat())).toEqual(new Set(tags));
});

test('after a lost connection, it reconnects and purges everything', async () => {
  const purges = startListening();
  await until(() => purges.length === 1);
  await pool.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND (query LIKE 'LISTEN%' OR query = 'SELECT 1')`);
  await until(() => purges.length === 2);
  await requestPurge(db, ['again']);
  await until(() => purges.length === 3);
  expect(purges).toEqual(['all', 'all', ['again']]);
});

test('a connection that died without a word is found out', async () => {
  let made = 0;
  const purges = startListening(() => {
    made += 1;
    return deafConnection(made === 1);
  });
  await until(() => purges.length === 2);
  expect(made).toBe(2);
});

test('what can not connect tries again', async () => {
  let made = 0;
  const purges = startListening(() => {
    made += 1;
    const connection = deafConnection(false);
    if (made < 4) connection.connect = () => Promise.reject(new Error('refused'));
    return connection;
  });
  await until(() => purges.length === 1);
  expect(made).toBe(4);
});

function deafConnection(isDead: boolean): PurgeConnection {
  return Object.assign(new EventEmitter(), {
    connect: async () => undefined,
    query: async (sql: string) => {
      if (isDead && sql === 'SELECT 1') throw new Error('timed out');
    },
    end: async () => undefined,
  });
}
