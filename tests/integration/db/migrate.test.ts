/** Migrations on a database of their own: whole or not at all, once, and never rewritten. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, pendingMigrations } from '@/lib/db/migrate';
import { emptyDatabase } from '../../support/database';
import { temporaryFolder } from '../../support/temporary-folder';

let folder: string;
let url: string;
let client: pg.Client;

beforeEach(async () => {
  folder = temporaryFolder('migrations');
  url = await emptyDatabase('migrate_test');
  client = new pg.Client({ connectionString: url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  rmSync(folder, { recursive: true });
});

function write(name: string, sql: string) {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
}

async function tables(): Promise<string[]> {
  const found = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  return found.rows.map(({ name }) => name).filter((name) => !name.startsWith('_'));
}

test('a fresh database gets every migration, in the order of their names', async () => {
  write('20300102_pears', 'ALTER TABLE apple RENAME TO pear');
  write('20300101_apples', 'CREATE TABLE apple (id INT); CREATE TABLE core (id INT);');
  expect(await migrate(url, folder)).toEqual({ applied: ['20300101_apples', '20300102_pears'] });
  expect(await tables()).toEqual(['core', 'pear']);
});

test('a second pass finds nothing to do', async () => {
  write('20300101_apples', 'CREATE TABLE apple (id INT)');
  await migrate(url, folder);
  expect(await migrate(url, folder)).toEqual({ applied: [] });
});

test('processes that migrate at once apply each migration once', async () => {
  write('20300101_apples', 'CREATE TABLE apple (id INT)');
  const passes = await Promise.all([1, 2, 3].map(() => migrate(url, folder)));
  expect(passes.flatMap(({ applied }) => applied)).toEqual(['20300101_apples']);
});

test('a migration that fails leaves nothing, and the ones before it stay', async () => {
  write('20300101_apples', 'CREATE TABLE apple (id INT)');
  write('20300102_pears', 'CREATE TABLE pear (id INT); SELECT 1 / 0;');
  await expect(migrate(url, folder)).rejects.toThrow('20300102_pears failed and was rolled back');
  expect(await tables()).toEqual(['apple']);
  expect(await pendingMigrations(client, folder)).toEqual(['20300102_pears']);
});

test('a failed migration is applied once it was mended', async () => {
  write('20300101_apples', 'SELECT 1 / 0');
  await expect(migrate(url, folder)).rejects.toThrow('division by zero');
  write('20300101_apples', 'CREATE TABLE apple (id INT)');
  expect(await migrate(url, folder)).toEqual({ applied: ['20300101_apples'] });
});

test('a migration that was changed after it was applied is refused', async () => {
  write('20300101_apples', 'CREATE TABLE apple (id INT)');
  await migrate(url, folder);
  write('20300101_apples', 'CREATE TABLE apple (id INT, name TEXT)');
  write('20300102_pears', 'CREATE TABLE pear (id INT)');
  await expect(migrate(url, folder)).rejects.toThrow('20300101_apples was changed after');
  expect(await tables()).toEqual(['apple']);
});

test('what another tool left half applied is refused', async () => {
  write('20300101_apples', 'CREATE TABLE apple (id INT)');
  await migrate(url, folder);
  await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
  await expect(migrate(url, folder)).rejects.toThrow('20300101_apples failed halfway');
});

test('a database without any history lacks every migration', async () => {
  write('20300101_apples', 'CREATE TABLE apple (id INT)');
  expect(await pendingMigrations(client, folder)).toEqual(['20300101_apples']);
});

test('a database that does not answer is named, without its password', async () => {
  const nowhere = 'postgresql://reader:hidden@127.0.0.1:1/broadsheet';
  const error: unknown = await migrate(nowhere, folder).catch((reason: unknown) => reason);
  expect(String(error)).toContain('No database answers at 127.0.0.1:1');
  expect(String(error)).not.toContain('hidden');
});
