/** Finds nearest vectors with pgvector's index, where a database has one (pgvector-commands.ts). */
import { createHash } from 'node:crypto';
import type { Database, Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { Ranked } from '@/lib/search/query/fusion';
import type { KnownEmbedder } from '@/lib/search/meaning/embedding-queries';
import { cosine, fromBytes } from './vector';

const PREFIX = 'Embedding_near_';
/** Fetches more than needed, because the index is less exact for farther ones. */
const LEAST_BREADTH = 100;
/** Maximum of pgvector. */
const MOST_BREADTH = 1_000;
const STATEMENT_TIMEOUT_MS = 2_000;

/** Name of an embedder's index, which contains the embedder and the vectors' length. */
export function nearIndexName({ id, dims }: KnownEmbedder): string {
  const hash = createHash('sha256').update(`${id} ${dims}`).digest('hex').slice(0, 16);
  return `${PREFIX}${hash}`;
}

/** Whether the index exists and is complete. */
export async function hasNearIndex(db: Db, embedder: KnownEmbedder): Promise<boolean> {
  const [row] = await db.$queryRaw<{ isValid: boolean }[]>`
    SELECT i."indisvalid" AS "isValid" FROM pg_class c JOIN pg_index i ON i."indexrelid" = c."oid"
    WHERE c."relname" = ${nearIndexName(embedder)}`;
  return row?.isValid ?? false;
}

/** Number of all vectors. */
export async function nearIndexNames(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT "relname" AS "name" FROM pg_class
    WHERE "relkind" = 'i' AND starts_with("relname", ${PREFIX})`;
  return rows.map(({ name }) => name);
}

/** The nearest by cosine, nearly all of them, best first. */
export async function nearestByPgvector(
  db: Database,
  { id, dims }: KnownEmbedder,
  { vector, limit }: { vector: Int8Array; limit: number },
): Promise<Ranked[]> {
  // Same expression as the index's, which Postgres requires for its use.
  const stored = Prisma.sql`embedding_vector("vector")::vector(${Prisma.raw(String(dims))})`;
  const distance = Prisma.sql`${stored} <=> ${`[${vector.join(',')}]`}::vector`;
  const found = db.$queryRaw<{ id: string; stored: Uint8Array }[]>`
    SELECT "paperId" AS "id", "vector" AS "stored" FROM "Embedding"
    WHERE "embedder" = ${id} AND "vector" IS NOT NULL ORDER BY ${distance} LIMIT ${limit}`;
  const [, rows] = await db.$transaction([nearSettings(db, limit), found]);
  // Compares here, because decoding the bytes takes Postgres far longer.
  return rows.map((row) => ({ id: row.id, score: cosine(vector, fromBytes(row.stored)) }));
}

/** Sets the search width and the time limit, and forces the use of the index. */
function nearSettings(db: Database, limit: number) {
  const breadth = Math.min(MOST_BREADTH, Math.max(LEAST_BREADTH, 2 * limit));
  return db.$queryRaw`
    SELECT set_config('hnsw.ef_search', ${String(breadth)}, true),
      set_config('statement_timeout', ${String(STATEMENT_TIMEOUT_MS)}, true),
      set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)`;
}
