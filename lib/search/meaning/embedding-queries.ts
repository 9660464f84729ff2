/** Reads the stored embeddings, the active embedder, and the papers that are due. */
import type pg from 'pg';
import type { Db } from '@/lib/db/client';

export type KnownEmbedder = { id: string; dims: number };

/** The active embedder, whose vectors are searched; null until one has embedded every paper. */
export async function findActiveEmbedder(db: Db): Promise<KnownEmbedder | null> {
  return db.embedder.findFirst({ where: { state: 'active' }, select: { id: true, dims: true } });
}

export type DuePaper = {
  id: string;
  title: string;
  abstract: string;
  changedAs: bigint;
  /** Hash of the text that this embedder last read. */
  textHash: string | null;
};

/** Papers to embed, the newest changes first, because readers see those most. */
export async function duePapers(db: Db, embedder: string, limit: number): Promise<DuePaper[]> {
  return db.$queryRaw<DuePaper[]>`
    SELECT p."id", p."title", p."abstract", due."changedAs", e."textHash"
    FROM (SELECT * FROM "EmbeddingDue" ORDER BY "changedAs" DESC LIMIT ${limit}) due
    JOIN "Paper" p ON p."id" = due."paperId"
    LEFT JOIN "Embedding" e ON e."paperId" = p."id" AND e."embedder" = ${embedder}
    ORDER BY due."changedAs" DESC`;
}

/** Whether any embedding or cleanup is due, or `embedder` isn't the active one. */
export async function hasEmbeddingWork(db: Db, embedder: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ hasWork: boolean }[]>`
    SELECT EXISTS (SELECT FROM "EmbeddingDue")
      OR EXISTS (SELECT FROM "Embedder" WHERE "id" <> ${embedder})
      OR NOT EXISTS (SELECT FROM "Embedder" WHERE "state" = 'active') AS "hasWork"`;
  return row?.hasWork ?? false;
}

export async function countDuePapers(db: Db): Promise<number> {
  return db.embeddingDue.count();
}

/** A paper's vector in the active embedder's space, as stored. */
export async function findVector(db: Db, embedder: string, id: string): Promise<Uint8Array | null> {
  const row = await db.embedding.findUnique({
    where: { paperId_embedder: { paperId: id, embedder } },
    select: { vector: true },
  });
  return row?.vector ?? null;
}

/** The vector is null for a text that the embedder refused. */
export type WrittenVector = { id: string; vector: Buffer | null; writtenAs: string };

/** Vectors in the order of writing, after `since`. */
export async function vectorsWrittenSince(
  client: pg.Client,
  { embedder, since, limit }: { embedder: string; since: string; limit: number },
): Promise<WrittenVector[]> {
  const { rows } = await client.query<WrittenVector>(
    `SELECT "paperId" AS "id", "vector", "writtenAs"::text AS "writtenAs" FROM "Embedding"
    WHERE "embedder" = $1 AND "writtenAs" > $2::bigint ORDER BY "writtenAs" LIMIT $3`,
    [embedder, since, limit],
  );
  return rows;
}
