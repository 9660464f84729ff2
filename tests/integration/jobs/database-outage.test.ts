/**
 * Postgres dies while the worker embeds papers; the worker ends cleanly, and the next one resumes.
 */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase } from '@/lib/db/client';
import { openEmbedded, type Embedded } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';
import { installQueue } from '@/lib/queue/commands';
import { listPapers } from '../../support/subscribers';
import { temporaryFolder } from '../../support/temporary-folder';
import { startWorkerProcess, type WorkerProcess } from '../../support/worker-process';

/** Several batches of the embedder. */
const PAPERS = 96;

let home: string;
let server: Embedded;
let database: ReturnType<typeof createDatabase>;
let worker: WorkerProcess | null = null;

beforeEach(async () => {
  home = temporaryFolder('outage');
  server = await openEmbedded(home, { settings: { fsync: 'off' } });
  await migrate(server.url);
  await installQueue(server.url);
  database = createDatabase(server.url);
});
afterEach(async () => {
  await worker?.kill();
  await database.db.$disconnect();
  await database.pool.end();
  await server.close();
  rmSync(home, { recursive: true });
});

const postmaster = () =>
  Number(readFileSync(path.join(server.folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
const start = () => startWorkerProcess({ DATABASE_URL: server.url, DATA_DIR: home });
const countEmbedded = () => database.db.embedding.count();

/** Restarts by the embedded database's opener. */
async function killPostgres(): Promise<void> {
  const before = postmaster();
  process.kill(before, 'SIGQUIT');
  for (;;) {
    await sleep(50);
    try {
      if (postmaster() === before) continue;
      await database.pool.query('SELECT 1');
      return;
    } catch (error) {
      // Still starting: no file, no listener, or not ready.
      if (!(error instanceof Error)) throw error;
    }
  }
}

test('a worker that loses its database while it embeds ends without an abort, and the work is finished', async () => {
  await listPapers(database.db, { count: PAPERS });
  // Long texts, so that the model is busy at almost every moment.
  await database.pool.query(
    `UPDATE "Paper" SET "abstract" = repeat('Of fog and its weight. ', 80)`,
  );
  await database.pool.query(
    `SELECT graphile_worker.add_job('embed-papers', queue_name => 'embed-papers', job_key => 'embed-papers')`,
  );
  worker = await start();
  while ((await countEmbedded()) === 0) await sleep(20);
  await killPostgres();
  const embedded = await countEmbedded();
  expect(embedded).toBeLessThan(PAPERS);

  // Restarts the worker, like the supervisor.
  while ((await countEmbedded()) < PAPERS) {
    const code = await Promise.race([sleep(100, 'runs' as const), worker.ended]);
    if (code === 'runs') continue;
    expect(code, worker.output()).toBe(1);
    worker = await start();
  }
});
