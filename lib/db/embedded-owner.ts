/**
 * Creates the role that owns the embedded database and has no other right on the server. The
 * superuser only creates role and database, and transfers older databases.
 */
import { createHmac } from 'node:crypto';
import pg from 'pg';

export const OWNER = 'paper';

/** Derives the password; the superuser's can't be computed from it. */
export function ownerPassword(superuserPassword: string): string {
  return createHmac('sha256', superuserPassword).update(OWNER).digest('base64url');
}

type Place = {
  database: string;
  password: string;
  /** The superuser's connection address of a database on the server. */
  addressOf: (database: string) => string;
};

/** Creates the role and the database where they are missing. Callers must hold a lock. */
export async function makeOwnDatabase(
  admin: pg.Client,
  { database, password, addressOf }: Place,
): Promise<void> {
  const { rows } = await admin.query<{ owner: string }>(
    'SELECT datdba::regrole::text AS owner FROM pg_database WHERE datname = $1',
    [database],
  );
  const owner = rows[0]?.owner;
  if (owner === OWNER) return;
  const role = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [OWNER]);
  if (role.rowCount === 0) {
    await admin.query(`CREATE ROLE ${OWNER} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  }
  if (owner === undefined) {
    await admin.query(`CREATE DATABASE ${database} OWNER ${OWNER}`);
    return;
  }
  await handOver(addressOf(database));
  // Runs last, because it marks the transfer as complete.
  await admin.query(`ALTER DATABASE ${database} OWNER TO ${OWNER}`);
}

/**
 * Transfers databases of earlier versions from the superuser, whose objects REASSIGN OWNED refuses.
 */
async function handOver(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`DO $$ DECLARE statement text; BEGIN
      FOR statement IN ${ALL_TO_HAND_OVER} LOOP EXECUTE statement; END LOOP;
    END $$`);
  } finally {
    await client.end();
  }
}

const isOurs = (owner: string, namespace: string) => `
  ${owner} = current_user::regrole
  AND ${namespace} NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace,
    'information_schema'::regnamespace)`;
/** Skips members of an extension, and sequences of columns, which follow their table. */
const isFree = (catalogue: string, oid: string, kinds: string) => `
  NOT EXISTS (SELECT FROM pg_depend WHERE classid = '${catalogue}'::regclass AND objid = ${oid}
    AND deptype IN (${kinds}))`;

const ALL_TO_HAND_OVER = `
  SELECT format('ALTER SCHEMA %I OWNER TO ${OWNER}', nspname) FROM pg_namespace
  WHERE ${isOurs('nspowner', 'oid')}
  UNION ALL
  SELECT format('ALTER %s %s OWNER TO ${OWNER}',
    CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
      ELSE 'TABLE' END, oid::regclass)
  FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S')
    AND ${isOurs('relowner', 'relnamespace')} AND ${isFree('pg_class', 'pg_class.oid', "'e', 'a', 'i'")}
  UNION ALL
  SELECT format('ALTER ROUTINE %s OWNER TO ${OWNER}', oid::regprocedure) FROM pg_proc
  WHERE ${isOurs('proowner', 'pronamespace')} AND ${isFree('pg_proc', 'pg_proc.oid', "'e'")}
  UNION ALL
  SELECT format('ALTER TYPE %s OWNER TO ${OWNER}', oid::regtype) FROM pg_type
  WHERE (typtype IN ('e', 'd')
      OR EXISTS (SELECT FROM pg_class WHERE pg_class.oid = typrelid AND relkind = 'c'))
    AND ${isOurs('typowner', 'typnamespace')}
    AND ${isFree('pg_type', 'pg_type.oid', "'e'")}`;
