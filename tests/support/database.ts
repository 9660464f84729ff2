/** A database for each test file, copied from the migrated one and emptied before each test. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { createDatabase, type Database } from '@/lib/db/client';
import { env } from '@/lib/env';

/** The database of the calling test file; code that calls database() itself reaches it too. */
export function testDatabase(): { db: Database; pool: pg.Pool } {
  if (!env.DATABASE_URL) throw new Error('Only tests/integration has a database.');
  const { db, pool } = createDatabase(env.DATABASE_URL);
  const name = new URL(env.DATABASE_URL).pathname.slice(1);

  beforeAll(async () => {
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await onServer(`CREATE DATABASE ${name} TEMPLATE ${templateName()}`);
  });

  beforeEach(async () => {
    const tables = await pool.query<{ list: string }>(`
      SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS list
      FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`);
    await pool.query(`TRUNCATE ${tables.rows[0]?.list} RESTART IDENTITY CASCADE`);
  });

  afterAll(async () => {
    await db.$disconnect();
    await pool.end();
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  return { db, pool };
}

/** An empty database beside the test file's own, for tests of what makes a schema. */
export async function emptyDatabase(name: string): Promise<string> {
  await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await onServer(`CREATE DATABASE ${name}`);
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

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
