/**
 * Indexes an embedder's vectors (HNSW) where the database offers the extension pgvector, so that no
 * process needs to hold them. The vectors stay stored as bytes, and the index is on a function of
 * those: a database without the extension has the same tables.
 */
import pg from 'pg';
import type { Database } from '@/lib/db/client';
import { databasePool } from '@/lib/db/client';
import { log } from '@/lib/log';
import type { KnownEmbedder } from '@/lib/search/meaning/embedding-queries';
import { hasNearIndex, nearIndexName, nearIndexNames } from './pgvector-queries';

/** Maximum length that pgvector can index. */
const MAX_DIMS = 2_000;

/** Whether the extension is installed; creates it where the database allows that. */
export async function hasPgvector(db: Database): Promise<boolean> {
  const [row] = await db.$queryRaw<{ isOffered: boolean; isThere: boolean; mayCreate: boolean }[]>`
    SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') AS "isOffered",
      EXISTS (SELECT FROM pg_extension WHERE extname = 'vector') AS "isThere",
      has_database_privilege(current_database(), 'CREATE') AS "mayCreate"`;
  if (!row || row.isThere) return row?.isThere ?? false;
  if (!row.isOffered || !row.mayCreate) return false;
  await db.$executeRaw`CREATE EXTENSION IF NOT EXISTS vector`;
  return true;
}

/**
 * Creates the embedder's index where pgvector is available, and drops those of others, without
 * blocking readers. False where vectors stay in memory.
 */
export async function keepNearIndex(db: Database, embedder: KnownEmbedder): Promise<boolean> {
  try {
    if (embedder.dims > MAX_DIMS || !(await hasPgvector(db))) return false;
    if (!(await hasNearIndex(db, embedder))) await makeNearIndex(db, embedder);
    await dropNearIndexes(db, { except: [embedder] });
    return true;
  } catch (error) {
    log.warn({ err: error }, 'pgvector made no index; vectors are searched in memory');
    return false;
  }
}

/**
 * Drops the indexes of unused vectors; such an index would also refuse vectors of another length.
 */
export async function dropNearIndexes(
  db: Database,
  { except }: { except: readonly KnownEmbedder[] },
): Promise<void> {
  const kept = new Set(except.map(nearIndexName));
  for (const name of (await nearIndexNames(db)).filter((one) => !kept.has(one)))
    await alone((client) =>
      client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${pg.escapeIdentifier(name)}`),
    );
}

async function makeNearIndex(db: Database, embedder: KnownEmbedder): Promise<void> {
  const vector = `${pg.escapeIdentifier(await schemaOfPgvector(db))}.vector`;
  const name = pg.escapeIdentifier(nearIndexName(embedder));
  const startedMs = performance.now();
  await alone(async (client) => {
    // Names the schema, because Postgres (from 17 on) has no search path while it builds an index.
    await client.query(`
      CREATE OR REPLACE FUNCTION embedding_vector(stored bytea) RETURNS ${vector}
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$
          SELECT array_agg(
            CASE WHEN get_byte(stored, at) > 127 THEN get_byte(stored, at) - 256
              ELSE get_byte(stored, at) END ORDER BY at
          )::real[]::${vector}
          FROM generate_series(0, length(stored) - 1) AS at
        $$`);
    // Drops an interrupted index, which exists but is invalid.
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
    await client.query(
      `CREATE INDEX CONCURRENTLY ${name} ON "Embedding" USING hnsw
        ((embedding_vector("vector")::vector(${embedder.dims})) vector_cosine_ops)
        WHERE "embedder" = ${pg.escapeLiteral(embedder.id)}`,
    );
  });
  log.info({ embedder: embedder.id, ms: Math.round(performance.now() - startedMs) }, 'indexed');
}

async function schemaOfPgvector(db: Database): Promise<string> {
  const [row] = await db.$queryRaw<{ schema: string }[]>`
    SELECT n."nspname" AS "schema" FROM pg_extension e JOIN pg_namespace n ON n."oid" = e."extnamespace"
    WHERE e."extname" = 'vector'`;
  if (!row) throw new Error('The extension pgvector has gone.');
  return row.schema;
}

/** Runs on a connection without a time limit, which isn't returned to the pool. */
async function alone(work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const client = await databasePool().connect();
  try {
    await client.query('SET statement_timeout = 0');
    await work(client);
  } finally {
    client.release(true);
  }
}
