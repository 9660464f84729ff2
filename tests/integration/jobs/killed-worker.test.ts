/** A worker is killed during a job of each kind; the next worker runs the job again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { jobs } from '@/lib/jobs/registry';
import { releaseDeadWorkers } from '@/lib/queue/liveness-commands';
import { queueDepth } from '@/lib/queue/queries';
import { requestSubscription } from '@/lib/subscriptions/commands';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { testDatabase } from '../../support/database';
import { startWorkerProcess, type WorkerProcess } from '../../support/worker-process';

const { db, pool } = testDatabase();

/** The worker's concurrency. */
const AT_ONCE = 4;
const NOBODY = 'http://127.0.0.1:9';
const ADA = 'ada@tidewater.example';
const BEN = 'ben@tidewater.example';
const MAILED = [
  ['mail-sign-in', ADA],
  ['mail-confirmation', BEN],
] as const;
const PAYLOADS: Record<string, object> = {
  'mail-sign-in': { email: ADA, nonce: 'first-of-march', next: '/' },
  'mail-comment': { commentId: 'none', userId: 'nobody' },
  'fetch-submission': { id: 'none' },
  'deliver-webhook': { id: 'none' },
};

let sink: SmtpSink;
let settings: Record<string, string>;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  sink = await startSmtpSink();
  settings = {
    SMTP_URL: sink.url,
    MAIL_FROM: 'paper@tidewater.example',
    HF_API_URL: NOBODY,
    ARXIV_API_URL: NOBODY,
  };
});
beforeEach(async () => {
  await pool.query('DELETE FROM graphile_worker._private_jobs');
  await pool.query('DELETE FROM graphile_worker._private_job_queues');
  await sink.forget();
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.kill();
});
afterAll(() => sink.close());

async function start(): Promise<WorkerProcess> {
  const worker = await startWorkerProcess(settings);
  workers.push(worker);
  return worker;
}

/** Each kind in its own queue and under a key, as the schedule enqueues some. */
async function enqueueKind(kind: string, subscriptionId = ''): Promise<void> {
  await pool.query(
    'SELECT graphile_worker.add_job($1::text, $2::json, queue_name => $1::text, job_key => $1::text)',
    [kind, JSON.stringify({ subscriptionId, ...PAYLOADS[kind] })],
  );
}

async function awaitingConfirmation(): Promise<string> {
  await requestSubscription(db, { email: BEN, network: '192.0.2.1', now: new Date() });
  await pool.query('DELETE FROM graphile_worker._private_jobs');
  return (await db.subscription.findUniqueOrThrow({ where: { email: BEN } })).id;
}

/** Blocks every job: no table can be read, and the mail server accepts no mail. */
async function holdUp(): Promise<() => Promise<void>> {
  await sink.misbehave({ hang: 'content' });
  const client = await pool.connect();
  const { rows } = await client.query<{ names: string }>(`
    SELECT string_agg(format('%I', tablename), ', ') AS names FROM pg_tables
    WHERE schemaname = 'public'`);
  await client.query('BEGIN');
  await client.query(`LOCK TABLE ${rows[0]?.names ?? ''} IN ACCESS EXCLUSIVE MODE`);
  return async () => {
    await client.query('ROLLBACK');
    client.release();
    await sink.forget();
  };
}

async function until(isReached: () => Promise<boolean>): Promise<void> {
  while (!(await isReached())) await sleep(50);
}

async function countJobs(condition = 'true'): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE ${condition}`,
  );
  return rows[0]?.count ?? 0;
}

const kinds = Object.keys(jobs);
const groups = Array.from({ length: Math.ceil(kinds.length / AT_ONCE) }, (_, at) =>
  kinds.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
);

test.each(groups)('a kill during %s, %s, %s or %s leaves nothing behind', async (...group) => {
  const subscriptionId = await awaitingConfirmation();
  const letGo = await holdUp();
  for (const kind of group) await enqueueKind(kind, subscriptionId);
  const first = await start();
  await until(async () => (await countJobs('locked_by IS NOT NULL')) === group.length);
  // Enqueued again while it runs: the queue then sets the running job's tries to the maximum.
  for (const kind of group) await enqueueKind(kind, subscriptionId);
  await first.kill();
  await letGo();

  await start();
  await until(
    async () => (await countJobs()) === 0 || (await countJobs('last_error IS NOT NULL')) > 0,
  );
  const { rows } = await pool.query('SELECT task_identifier, last_error FROM graphile_worker.jobs');
  expect(rows).toEqual([]);
  const sent = new Set((await sink.received()).map(({ to }) => to.join()));
  expect([...sent].toSorted()).toEqual(
    MAILED.filter(([kind]) => group.includes(kind)).map(([, to]) => to),
  );
});

test('a living worker keeps its jobs, and frees those whose tries were used up without an error', async () => {
  const letGo = await holdUp();
  await enqueueKind('sweep');
  await pool.query('UPDATE graphile_worker._private_jobs SET attempts = max_attempts, key = NULL');
  expect(await queueDepth(pool)).toEqual({ waiting: 0, failed: 1 });
  await enqueueKind('plan-digests');
  await start();
  await until(async () => (await countJobs('locked_by IS NOT NULL')) === 2);

  expect(await releaseDeadWorkers(pool, 0)).toBe(0);
  expect(await countJobs('locked_by IS NOT NULL')).toBe(2);
  await letGo();
  await until(async () => (await countJobs()) === 0);
});
