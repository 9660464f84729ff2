/**
 * Where the database offers the extension pgvector, an embedder's vectors get an index there (HNSW),
 * and no process needs to hold them. They stay stored as bytes, and the index is on what a function
 * makes of those: a database without the extension has the same tables.
 */
import pg from 'pg';
import type { Database } from '@/lib/db/client';
import { databasePool } from '@/lib/db/client';
import { log } from '@/lib/log';
import type { KnownEmbedder } from '@/lib/search/embedding-queries';
import { hasNearIndex, nearIndexName } from './pgvector-queries';

/** pgvector indexes none that is longer. */
const MAX_DIMS = 2_000;

/** Whether the extension is there; it is created where the database offers it and lets us. */
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

/** Makes the embedder's index where pgvector is there and it is missing; readers go on meanwhile. */
export async function keepNearIndex(db: Database, embedder: KnownEmbedder): Promise<boolean> {
  if (embedder.dims > MAX_DIMS || !(await hasPgvector(db))) return false;
  if (await hasNearIndex(db, embedder)) return true;
  await db.$executeRaw`
    CREATE OR REPLACE FUNCTION embedding_vector(stored bytea) RETURNS vector
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$
        SELECT array_agg(
          CASE WHEN get_byte(stored, at) > 127 THEN get_byte(stored, at) - 256
            ELSE get_byte(stored, at) END ORDER BY at
        )::real[]::vector
        FROM generate_series(0, length(stored) - 1) AS at
      $$`;
  const name = pg.escapeIdentifier(nearIndexName(embedder));
  const startedMs = performance.now();
  const client = await databasePool().connect();
  try {
    await client.query('SET statement_timeout = 0');
    // One that was interrupted is there, and invalid.
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
    await client.query(
      `CREATE INDEX CONCURRENTLY ${name} ON "Embedding" USING hnsw
        ((embedding_vector("vector")::vector(${embedder.dims})) vector_cosine_ops)
        WHERE "embedder" = ${pg.escapeLiteral(embedder.id)}`,
    );
  } finally {
    // Its settings are not the pool's.
    client.release(true);
  }
  log.info({ embedder: embedder.id, ms: Math.round(performance.now() - startedMs) }, 'indexed');
  return true;
}
