/** Imports an archive of listings; a repeated import of the same file resumes. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { readArchive } from './parse/archive';
import { storeListings } from './store/store-commands';
import { topicWords } from './queries';
import { recordStep, startRun } from './run/run-record-commands';
import { withParsed, type StoreResult } from './store/store-result';
import type { Cut, ListingRecord, Rejected } from './types';

const LINES_A_TRANSACTION = 250;

export type ImportReport = Record<'read' | 'created' | 'updated' | 'unchanged', number> & {
  rejected: Rejected[];
  cut: Cut[];
  /** Lines that an earlier, interrupted import of this file finished. */
  resumedAfter: number;
};

/** Merges every valid row of a JSON Lines archive. `onProgress` gets the number of bytes read. */
export async function importArchive(
  file: string,
  options: { onProgress?: (bytes: number, total: number) => void; signal?: AbortSignal } = {},
): Promise<ImportReport> {
  const db = database();
  const { size } = await stat(file);
  const window = `${path.basename(file)} ${size}`;
  const run = await startRun(db, {
    source: 'huggingface',
    kind: 'import',
    window,
    at: systemClock(),
  });
  const resumedAfter = Number(run.cursor ?? 0);
  const topics = await topicWords(db);
  const report: ImportReport = {
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: [],
    cut: [],
    resumedAfter,
  };
  let listings: ListingRecord[] = [];
  let rejected: Rejected[] = [];
  let cut: Cut[] = [];
  const store = async (line: number) => {
    const step = withParsed(await storeListings(db, listings, topics), { rejected, cut });
    await recordStep(run, String(line), step);
    add(report, step);
    [listings, rejected, cut] = [[], [], []];
  };
  const finish = async (state: 'done' | 'stopped') => {
    const finishedAt = systemClock();
    await db.ingestRun.update({ where: { id: run.id }, data: { state, finishedAt } });
    return report;
  };
  let last = resumedAfter;
  for await (const row of readArchive(file)) {
    if (row.line <= resumedAfter) continue;
    if ('record' in row) {
      listings.push(row.record);
      cut.push(...row.cut);
    } else rejected.push(row.rejected);
    last = row.line;
    if (listings.length + rejected.length < LINES_A_TRANSACTION) continue;
    await store(last);
    options.onProgress?.(row.bytesRead, size);
    if (options.signal?.aborted) return finish('stopped');
  }
  if (listings.length + rejected.length > 0) await store(last);
  options.onProgress?.(size, size);
  return finish('done');
}

function add(
  report: ImportReport,
  { created, updated, unchanged, rejected, cut }: StoreResult,
): void {
  report.created += created;
  report.updated += updated;
  report.unchanged += unchanged;
  report.rejected.push(...rejected);
  report.cut.push(...cut);
  report.read += created + updated + unchanged + rejected.length;
}
