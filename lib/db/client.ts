/** The Prisma client on a pool of node-postgres, one a process. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { AppError } from '@/lib/errors';
import { env } from '@/lib/env';
import { processWide } from '@/lib/process-wide';
import { PrismaClient, type Prisma } from './generated/client';

export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;
/** What a query or command needs: the client, or the transaction it takes part in. */
export type Db = Database | Transaction;

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** No reader's query may hold a connection longer; long work sets its own. */
const STATEMENT_TIMEOUT_MS = 15_000;

export function createDatabase(connectionString: string): { db: Database; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Not as a parameter of the connection, which PgBouncer refuses.
    onConnect: async (client) => {
      await client.query(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    },
  });
  // An idle connection that breaks (a restart of Postgres) is replaced at its next use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { db: new PrismaClient({ adapter: new PrismaPg(pool) }), pool };
}

const shared = processWide('database', openDatabase);

/** This process's database; made at its first use, so that a build needs none. */
export function database(): Database {
  return shared.get().db;
}

/** The pool under the client, for statements that Prisma can't say (LISTEN, COPY). */
export function databasePool(): pg.Pool {
  return shared.get().pool;
}

/** Ends the connections; for commands and tests, which have an end. */
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
