/** The embedded database survives kills, races and leftovers of processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeBackup } from '@/lib/db/backup';
import { createDatabase } from '@/lib/db/client';
import { openEmbedded, type Embedded } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';
import { restoreBackup } from '@/lib/db/restore';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { installQueue, runWaitingJobs } from '@/lib/queue/commands';
import { recountPapers } from '@/lib/ranking/commands';
import { listing } from '../../support/factories';
import { testProgram } from '../../support/programs';
import { temporaryFolder } from '../../support/temporary-folder';

const settings = { fsync: 'off' };
let home: string;
let opened: Embedded[];

beforeEach(() => {
  home = temporaryFolder('embedded');
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((database) => database.close()));
  rmSync(home, { recursive: true });
});

async function open(onEvent?: (sentence: string) => void): Promise<Embedded> {
  const database = await openEmbedded(home, { settings, ...(onEvent && { onEvent }) });
  opened.push(database);
  return database;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<{ answer: unknown }>(sql)).rows.map(({ answer }) => answer);
  } finally {
    await client.end();
  }
}

async function openInProcess() {
  const args = [testProgram('embedded-opener'), home];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [chunk] = await once(child.stdout, 'data');
  const end = async (how: () => unknown) => {
    const ended = once(child, 'exit');
    how();
    await ended;
  };
  return {
    url: String(chunk).trim(),
    close: () => end(() => child.stdin.end()),
    kill: () => end(() => child.kill('SIGKILL')),
  };
}

const pidFile = () => path.join(home, 'postgres', 'postmaster.pid');
const postmaster = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

test('what was stored is there after a stop and a start', async () => {
  const first = await open();
  await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS answer');
  await first.close();
  await expect(ask(first.url, 'SELECT 1 AS answer')).rejects.toThrow('ECONNREFUSED');
  const second = await open();
  expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([1]);
});

test('processes that open it first at once share one server, which the last one stops', async () => {
  const [first, second] = await Promise.all([openInProcess(), openInProcess()]);
  expect(first.url).toBe(second.url);
  await first.close();
  expect(await ask(second.url, 'SELECT 1 AS answer')).toEqual([1]);
  await second.close();
  await expect(ask(second.url, 'SELECT 1 AS answer')).rejects.toThrow('ECONNREFUSED');
});

test('a server whose process was killed is joined by the next, which stops it', async () => {
  const killed = await openInProcess();
  await killed.kill();
  const next = await open();
  expect(next.url).toBe(killed.url);
  await next.close();
  await expect(ask(next.url, 'SELECT 1 AS answer')).rejects.toThrow('ECONNREFUSED');
});

test('a cluster that a killed start left half made is created again', async () => {
  const halfMade = path.join(home, 'postgres.new-999999999');
  mkdirSync(halfMade);
  writeFileSync(path.join(halfMade, 'PG_VERSION'), '18');
  const { url } = await open();
  expect(await ask(url, 'SELECT 1 AS answer')).toEqual([1]);
  expect(() => readFileSync(path.join(halfMade, 'PG_VERSION'))).toThrow('ENOENT');
});

test('a killed server comes back at the same address', async () => {
  const events: string[] = [];
  const { url } = await open((event) => events.push(event));
  await ask(url, 'CREATE TABLE kept AS SELECT 1 AS answer');
  process.kill(postmaster(), 'SIGKILL');
  await vi.waitFor(() => expect(events).toContain('The database is running again.'), 20_000);
  expect(await ask(url, 'SELECT answer FROM kept')).toEqual([1]);
});

test("a dead server's number that now belongs to another process blocks nothing", async () => {
  const first = await open();
  const lines = readFileSync(pidFile(), 'utf8').split('\n');
  await first.close();
  writeFileSync(pidFile(), [process.pid, ...lines.slice(1)].join('\n'));
  const second = await open();
  expect(await ask(second.url, 'SELECT 1 AS answer')).toEqual([1]);
});

test('a database whose password is lost is refused in words, and not created again', async () => {
  const first = await open();
  await first.close();
  rmSync(path.join(home, 'embedded.json'));
  await expect(open()).rejects.toThrow('its key, is missing');
});

const isSuperuser = `SELECT rolsuper AS answer FROM pg_roles WHERE rolname = current_user`;

test('everything in it is made and used by a role that is no superuser', async () => {
  const { url } = await open();
  await migrate(url);
  await installQueue(url);
  expect(await ask(url, isSuperuser)).toEqual([false]);
  await expect(ask(url, `COPY (SELECT 1) TO PROGRAM 'true'`)).rejects.toThrow('permission denied');
  const { db, pool } = createDatabase(url);
  try {
    await storeListings(db, [listing()], []);
    expect(await recountPapers(db, () => undefined)).toBe(1);
    await runWaitingJobs(pool, { nothing: async () => undefined });
    const file = path.join(home, 'all.backup');
    await writeBackup(url, file, { now: new Date() });
    await restoreBackup(url, file, { replaces: true });
    expect(await db.paper.count()).toBe(1);
  } finally {
    await db.$disconnect();
    await pool.end();
  }
});

test('a database that an earlier version made as superuser is handed over whole', async () => {
  const first = await open();
  await ask(first.superuserUrl, 'ALTER DATABASE broadsheet OWNER TO broadsheet');
  await migrate(first.superuserUrl);
  await installQueue(first.superuserUrl);
  await first.close();
  const { url } = await open();
  const foreign = `
    SELECT relname AS answer FROM pg_class
    WHERE relnamespace IN ('public'::regnamespace, 'graphile_worker'::regnamespace)
      AND relowner <> current_user::regrole`;
  expect(await ask(url, foreign)).toEqual([]);
  await ask(url, 'ALTER TABLE "Paper" ADD COLUMN "later" int');
  await ask(url, `ALTER TYPE "Role" ADD VALUE 'later'`);
  await ask(url, 'CREATE SCHEMA another');
  expect(await migrate(url)).toEqual({ applied: [] });
  await installQueue(url);
});
