/** The queue, its failed jobs, and the state of the sources. */
import { DeskHead, DeskTable, instant } from '@/components/desk/parts';
import { newestRuns } from '@/lib/curation/queries';
import { database, databasePool } from '@/lib/db/client';
import { troubleInWords } from '@/lib/ingest/run/failure-rules';
import { findUpstreamTrouble } from '@/lib/ingest/queries';
import { queueDepth, stuckJobs } from '@/lib/queue/queries';
import { words } from '@/lib/words';
import { curator } from '../curator';

const SHOWN = 30;
const { kinds, states } = words.desk.jobs;

export default async function JobsPage() {
  await curator();
  const db = database();
  const [depth, stuck, runs, trouble] = await Promise.all([
    queueDepth(databasePool()),
    stuckJobs(databasePool(), SHOWN),
    newestRuns(db, SHOWN),
    findUpstreamTrouble(db),
  ]);
  return (
    <>
      <DeskHead title={words.desk.sections.jobs}>
        <p>
          {words.desk.jobs.depth(depth.waiting, depth.failed)}{' '}
          {trouble ? troubleInWords(trouble) : words.sources.up}
        </p>
      </DeskHead>
      {stuck.length > 0 && (
        <DeskTable
          caption={words.desk.jobs.failed}
          columns={words.desk.jobs.failedColumns}
          rows={stuck.map(({ name, attempts, runAt, lastError }, index) => ({
            key: String(index),
            cells: [
              <code key="name">{name}</code>,
              attempts,
              instant(runAt),
              <span key="error" lang="en">
                {lastError?.slice(0, 300)}
              </span>,
            ],
          }))}
        />
      )}
      <DeskTable
        caption={words.desk.jobs.runs}
        columns={words.desk.jobs.runColumns}
        rows={runs.map((run) => ({
          key: String(run.id),
          cells: [
            <code key="source">{run.source}</code>,
            kinds[run.kind],
            run.window,
            states[run.state],
            run.read,
            run.created,
            run.updated,
            run.skipped,
            instant(run.startedAt),
          ],
        }))}
      />
    </>
  );
}
