/** The Prisma client on a node-postgres pool, one for each process. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { AppError } from '@/lib/errors';
import { env } from '@/lib/env';
import { processWide } from '@/lib/process-wide';
import { PrismaClient, type Prisma } from './generated/client';

export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;
/** The client, or the transaction that a query or command takes part in. */
export type Db = Database | Transaction;

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** Limits how long a reader's query may hold a connection; long work sets its own limit. */
const STATEMENT_TIMEOUT_MS = 15_000;

export function createDatabase(connectionString: string): { db: Database; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Set by a statement, because PgBouncer refuses the parameter in a connection request.
    onConnect: async (client) => {
      await client.query(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    },
  });
  // Ignores idle connections that break (a restart of Postgres): the pool replaces them.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { db: new PrismaClient({ adapter: new PrismaPg(pool) }), pool };
}

const shared = processWide('database', openDatabase);

/** The database of this process, opened at its first use, because a build has none. */
export function database(): Database {
  return shared.get().db;
}

/** The pool under the client, for statements that Prisma doesn't support (LISTEN, COPY). */
export function databasePool(): pg.Pool {
  return shared.get().pool;
}

/** Closes the connections; for commands and tests. */
export async function closeDatabase(): Promise<void> {
  const open = shared.take();
  await open?.db.$disconnect();
  await open?.pool.end();
}

function openDatabase() {
  const url = env.DATABASE_URL;
  if (!url) throw new AppError('unavailable', 'No database is running. Start it with npm start.');
  return createDatabase(url);
}
