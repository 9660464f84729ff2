/** An operator's own Postgres: behind a pooler, with a narrow role, with a newer schema, unavailable. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { createDatabase } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { hearAnswer, type PageAnswer } from '@/lib/http/page-answer';
import { pageFailed } from '@/lib/http/failures/page-failures';
import { route } from '@/lib/http/route';
import { installQueue, runWaitingJobs } from '@/lib/queue/commands';
import { NextRequest } from 'next/server';
import { copiedDatabase, emptyDatabase } from '../../support/database';
import { archiveRow } from '../../support/factories';
import { startPooler } from '../../support/pooler';
import { temporaryFolder } from '../../support/temporary-folder';

const ROLE = 'narrow_role';
const endings: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const ending of endings.splice(0).toReversed()) await ending();
});

function open(url: string) {
  const { db, pool } = createDatabase(url);
  endings.push(async () => {
    await db.$disconnect();
    await pool.end();
  });
  return { db, pool };
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function narrowRole(): Promise<{ url: string; ownerUrl: string }> {
  const ownerUrl = await emptyDatabase('narrow_test');
  await run(
    ownerUrl,
    `DO $$ BEGIN
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${ROLE}') THEN
         CREATE ROLE ${ROLE} LOGIN PASSWORD 'narrow';
       END IF;
     END $$`,
  );
  const url = new URL(ownerUrl);
  url.username = ROLE;
  url.password = 'narrow';
  endings.push(async () => {
    await run(ownerUrl, `DROP OWNED BY ${ROLE} CASCADE`, `DROP ROLE ${ROLE}`);
  });
  return { url: url.href, ownerUrl };
}

test('everything works through a pooler in session mode, and statements still have a limit', async () => {
  const pooler = await startPooler(await emptyDatabase('pooler_test'));
  endings.push(pooler.close);
  await migrate(pooler.url);
  await installQueue(pooler.url);
  const { db, pool } = open(pooler.url);
  expect(await db.paper.count()).toBe(0);
  const { rows } = await pool.query('SHOW statement_timeout');
  expect(rows).toEqual([{ statement_timeout: '15s' }]);
  await runWaitingJobs(pool, { nothing: async () => undefined });
});

test('a role without privileges gets the statements that grant them', async () => {
  const { url, ownerUrl } = await narrowRole();
  const refusal: unknown = await migrate(url).catch((error: unknown) => error);
  const message = refusal instanceof Error ? refusal.message : '';
  const grants = message.split('\n').filter((line) => line.startsWith('  GRANT'));
  expect(message).toContain(`The database denies the role "${ROLE}"`);
  await run(ownerUrl, ...grants);
  await migrate(url);
  await installQueue(url);
  // The database's own privilege is needed for the first start only.
  await run(ownerUrl, `REVOKE CREATE ON DATABASE narrow_test FROM ${ROLE}`);
  await installQueue(url);
  expect(await migrate(url)).toEqual({ applied: [] });
});

test('a role that may not create the queue gets the statements for a grant', async () => {
  const { url, ownerUrl } = await narrowRole();
  await run(ownerUrl, `GRANT USAGE, CREATE ON SCHEMA public TO ${ROLE}`);
  await expect(installQueue(url)).rejects.toThrow('GRANT CREATE ON DATABASE "narrow_test"');
});

test('code that is older than the schema refuses to start, and changes nothing', async () => {
  const url = await copiedDatabase('newer_test');
  await run(
    url,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
     VALUES ('newer', 'unknown', '20990101000000_hoverboards', now())`,
  );
  await expect(migrate(url)).rejects.toThrow(
    'A newer version of Broadsheet has changed this database (20990101000000_hoverboards)',
  );
});

/** Code paths to the database; each must end in 503 during an outage. */
const USES: [string, (opened: ReturnType<typeof createDatabase>) => Promise<unknown>][] = [
  ['a query', ({ db }) => db.paper.count()],
  ['SQL by the client', ({ db }) => db.$queryRaw`SELECT 1`],
  ['a transaction', ({ db }) => db.$transaction(async (tx) => tx.paper.count())],
  ['the pool', ({ pool }) => pool.query('SELECT 1')],
  ['SQL that is cut off', ({ db }) => db.$queryRaw`SELECT pg_sleep(60)::text`],
  ['a statement of the pool that is cut off', ({ pool }) => pool.query('SELECT pg_sleep(60)')],
  [
    'a transaction that is cut off',
    ({ db }) => db.$transaction(async (tx) => tx.$queryRaw`SELECT pg_sleep(60)::text`),
  ],
];

test.each(USES)('%s answers 503 while the database is away', async (name, use) => {
  const pooler = await startPooler(await copiedDatabase('away_test'));
  const opened = open(pooler.url);
  await opened.pool.query('SELECT 1');
  const answering = route(async () => Response.json(await use(opened)));
  const request = new NextRequest('http://localhost/api/papers');
  const isCutOff = name.includes('cut off');
  const answered = isCutOff ? answering(request, {}) : null;
  if (isCutOff) await sleepingStatement(opened.pool);
  await pooler.close();
  const response = await (answered ?? answering(request, {}));
  expect(await response.json()).toMatchObject({ error: { code: 'unavailable' } });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
});

test('a page that fails because the database is away has the status 503', async () => {
  const pooler = await startPooler(await emptyDatabase('away_test'));
  const { db } = open(pooler.url);
  await pooler.close();
  const error: unknown = await db.paper.count().catch((reason: unknown) => reason);
  const answer: PageAnswer = {};
  hearAnswer(answer, () => pageFailed(error, { path: '/papers', method: 'GET', headers: {} }));
  expect(answer).toMatchObject({ status: 503, retryAfterS: 5 });
});

async function sleepingStatement(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND query NOT LIKE '%activity%'
         AND datname = current_database()`,
    );
    if (rowCount) return;
  }
}

type Ended = { code: number | null; stdout: string; stderr: string };

function broadsheet(url: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['.programs/commands.mjs', ...args], {
    env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'silent' },
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  return once(child, 'close').then(([code]) => ({ code: code as number | null, ...written }));
}

test('a command whose database goes away ends with a message, and goes on when run again', async () => {
  const folder = temporaryFolder('outage');
  endings.push(async () => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'archive.jsonl');
  const rows = Array.from({ length: 1_000 }, (_, at) => archiveRow({ id: `2503.${10_000 + at}` }));
  writeFileSync(file, rows.join('\n'));
  const directUrl = await copiedDatabase('command_test');
  const pooler = await startPooler(directUrl);
  const { db } = open(directUrl);

  const importing = broadsheet(pooler.url, 'import', file);
  let isOver = false;
  void importing.then(() => (isOver = true));
  const hasBegun = () => db.ingestRun.count({ where: { cursor: { not: null } } });
  while (!isOver && !(await hasBegun())) await sleep(20);
  await pooler.close();
  const cutOff = await importing;
  expect(cutOff.code).toBe(1);
  expect(cutOff.stderr).toContain('Lost the connection to the database');
  expect(cutOff.stderr).not.toMatch(/^\s+at /m);
  expect(await db.paper.count()).toBeLessThan(rows.length);

  const again = await broadsheet(directUrl, 'import', file);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Continued after line') });
  expect(await db.paper.count()).toBe(rows.length);
});

test('a command without a database reports that none responds', async () => {
  const ended = await broadsheet('postgresql://reader:hidden@127.0.0.1:1/broadsheet', 'doctor');
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toContain('No database answers at 127.0.0.1:1');
  expect(ended.stderr).not.toMatch(/^\s+at /m);
});
