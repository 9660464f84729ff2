/** A database for each test file, copied from the migrated one and emptied before each test. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { createDatabase, type Database } from '@/lib/db/client';
import { env } from '@/lib/env';

/**
 * Deletes all rows and resets every sequence. Deletes instead of truncating, which costs more than
 * most tests for empty tables; skips foreign keys and triggers, because all rows go.
 */
const EMPTY = `
  DO $$ DECLARE place record; has_rows boolean; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR place IN
      SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
    LOOP
      EXECUTE format('SELECT EXISTS (SELECT FROM %s)', place.name) INTO has_rows;
      IF has_rows THEN EXECUTE format('DELETE FROM %s', place.name); END IF;
    END LOOP;
    FOR place IN
      SELECT format('%I.%I', schemaname, sequencename) AS name FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL
    LOOP
      EXECUTE format('ALTER SEQUENCE %s RESTART', place.name);
    END LOOP;
  END $$`;

/** The database of the calling test file, also returned by database() itself. */
export function testDatabase(): { db: Database; pool: pg.Pool } {
  if (!env.DATABASE_URL) throw new Error('Only tests/integration has a database.');
  const { db, pool } = createDatabase(env.DATABASE_URL);
  const name = new URL(env.DATABASE_URL).pathname.slice(1);

  beforeAll(() => makeDatabase(name, templateName()));

  beforeEach(() => pool.query(EMPTY));

  afterAll(async () => {
    await db.$disconnect();
    await pool.end();
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  return { db, pool };
}

/** An empty database beside the test file's own, for tests of migrations. */
export function emptyDatabase(name: string): Promise<string> {
  return makeDatabase(name, 'template1');
}

/** Another migrated database. */
export function copiedDatabase(name: string): Promise<string> {
  return makeDatabase(name, templateName());
}

async function makeDatabase(name: string, template: string): Promise<string> {
  await onServer(
    `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
    // The other strategy logs every page, and takes longer here.
    `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`,
  );
  return urlOf(name);
}

function templateName(): string {
  return new URL(inject('templateUrl')).pathname.slice(1);
}

function urlOf(database: string): string {
  const url = new URL(inject('templateUrl'));
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
