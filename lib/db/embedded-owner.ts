/**
 * The role that uses the embedded database: it owns the database and everything in it, and may do
 * nothing else on the server. The superuser only makes the two, and hands over older databases.
 */
import { createHmac } from 'node:crypto';
import pg from 'pg';

export const OWNER = 'paper';

/** Differs from the superuser's, which it doesn't reveal. */
export function ownerPassword(superuserPassword: string): string {
  return createHmac('sha256', superuserPassword).update(OWNER).digest('base64url');
}

type Place = {
  database: string;
  password: string;
  /** The superuser's address of a database on the server. */
  addressOf: (database: string) => string;
};

/** Makes the role and the database where they are missing. The caller sees to it that one is at it. */
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
  // Last, because it marks that the rest is done.
  await admin.query(`ALTER DATABASE ${database} OWNER TO ${OWNER}`);
}

/** Databases of earlier versions belong to the superuser, from whom Postgres can't reassign all. */
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
/** Members of an extension stay with it; a column's sequence goes with its table. */
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
