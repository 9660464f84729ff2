/** `npm run bench:digest`: measures planning, composing and delivering, and their growth. */
import path from 'node:path';
import type pg from 'pg';
import type { Database } from '@/lib/db/client';
import { loadSampleEdition } from '@/lib/ingest/sample';
import { startSmtpSink } from '@/tests/support/smtp-sink';
import { importArchive } from './archive';
import { median, note, report, rounded, runBench, type Defer } from './bench';
import { openBenchDatabase } from './database';
import { explainPlanning, planningSeconds } from './digest/planning';
import { reportReaders } from './digest/readers';
import { startSenders, type Facts } from './digest/senders';
import { addSubscribers, inventInterests } from './digest/subscribers';

const bench = 'digest';
/** A Thursday near the archive's end. */
const START = Date.parse('2026-08-20T10:00:00Z');
const MINUTE_MS = 60_000;
/** Due time of all subscribers outside the measured slot. */
const REST = new Date(START + 180 * MINUTE_MS);

const SLOT = 20_000;
const GROWTH_DUE = 2_000;
const GROWTH_RUNS = 3;
const CAPTURED = 500;
/** Many short rounds, so that other load on the machine affects both sides alike. */
const ROUNDS = 9;
const ROUND_SECONDS = 1;
/** Mails for all delivery rounds at most, so that a fast machine leaves some for composing. */
const MOST_DELIVERED = 10_000;
const COMPOSE_SECONDS = 5;

const PLANNING_TARGET_S = 5;
const GROWTH_TARGET_RATIO = 1.5;
const COMPOSE_TARGET_RATE = 500;
const DELIVERY_TARGET_RATIO = 0.7;
const MEMORY_TARGET_MB = 400;
const MEMORY_GROWTH_TARGET = 1.1;

let minute = 0;
function nextMinute(): Date {
  minute += 1;
  return new Date(START + minute * MINUTE_MS);
}

await runBench(async (dataDir, defer) => {
  const { url, db, folder, connect } = await openBenchDatabase(defer);
  await loadSampleEdition(db);
  const env = { DATABASE_URL: url, LOG_LEVEL: 'silent' };
  note('Importing the archive.');
  await importArchive(defer, { url, dataDir });
  await db.$executeRaw`ANALYZE`;
  const connection = await connect();
  await inventInterests(db, connection);

  const sink = await startSmtpSink();
  defer(() => sink.close());
  const senders = {
    file: path.join(folder, 'mails.json'),
    env: {
      ...env,
      SMTP_URL: sink.url,
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://papers.example.org',
      MAIL_FROM: 'Broadsheet <digest@papers.example.org>',
      AUTH_SECRET: 'a secret for this benchmark only',
      CRON_SECRET: 'a secret for this benchmark only',
    },
  };
  const few = await growTo(connection, db, { before: 0, subscribers: 10_000 });
  const fewRssMb = await memoryOfWorker(defer, senders);
  const many = await growTo(connection, db, { before: 10_000, subscribers: 100_000, slot: SLOT });
  await reportDelivery(defer, senders, fewRssMb);
  await reportReaders(defer, { db, connection, senders, nextMinute });
  const most = await growTo(connection, db, { before: 100_000, subscribers: 1_000_000 });
  report(
    {
      bench,
      metric: 'planning_growth',
      value: most / few,
      target: GROWTH_TARGET_RATIO,
      better: 'lower',
    },
    { due: GROWTH_DUE, ms: [few, many, most].map((seconds) => rounded(seconds * 1_000)) },
  );
});

type Growth = { before: number; subscribers: number; slot?: number };

/** Adds subscribers, plans the same number at each size, and plans the slot if there is one. */
async function growTo(connection: pg.Client, db: Database, growth: Growth): Promise<number> {
  const { before, subscribers, slot } = growth;
  const runs = Array.from({ length: GROWTH_RUNS }, nextMinute);
  const slotAt = nextMinute();
  const dues = runs.map((at) => ({ at, count: GROWTH_DUE }));
  if (slot) dues.push({ at: slotAt, count: slot });
  note(`${subscribers.toLocaleString('en')} subscribers.`);
  await addSubscribers(connection, { before, count: subscribers - before, dues, rest: REST });
  const { rows, pages, plan } = await explainPlanning(db, connection, runs[0]!);
  const metric = `planning_rows_at_${subscribers}`;
  report({ bench, metric, value: rows, target: null, better: 'lower' }, { pages, plan });
  const { seconds } = await planningSeconds(db, runs);
  if (!slot) return seconds;
  const { seconds: value, planned } = await planningSeconds(db, [slotAt]);
  report(
    { bench, metric: 'planning_seconds', value, target: PLANNING_TARGET_S, better: 'lower' },
    { planned, subscribers },
  );
  return seconds;
}

type SenderOptions = Parameters<typeof startSenders>[1];

async function memoryOfWorker(defer: Defer, options: SenderOptions): Promise<number> {
  const worker = await startSenders(defer, { ...options, count: 1 });
  const at = nextMinute().toISOString();
  return (await worker.tell({ do: 'deliver', at, seconds: ROUNDS * ROUND_SECONDS })).rssMb;
}

async function reportDelivery(
  defer: Defer,
  options: SenderOptions,
  fewRssMb: number,
): Promise<void> {
  const at = nextMinute().toISOString();
  const [workers, bare] = [await startSenders(defer, options), await startSenders(defer, options)];
  const one = await startSenders(defer, { ...options, count: 1 });
  await one.tell({ do: 'capture', at, mails: CAPTURED });
  await workers.tell({ do: 'deliver', at, seconds: 1 });
  await bare.tell({ do: 'bare', seconds: 1 });
  const rounds: { worker: Facts; bare: Facts }[] = [];
  let [rssMb, delivered] = [0, 0];
  for (let round = 0; round < ROUNDS && delivered < MOST_DELIVERED; round += 1) {
    const worker = await workers.tell({ do: 'deliver', at, seconds: ROUND_SECONDS });
    const baseline = await bare.tell({ do: 'bare', seconds: ROUND_SECONDS });
    rounds.push({ worker, bare: baseline });
    ({ rssMb } = worker);
    delivered += worker.mails;
  }
  const ratios = rounds.map(({ worker, bare: base }) => worker.perSecond / base.perSecond);
  const middle = (of: (round: { worker: Facts; bare: Facts }) => number) =>
    rounded(median(rounds.map(of)));
  report(
    {
      bench,
      metric: 'delivery_ratio',
      value: median(ratios),
      target: DELIVERY_TARGET_RATIO,
      better: 'higher',
    },
    {
      mailsPerSecond: middle(({ worker }) => worker.perSecond),
      barePerSecond: middle((round) => round.bare.perSecond),
      cpuMsPerMail: middle(({ worker }) => worker.cpuMsPerMail),
      bareCpuMsPerMail: middle((round) => round.bare.cpuMsPerMail),
      rounds: ratios.map(rounded),
    },
  );
  const composed = await workers.tell({ do: 'compose', at, seconds: COMPOSE_SECONDS });
  report(
    {
      bench,
      metric: 'compose_rate',
      value: composed.perSecond,
      target: COMPOSE_TARGET_RATE,
      better: 'higher',
    },
    { mails: composed.mails },
  );
  report(
    { bench, metric: 'memory_mb', value: rssMb, target: MEMORY_TARGET_MB, better: 'lower' },
    { at10000Subscribers: rounded(fewRssMb) },
  );
  const value = rssMb / fewRssMb;
  const target = MEMORY_GROWTH_TARGET;
  report({ bench, metric: 'memory_growth', value, target, better: 'lower' });
}
