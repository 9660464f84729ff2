/**
 * Delivers a slot under faults: workers are killed, the mail server greylists and restarts,
 * Postgres restarts, votes change. Reports missed readers and differing mails.
 */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase } from '@/lib/db/client';
import { openEmbedded } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { LEASE_MS } from '@/lib/digests/deliver/retries';
import { restartDatabase } from './database-restart';
import { startDigestWorker, type DigestWorker } from './digest-worker';
import { startGreylistingServer, type GreylistingServer } from './greylisting-server';
import { withoutChance } from './received-mail';
import { seededRandom, type Random } from '@/scripts/bench/votes/random';
import { listPapers, manySubscribers, SLOT_AT } from './subscribers';
import { temporaryFolder } from './temporary-folder';

export type FaultOptions = {
  mails: number;
  kills: number;
  /** Seeds rejections, restarts and kills. */
  seed: number;
  onProgress?: (sentence: string) => void;
  /** Stops early with an error, after all processes have ended. */
  signal?: AbortSignal;
};

export type FaultReport = {
  kills: number;
  serverRestarts: number;
  databaseRestarts: number;
  /** Mails that arrived more than once, counted each further time. */
  repeats: number;
  /** Readers without a mail. */
  missed: string[];
  /** Deliveries by final state. */
  states: Record<string, number>;
  /** Readers with a second Message-ID. */
  renamed: string[];
  /** Readers with differing mails. */
  changed: string[];
  /** Readers with more repeats than interruptions during their mail's delivery. */
  unexplained: string[];
};

const SECRET = 'a secret that only these tests know';
const PAPERS = 20;
/** Average number of worker lives between restarts of a server. */
const SERVER_RESTART_EVERY = 10;
const DATABASE_RESTART_EVERY = 25;
/** Accepted mails between two kills, as a share of the average. */
const SHARE_OF_A_LIFE = 1.2;
const LONGEST_STARTING_MS = 400;
const MINUTE_MS = 60_000;
/** Worker lives without any delivery after which the run fails. */
const LIVES_WITHOUT_ANSWER = 20;
/** The last mails wait for three retries at most. */
const MOST_LAST_RUNS = 30;

type Stage = Awaited<ReturnType<typeof openStage>>;

/** Runs one slot to its end. */
export async function deliverThroughFaults(options: FaultOptions): Promise<FaultReport> {
  const stage = await openStage(options);
  try {
    const interrupted = await deliverWhileKilling(stage, options);
    const report = await judge(stage, interrupted);
    return report;
  } finally {
    await stage.close();
  }
}

async function openStage({ mails, seed }: FaultOptions) {
  const folder = temporaryFolder('faults');
  const server = await openEmbedded(folder, { settings: { fsync: 'off' } });
  await migrate(server.url);
  const { db, pool } = createDatabase(server.url);
  const smtp = await startGreylistingServer({ folder, seed });
  await listPapers(db, { count: PAPERS });
  await manySubscribers(pool, mails);
  await planDigests(db, SLOT_AT);
  return {
    server,
    db,
    pool,
    smtp,
    startWorker: () =>
      startDigestWorker(smtp.url, {
        DATABASE_URL: server.url,
        AUTH_SECRET: SECRET,
        LOG_LEVEL: 'silent',
      }),
    async close() {
      await smtp.kill();
      await db.$disconnect();
      await pool.end();
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

type Interruptions = {
  kills: number;
  serverRestarts: number;
  databaseRestarts: number;
  /** Interruptions of each mail by the end of its worker or the database, by Message-ID. */
  onTheirWay: Map<string, number>;
};

async function deliverWhileKilling(stage: Stage, options: FaultOptions): Promise<Interruptions> {
  const { mails, kills, seed, onProgress, signal } = options;
  const random = seededRandom(seed);
  const done: Interruptions = {
    kills: 0,
    serverRestarts: 0,
    databaseRestarts: 0,
    onTheirWay: new Map(),
  };
  // A process takes longer to start than it lives here.
  const spares = [stage.startWorker(), stage.startWorker()];
  let at = SLOT_AT;
  for (let life = 1; done.kills < kills; life += 1) {
    signal?.throwIfAborted();
    if (life > LIVES_WITHOUT_ANSWER && stage.smtp.answers() === 0) {
      throw new Error('The workers send nothing.');
    }
    const worker = await spares.shift()!;
    spares.push(stage.startWorker());
    at = new Date(at.getTime() + MINUTE_MS / 2 + random() * (LEASE_MS + 2 * MINUTE_MS));
    await liveAndDie(stage, {
      worker,
      at,
      life,
      random,
      done,
      mostAnswers: (2 * SHARE_OF_A_LIFE * mails) / kills,
    });
    // New votes, which would change a digest chosen again.
    await changeVotes(stage, random);
    if (life % 20 === 0) onProgress?.(`${done.kills} kills, ${stage.smtp.answers()} answers`);
    if ((await openDeliveries(stage)).length === 0) break;
  }
  await deliverTheRest(stage, { spares, at });
  return done;
}

type Life = {
  worker: DigestWorker;
  at: Date;
  life: number;
  random: Random;
  done: Interruptions;
  mostAnswers: number;
};

/** One worker, from its first lease until it is killed or has no work left. */
async function liveAndDie(stage: Stage, { worker, at, life, random, done, mostAnswers }: Life) {
  const { smtp, server, pool } = stage;
  let isOver = false;
  const delivering = worker.deliver(at).finally(() => (isOver = true));
  const enough = smtp.answers() + 1 + random() * mostAnswers;
  const isRestartingServer = life % SERVER_RESTART_EVERY === 0;
  const isRestartingDatabase = life % DATABASE_RESTART_EVERY === 0;
  // Every fifth dies at a random moment; the others after a random number of answers.
  if (life % 5 === 1) await sleep(random() * LONGEST_STARTING_MS);
  else while (!isOver && smtp.answers() < enough) await sleep(2);
  if (isRestartingServer) {
    await smtp.kill();
    await sleep(random() * LONGEST_STARTING_MS);
    await smtp.start();
    done.serverRestarts += 1;
  }
  if (isRestartingDatabase) {
    await restartDatabase(server, pool, random() < 0.5 ? 'SIGINT' : 'SIGKILL');
    done.databaseRestarts += 1;
  }
  const wasAlive = !isOver;
  worker.kill();
  if ((await delivering) === null && wasAlive) done.kills += 1;
  const { rows } = await pool.query<{ messageId: string }>(
    `SELECT "messageId" FROM "Delivery"
     WHERE "state" = 'claimed' AND "messageId" IS NOT NULL AND "leaseUntil" >= $1`,
    [new Date(at.getTime() + LEASE_MS)],
  );
  for (const { messageId } of rows) {
    done.onTheirWay.set(messageId, (done.onTheirWay.get(messageId) ?? 0) + 1);
  }
}

async function changeVotes({ pool }: Stage, random: Random): Promise<void> {
  await pool.query(
    `UPDATE "Paper" SET "votes" = v.votes, "massDay" = v.votes, "massWeek" = v.votes
     FROM (SELECT "id", 1 + (row_number() OVER (ORDER BY "id") * $1)::int % 97 AS votes
           FROM "Paper") v WHERE v."id" = "Paper"."id"`,
    [1 + Math.floor(random() * 96)],
  );
}

async function openDeliveries({ pool }: Stage): Promise<Date[]> {
  const { rows } = await pool.query<{ at: Date }>(
    `SELECT greatest("dueAt", "leaseUntil") AS at FROM "Delivery" WHERE "isOpen" ORDER BY 1 DESC`,
  );
  return rows.map(({ at }) => at);
}

async function deliverTheRest(
  stage: Stage,
  { spares, at }: { spares: Promise<DigestWorker>[]; at: Date },
): Promise<void> {
  let now = at;
  for (let run = 0; run < MOST_LAST_RUNS; run += 1) {
    const [last] = await openDeliveries(stage);
    if (!last) break;
    now = new Date(Math.max(now.getTime(), last.getTime()) + 1_000);
    const worker = await (spares.shift() ?? stage.startWorker());
    await worker.deliver(now);
  }
  for (const unused of await Promise.all(spares)) unused.kill();
}

async function judge(stage: Stage, interruptions: Interruptions): Promise<FaultReport> {
  const { onTheirWay, ...counts } = interruptions;
  const { rows } = await stage.pool.query<{ email: string; state: string; messageId: string }>(
    `SELECT s."email", d."state"::text AS state, coalesce(d."messageId", '') AS "messageId"
     FROM "Delivery" d JOIN "Subscription" s ON s."id" = d."subscriptionId"`,
  );
  const arrived = await arrivals(stage.smtp);
  const times = (email: string) => arrived.get(email)?.times ?? 0;
  const explained = ({ messageId }: { messageId: string }) =>
    (onTheirWay.get(messageId) ?? 0) + counts.serverRestarts;
  const states: Record<string, number> = {};
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1;
  const emails = (all: { email: string }[]) => all.map(({ email }) => email);
  const found = [...arrived.entries()];
  return {
    ...counts,
    repeats: found.reduce((sum, [, mail]) => sum + mail.times - 1, 0),
    missed: emails(rows.filter(({ email }) => times(email) === 0)),
    states,
    renamed: emails(
      rows.filter(
        (row) =>
          arrived.get(row.email)?.ids.has(row.messageId) !== true ||
          arrived.get(row.email)?.ids.size !== 1,
      ),
    ),
    changed: found.filter(([, mail]) => mail.isChanged).map(([email]) => email),
    unexplained: emails(rows.filter((row) => times(row.email) - 1 > explained(row))),
  };
}

type Arrived = { first: string; times: number; ids: Set<string>; isChanged: boolean };

async function arrivals(smtp: GreylistingServer): Promise<Map<string, Arrived>> {
  const arrived = new Map<string, Arrived>();
  for await (const { to, raw } of smtp.accepted()) {
    const text = withoutChance(raw);
    const known = arrived.get(to) ?? { first: text, times: 0, ids: new Set(), isChanged: false };
    known.times += 1;
    known.ids.add(/^Message-ID:\s*(\S+)/im.exec(raw)?.[1] ?? '');
    known.isChanged ||= text !== known.first;
    arrived.set(to, known);
  }
  return arrived;
}
