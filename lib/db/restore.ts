/** Replaces the whole content of a database with a backup, in one transaction. */
import { createReadStream } from 'node:fs';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { AppError } from '@/lib/errors';
import type { Progress } from './backup';
import {
  countRows,
  countSchema,
  DamagedBackup,
  FORMAT,
  formatSchema,
  headerSchema,
  parseLine,
  PartReader,
  tableSchema,
  type Header,
} from './backup-format';
import { appliedMigrations } from './migrate';

type Options = {
  /** Allows replacing existing papers and readers. */
  replaces: boolean;
  onProgress?: Progress;
};
/** SQLSTATE codes: invalid data, a violated constraint, a missing column or sequence. */
const REFUSED_CONTENT = /^(?:22|23|54|42701|42703|42P01)/;

type ForeignKey = { table: string; name: string; definition: string };

/** Returns the restored counts. Throws bad_request or conflict, and then changes nothing. */
export async function restoreBackup(
  connectionString: string,
  file: string,
  options: Options,
): Promise<Pick<Header, 'rows' | 'madeAt'>> {
  await requireSoundFile(file);
  const client = new pg.Client({ connectionString });
  await client.connect();
  const stream = createReadStream(file);
  const unzipped = createGunzip();
  const feeding = pipeline(stream, unzipped);
  // Errors of the file are thrown where it is read.
  feeding.catch(() => undefined);
  try {
    const reader = new PartReader(unzipped);
    const header = await readHeader(reader);
    await requireSameVersion(client, header);
    if (!options.replaces) await requireEmpty(client);
    await client.query('BEGIN');
    await fill(client, reader, header, options.onProgress);
    await reader.end();
    await client.query('COMMIT');
    return header;
  } catch (error) {
    throw isDamage(error) ? damaged(error) : error;
  } finally {
    stream.destroy();
    // Without a commit everything is rolled back.
    await client.end();
  }
}

/** Reads the whole file before any change, because the checksum is at the end. */
async function requireSoundFile(file: string): Promise<void> {
  try {
    const nowhere = new Writable({ write: (_part, _encoding, next) => next() });
    await pipeline(createReadStream(file), createGunzip(), nowhere);
  } catch (error) {
    // Other files lack even the gzip header.
    if (error instanceof Error && error.message === 'incorrect header check') throw notOurs(error);
    throw isDamage(error) ? damaged(error) : error;
  }
}

async function readHeader(reader: PartReader): Promise<Header> {
  const line = await reader.line();
  try {
    return parseLine(headerSchema, line);
  } catch (cause) {
    if (!(cause instanceof DamagedBackup)) throw cause;
    throw isOfLaterFormat(line) ? laterFormat() : notOurs(cause);
  }
}

function isOfLaterFormat(line: string): boolean {
  try {
    return parseLine(formatSchema, line).broadsheet > FORMAT;
  } catch (error) {
    if (error instanceof DamagedBackup) return false;
    throw error;
  }
}

function damaged(cause: unknown): AppError {
  const message = 'The file is damaged or incomplete. Nothing was changed.';
  return new AppError('bad_request', message, { cause });
}

function notOurs(cause: unknown): AppError {
  return new AppError('bad_request', 'The file is not a backup of Broadsheet.', { cause });
}

function laterFormat(): AppError {
  return new AppError(
    'conflict',
    'The backup is from a newer version of Broadsheet. Update first.',
  );
}

async function requireSameVersion(client: pg.Client, header: Header): Promise<void> {
  const here = await appliedMigrations(client);
  const missing = header.migrations.filter((name) => !here.includes(name));
  const added = here.filter((name) => !header.migrations.includes(name));
  const words =
    missing.length > 0
      ? `The backup is from a newer version of Broadsheet (${missing.join(', ')}). Update first.`
      : `The backup is from an older version of Broadsheet, before ${added.join(', ')}. Restore it with that version, then update.`;
  if (missing.length + added.length > 0) throw new AppError('conflict', words);
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ papers: number; readers: number }>(`
    SELECT (SELECT count(*)::int FROM "Paper") AS papers, (SELECT count(*)::int FROM "User") AS readers`);
  const { papers = 0, readers = 0 } = rows[0] ?? {};
  if (papers + readers === 0) return;
  const what = `This database holds ${papers} papers and ${readers} readers.`;
  throw new AppError('conflict', `${what} --replace replaces them by the backup, permanently.`);
}

async function fill(
  client: pg.Client,
  reader: PartReader,
  header: Header,
  onProgress?: Progress,
): Promise<void> {
  const tables = header.tables.map(pg.escapeIdentifier);
  const keys = await takeDownForeignKeys(client);
  // Disables triggers, because the backup holds the values that they compute.
  for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${tables.join(', ')}`);
  let done = 0;
  for (const expectedTable of header.tables) {
    const { table, columns } = parseLine(tableSchema, await reader.line());
    if (table !== expectedTable) throw new DamagedBackup(`${expectedTable} is missing.`);
    const list = columns.map(pg.escapeIdentifier).join(', ');
    const statement = `COPY ${pg.escapeIdentifier(table)} (${list}) FROM STDIN`;
    let rows = 0;
    const counting = new Transform({
      transform(part: Buffer, _encoding, next) {
        rows += countRows(part);
        onProgress?.(done + rows, header.rows, table);
        next(null, part);
      },
    });
    await pipeline(reader.rows(), counting, client.query(copyFrom(statement)));
    const { rows: expected } = parseLine(countSchema, await reader.line());
    if (rows !== expected) throw new DamagedBackup(`${table} has ${rows} rows of ${expected}.`);
    done += rows;
  }
  for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  for (const { table, name, definition } of keys) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  }
  for (const { name, last } of header.sequences) {
    await client.query('SELECT setval(quote_ident($1)::regclass, $2)', [name, last]);
  }
}

/** Defers foreign keys, because tables are loaded one by one and refer to each other in circles. */
async function takeDownForeignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name,
      pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`);
  for (const { table, name } of rows) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  }
  return rows;
}

/** Maps Postgres' refusal of the file's data to an error that names the file. */
function isDamage(error: unknown): boolean {
  if (error instanceof DamagedBackup) return true;
  if (!(error instanceof Error) || !('code' in error)) return false;
  const code = String(error.code);
  return error instanceof pg.DatabaseError ? REFUSED_CONTENT.test(code) : code.startsWith('Z_');
}
