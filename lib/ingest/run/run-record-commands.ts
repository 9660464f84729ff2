/** Records runs of ingest and their progress, so that an interrupted or killed one resumes. */
import { database, type Database } from '@/lib/db/client';
import type { IngestKind } from '@/lib/db/generated/enums';
import { findResumable } from '../queries';
import type { StoreResult } from '../store/store-result';

const KEPT_ERRORS = 100;

type RunName = { source: string; kind: IngestKind; window: string };
export type Run = { id: bigint; source: string; window: string; cursor: string | null };

/**
 * Starts a run's record; resumes an interrupted, failed or killed one of the same kind and window.
 */
export async function startRun(
  db: Database,
  { at, ...name }: RunName & { at: Date },
): Promise<Run> {
  const started = { state: 'running', startedAt: at } as const;
  const { source, window } = name;
  const resumable = await findResumable(db, name);
  if (resumable) {
    await db.ingestRun.update({ where: { id: resumable.id }, data: started });
    return { id: resumable.id, source, window, cursor: resumable.cursor };
  }
  const { id } = await db.ingestRun.create({
    data: { ...name, ...started },
    select: { id: true },
  });
  return { id, source, window, cursor: null };
}

/** Adds a step to its run's counts and moves the cursor. */
export async function recordStep(
  run: Run,
  cursor: string | null,
  result: StoreResult,
): Promise<void> {
  const { created, updated, unchanged, rejected, cut } = result;
  await database().$executeRaw`
    UPDATE "IngestRun" SET
      "cursor" = coalesce(${cursor}, "cursor"),
      "read" = "read" + ${created + updated + unchanged + rejected.length},
      "created" = "created" + ${created}, "updated" = "updated" + ${updated},
      "unchanged" = "unchanged" + ${unchanged}, "skipped" = "skipped" + ${rejected.length},
      "errors" = CASE WHEN jsonb_array_length("errors") < ${KEPT_ERRORS}
        THEN "errors" || ${JSON.stringify([...rejected, ...cut])}::jsonb ELSE "errors" END
    WHERE "id" = ${run.id}`;
}
