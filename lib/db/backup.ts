/** Writes the whole database into a file from one snapshot, while the database is in use. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { countRows, END_OF_ROWS, FORMAT, type Header } from './backup-format';
import { appliedMigrations } from './migrate';

/**
 * A low level, because compression takes most of the time; the highest levels save little space.
 */
const GZIP_LEVEL = 4;
/** Readable by the owner only, because the file holds mail addresses. */
const OWNER_ONLY = 0o600;

export type Progress = (rows: number, total: number, table: string) => void;
type Table = { name: string; columns: string[]; rows: number };

/** Returns the number of rows. An existing file is replaced only by a complete one. */
export async function writeBackup(
  connectionString: string,
  file: string,
  { now, onProgress }: { now: Date; onProgress?: Progress },
): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const unfinished = `${file}.part`;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables = await readTables(client);
    const header = await headerOf(client, tables, now);
    await pipeline(
      parts(client, { header, tables, onProgress }),
      createGzip({ level: GZIP_LEVEL }),
      createWriteStream(unfinished, { mode: OWNER_ONLY }),
    );
    await rename(unfinished, file);
    return header.rows;
  } finally {
    await client.end();
    await rm(unfinished, { force: true });
  }
}

type Contents = { header: Header; tables: Table[]; onProgress?: Progress };

async function* parts(client: pg.Client, { header, tables, onProgress }: Contents) {
  yield line(header);
  let done = 0;
  for (const { name, columns } of tables) {
    yield line({ table: name, columns });
    let rows = 0;
    const list = columns.map(pg.escapeIdentifier).join(', ');
    const statement = `COPY ${pg.escapeIdentifier(name)} (${list}) TO STDOUT`;
    for await (const part of client.query(copyTo(statement)) as AsyncIterable<Buffer>) {
      rows += countRows(part);
      onProgress?.(done + rows, header.rows, name);
      yield part;
    }
    done += rows;
    yield Buffer.from(END_OF_ROWS);
    yield line({ rows });
  }
}

function line(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

async function headerOf(client: pg.Client, tables: Table[], now: Date): Promise<Header> {
  const sequences = await client.query<{ name: string; last: string }>(`
    SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1`);
  return {
    broadsheet: FORMAT,
    madeAt: now.toISOString(),
    migrations: await appliedMigrations(client),
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    sequences: sequences.rows,
    tables: tables.map(({ name }) => name),
  };
}

/** Lists the tables of `public` except those of extensions, with their stored columns and row counts. */
async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND c.relname <> '_prisma_migrations'
      AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname`);
  const tables: Table[] = [];
  for (const { name, columns } of rows) {
    const counted = await client.query<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM ${pg.escapeIdentifier(name)}`,
    );
    tables.push({ name, columns, rows: counted.rows[0]?.rows ?? 0 });
  }
  return tables;
}
