/** Embeds papers with new or changed text, in batches. Safe to repeat and to stop. */
import { createHash } from 'node:crypto';
import { database, type Database, type Db, type Transaction } from '@/lib/db/client';
import { whileLocked } from '@/lib/db/lock';
import { requestPurge } from '@/lib/site/purge';
import { paperTag } from '@/lib/site/tags';
import { log } from '@/lib/log';
import { embedEach } from './embedder/each';
import { chosenEmbedderId, openEmbedder } from './embedder/open';
import { textToEmbed, type Embedder } from './embedder/types';
import { countDuePapers, duePapers, hasEmbeddingWork, type DuePaper } from './embedding-queries';
import { dropNearIndexes, keepNearIndex } from './vectors/pgvector-commands';
import { toInt8 } from './vectors/vector';

/** Small, so that a stopping worker doesn't wait long. */
const BATCH = 32;
/** Obsolete vectors deleted in a step. */
const DELETED_A_STEP = 5_000;

type Limits = { signal?: AbortSignal; deadlineMs: number; now?: () => number };

export type EmbeddingReport = {
  embedded: number;
  /** Papers left for the next call. */
  remaining: number;
};

/** Runs one batch with the settings' embedder. Null where another process is embedding. */
export async function embedWhatIsDue(limits: Limits): Promise<EmbeddingReport | null> {
  const db = database();
  const id = chosenEmbedderId();
  if (!id || !(await hasEmbeddingWork(db, id))) return { embedded: 0, remaining: 0 };
  return whileLocked('embedding', async (lost) => {
    const signal = limits.signal ? AbortSignal.any([lost, limits.signal]) : lost;
    const embedder = await openEmbedder(id, signal);
    if (!embedder) return { embedded: 0, remaining: await countDuePapers(db) };
    try {
      const report = await embedDuePapers(db, embedder, { ...limits, signal });
      if (report.remaining === 0) await keepNearIndex(db, embedder);
      if (report.embedded > 0) log.info({ embedder: id, ...report }, 'embedded papers');
      return report;
    } finally {
      await embedder.close();
    }
  });
}

/** Runs until no paper is due or the time is up; returns the number of papers left. */
export async function embedDuePapers(
  db: Database,
  embedder: Embedder,
  { signal, deadlineMs, now = Date.now }: Limits,
): Promise<EmbeddingReport> {
  await beginFilling(db, embedder);
  let embedded = 0;
  while (now() < deadlineMs && !signal?.aborted) {
    const due = await duePapers(db, embedder.id, BATCH);
    if (due.length === 0) {
      await finishFilling(db, embedder.id);
      break;
    }
    try {
      embedded += await embedBatch(db, embedder, due, signal);
    } catch (error) {
      // Stopping in the middle of a batch repeats the batch.
      if (!signal?.aborted) throw error;
    }
  }
  return { embedded, remaining: await countDuePapers(db) };
}

/**
 * Makes every paper due for an embedder that isn't the active one; the old vectors stay active
 * until the new ones are complete. Texts that an embedder has embedded are free.
 */
async function beginFilling(db: Database, { id, dims }: Embedder): Promise<void> {
  const known = await db.embedder.findMany();
  const isKnown = known.some((embedder) => embedder.id === id && embedder.dims === dims);
  const abandoned = known.filter((other) => other.id !== id && other.state === 'filling');
  if (isKnown && abandoned.length === 0) return;
  await dropNearIndexes(db, { except: known.filter((other) => other.id !== id) });
  await db.$transaction(async (tx) => {
    await tx.embedder.deleteMany({
      where: {
        OR: [{ id: { in: abandoned.map((other) => other.id) } }, { id, dims: { not: dims } }],
      },
    });
    if (!isKnown) {
      await tx.embedding.deleteMany({ where: { embedder: id } });
      await tx.embedder.create({ data: { id, dims, state: 'filling' } });
    }
    await tx.$executeRaw`
      INSERT INTO "EmbeddingDue" ("paperId") SELECT "id" FROM "Paper" ORDER BY "publishedOn"
      ON CONFLICT DO NOTHING`;
  }, LONG);
}

/** Time limit for statements over all papers. */
const LONG = { timeout: 600_000, maxWait: 10_000 };

async function finishFilling(db: Database, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const filling = await tx.embedder.findFirst({ where: { id, state: 'filling' } });
    // Another process may have written a paper meanwhile.
    if (!filling || (await countDuePapers(tx)) > 0) return;
    await tx.embedder.deleteMany({ where: { state: 'active' } });
    await tx.embedder.update({ where: { id }, data: { state: 'active' } });
  });
  await deleteUnreadVectors(db);
}

/** Deletes vectors of embedders that are neither active nor filling. */
async function deleteUnreadVectors(db: Db): Promise<void> {
  let deleted: number;
  do {
    deleted = await db.$executeRaw`
      DELETE FROM "Embedding" WHERE ("paperId", "embedder") IN (
        SELECT "paperId", "embedder" FROM "Embedding"
        WHERE "embedder" NOT IN (SELECT "id" FROM "Embedder") LIMIT ${DELETED_A_STEP}
      )`;
  } while (deleted > 0);
}

/** Makes refused papers due again, because limits may have changed; returns their number. */
export async function askForRefusedAgain(db: Database): Promise<number> {
  return db.$executeRaw`
    WITH refused AS (DELETE FROM "Embedding" WHERE "vector" IS NULL RETURNING "paperId")
    INSERT INTO "EmbeddingDue" ("paperId") SELECT DISTINCT "paperId" FROM refused
    ON CONFLICT DO NOTHING`;
}

async function embedBatch(
  db: Database,
  embedder: Embedder,
  due: DuePaper[],
  signal?: AbortSignal,
): Promise<number> {
  const texts = due.map((paper) => ({ ...paper, text: textToEmbed(paper) }));
  const changed = texts
    .map((paper) => ({ ...paper, hash: hashOf(paper.text) }))
    .filter(({ hash, textHash }) => hash !== textHash);
  const vectors = await embedEach(
    embedder,
    changed.map(({ text }) => text),
    { kind: 'paper', signal },
  );
  const read = changed.map(({ id, hash }, at) => ({ id, hash, vector: vectors[at] ?? null }));
  const refused = read.filter(({ vector }) => !vector).map(({ id }) => id);
  if (refused.length > 0) log.warn({ embedder: embedder.id, refused }, 'refused to embed papers');
  await db.$transaction(async (tx) => {
    await storeVectors(tx, embedder.id, read);
    // A text that changed meanwhile stays due.
    await tx.$executeRaw`
      DELETE FROM "EmbeddingDue" due USING unnest(
        ${due.map(({ id }) => id)}::text[], ${due.map(({ changedAs }) => changedAs)}::bigint[]
      ) AS done(id, change)
      WHERE due."paperId" = done.id AND due."changedAs" = done.change`;
    await requestPurge(
      tx,
      changed.map(({ id }) => paperTag(id)),
    );
  });
  return read.length - refused.length;
}

/** A null vector records a refusal, so that the text isn't sent again. */
type NewVector = { id: string; hash: string; vector: Float32Array | null };

async function storeVectors(tx: Transaction, embedder: string, papers: NewVector[]): Promise<void> {
  if (papers.length === 0) return;
  // Numbers must become visible in order, or readers would skip a smaller one.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('Embedding.writtenAs'))::text`;
  const vectors = papers.map(
    ({ vector }) => vector && Buffer.from(toInt8(vector).buffer).toString('base64'),
  );
  await tx.$executeRaw`
    INSERT INTO "Embedding" ("paperId", "embedder", "textHash", "vector")
    SELECT paper.id, ${embedder}, paper.hash, decode(paper.vector, 'base64')
    FROM unnest(
      ${papers.map(({ id }) => id)}::text[], ${papers.map(({ hash }) => hash)}::text[],
      ${vectors}::text[]
    ) AS paper(id, hash, vector)
    -- One that was deleted meanwhile needs no vector.
    JOIN "Paper" ON "Paper"."id" = paper.id
    ON CONFLICT ("paperId", "embedder") DO UPDATE SET
      "textHash" = excluded."textHash", "vector" = excluded."vector",
      "writtenAs" = excluded."writtenAs"`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
