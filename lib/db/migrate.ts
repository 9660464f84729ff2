/** Migrates the database's schema in Prisma's format, so that Prisma's tools work as well. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { withGrantAdvice } from './grants';

export const MIGRATIONS_DIR = 'prisma/migrations';
const CONNECT_TIMEOUT_MS = 10_000;
/** The lock number of `prisma migrate`, so that the two exclude each other. */
const PRISMA_LOCK = 72_707_369;
/** Same definition as Prisma's. */
const HISTORY_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

type Migration = { name: string; sql: string; checksum: string };
type Recorded = { name: string; checksum: string; isFinished: boolean };
type Queryable = Pick<pg.ClientBase, 'query'>;

/**
 * Applies missing migrations, each whole or not at all. Any number of processes may call this at
 * once: the first one migrates, and the others find nothing to do.
 */
export async function migrate(
  connectionString: string,
  directory = MIGRATIONS_DIR,
): Promise<{ applied: string[] }> {
  const bringUpToDate = async (client: pg.Client) => {
    await client.query(HISTORY_TABLE);
    const [migrations, history] = [readMigrations(directory), await readHistory(client)];
    refuseNewerSchema(migrations, history);
    const missing = findMissing(migrations, history);
    for (const migration of missing) await apply(client, migration);
    return { applied: missing.map(({ name }) => name) };
  };
  return await withGrantAdvice(connectionString, () =>
    withMigrationLock(connectionString, bringUpToDate),
  );
}

/** Refuses to run on a newer schema, whose data older code could destroy. */
function refuseNewerSchema(migrations: Migration[], history: Recorded[]): void {
  const known = new Set(migrations.map(({ name }) => name));
  const newer = history.map(({ name }) => name).filter((name) => !known.has(name));
  if (newer.length === 0) return;
  throw new Error(
    `A newer version of Broadsheet has changed this database (${newer.join(', ')}). ` +
      'Start that version or a later one, or restore a backup from before the update.',
  );
}

/** Runs `work` while no other process migrates or runs other one-time work. */
export async function withMigrationLock<T>(
  connectionString: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  try {
    await client.connect();
  } catch (cause) {
    const { host, port } = client;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    // Recognises errors from Postgres, such as a wrong password, by their five-character codes.
    const what =
      /^[0-9A-Z]{5}$/.test(code) && !/^(57|53|08)/.test(code)
        ? `The database at ${host}:${port} refuses the connection`
        : `No database answers at ${host}:${port}`;
    throw new Error(`${what} (${String(cause)}).`, { cause });
  }
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Names of the migrations that this database lacks. */
export async function pendingMigrations(
  db: Queryable,
  directory = MIGRATIONS_DIR,
): Promise<string[]> {
  const migrations = readMigrations(directory);
  const table = await db.query<{ found: string | null }>(
    `SELECT to_regclass('_prisma_migrations')::text AS found`,
  );
  const history = table.rows[0]?.found ? await readHistory(db) : [];
  return findMissing(migrations, history).map(({ name }) => name);
}

/** Names of the applied migrations, in order. */
export async function appliedMigrations(db: Queryable): Promise<string[]> {
  return (await readHistory(db)).map(({ name }) => name).toSorted();
}

function readMigrations(directory: string): Migration[] {
  return readdirSync(directory)
    .filter((name) => existsSync(path.join(directory, name, 'migration.sql')))
    .toSorted()
    .map((name) => {
      const sql = readFileSync(path.join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

async function readHistory(db: Queryable): Promise<Recorded[]> {
  const history = await db.query<Recorded>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
    FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`);
  return history.rows;
}

/**
 * Returns the migrations that aren't applied. Throws if an applied migration differs from the one
 * on disk, because the schema is then unknown.
 */
function findMissing(migrations: Migration[], history: Recorded[]): Migration[] {
  const unfinished = history.find(({ isFinished }) => !isFinished);
  if (unfinished) {
    throw new Error(
      `The migration ${unfinished.name} failed halfway, outside of Broadsheet. ` +
        'Resolve it with `prisma migrate resolve`, then start again.',
    );
  }
  const checksums = new Map(history.map(({ name, checksum }) => [name, checksum]));
  const changed = migrations.find(
    ({ name, checksum }) => checksums.has(name) && checksums.get(name) !== checksum,
  );
  if (changed) {
    throw new Error(
      `The migration ${changed.name} was changed after it had been applied to this database. ` +
        'Restore the original file, and put the change into a new migration.',
    );
  }
  return migrations.filter(({ name }) => !checksums.has(name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations
         (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new Error(`The migration ${name} failed and was rolled back: ${String(cause)}`, {
      cause,
    });
  }
}
