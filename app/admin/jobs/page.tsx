/** Whether the work behind the pages gets done: the queue, what it stumbles over, the sources. */
import { DeskHead, DeskTable, instant } from '@/components/desk/parts';
import { newestRuns } from '@/lib/curation/queries';
import { database, databasePool } from '@/lib/db/client';
import { troubleInWords } from '@/lib/ingest/run/failure-rules';
import { findUpstreamTrouble } from '@/lib/ingest/queries';
import { queueDepth, stuckJobs } from '@/lib/queue/queries';
import { curator } from '../curator';

const SHOWN = 30;

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
      <DeskHead title="Jobs">
        <p>
          {depth.waiting} wait to run now, {depth.failed} failed for good.{' '}
          {trouble ? troubleInWords(trouble) : 'The sources answered when last asked.'}
        </p>
      </DeskHead>
      {stuck.length > 0 && (
        <DeskTable
          caption="Jobs that failed"
          columns={['Job', 'Tries', 'Next', 'Last error']}
          rows={stuck.map(({ name, attempts, runAt, lastError }, index) => ({
            key: String(index),
            cells: [name, attempts, instant(runAt), lastError?.slice(0, 300)],
          }))}
        />
      )}
      <DeskTable
        caption="The newest runs of ingest"
        columns={[
          'Source',
          'Kind',
          'Window',
          'State',
          'Read',
          'New',
          'Changed',
          'Left out',
          'Began',
        ]}
        rows={runs.map((run) => ({
          key: String(run.id),
          cells: [
            run.source,
            run.kind,
            run.window,
            run.state,
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
