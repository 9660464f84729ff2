/** Nearest vectors by pgvector's index, where an operator's database has one (pgvector-commands.ts). */
import { createHash } from 'node:crypto';
import type { Database, Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { Ranked } from '@/lib/search/fusion';
import type { KnownEmbedder } from '@/lib/search/embedding-queries';

/** The index of an embedder's vectors; its name tells whose and how long they are. */
export function nearIndexName({ id, dims }: KnownEmbedder): string {
  const hash = createHash('sha256').update(`${id} ${dims}`).digest('hex').slice(0, 16);
  return `Embedding_near_${hash}`;
}

/** Whether the index is there, and complete. */
export async function hasNearIndex(db: Db, embedder: KnownEmbedder): Promise<boolean> {
  const [row] = await db.$queryRaw<{ isValid: boolean }[]>`
    SELECT i."indisvalid" AS "isValid" FROM pg_class c JOIN pg_index i ON i."indexrelid" = c."oid"
    WHERE c."relname" = ${nearIndexName(embedder)}`;
  return row?.isValid ?? false;
}

/** The nearest by cosine, nearly all of them, best first. */
export async function nearestByPgvector(
  db: Database,
  { id, dims }: KnownEmbedder,
  { vector, limit }: { vector: Int8Array; limit: number },
): Promise<Ranked[]> {
  // The same expression as the index's, or it would not be used.
  const stored = Prisma.sql`embedding_vector("vector")::vector(${Prisma.raw(String(dims))})`;
  const distance = Prisma.sql`${stored} <=> ${`[${vector.join(',')}]`}::vector`;
  const [, ranked] = await db.$transaction([
    // As many as it looks around for are found, 40 by default.
    db.$queryRaw`SELECT set_config('hnsw.ef_search', ${String(limit)}, true)`,
    db.$queryRaw<Ranked[]>`
      SELECT "paperId" AS "id", 1 - (${distance}) AS "score" FROM "Embedding"
      WHERE "embedder" = ${id} AND "vector" IS NOT NULL ORDER BY ${distance} LIMIT ${limit}`,
  ]);
  return ranked;
}
