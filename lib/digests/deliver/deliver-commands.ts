/** Delivers planned digests: leases, composes, sends and settles, a batch at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Batches } from '@/lib/batches';
import { systemClock, type Clock } from '@/lib/clock';
import { database, databasePool } from '@/lib/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { suppressAddress } from '@/lib/mail/commands';
import { mailer as processMailer } from '@/lib/mail/mailer';
import type { Outcome } from '@/lib/mail/smtp/outcomes';
import type { Mailer } from '@/lib/mail/smtp/transport';
import { words } from '@/lib/words';
import { chooseAll, type Chosen } from '../choose/choice-queries';
import { claimDeliveries, releaseClaims, stampDeliveries, type Claim, type Stamp } from './leases';
import { digestMessage, digestMessageId } from '../compose/message';
import { GIVE_UP_AFTER_MS, retryAt, SERVER_PAUSE_MS } from './retries';
import {
  settleSent,
  settleSkipped,
  settleUnsent,
  type Sent,
  type Skipped,
  type Unsent,
} from './settling';
import { timeLimit, type TimeLimit } from './time-limit';

export type DeliveryCounts = Record<'sent' | 'skipped' | 'deferred' | 'failed', number>;

export type DeliveryOptions = {
  clock?: Clock;
  mailer?: Mailer;
  /** Starts no mail after this time, and waits for none a moment later. */
  deadline?: Date;
  /** Equivalent to a passed deadline. */
  signal?: AbortSignal;
  onProgress?: (counts: DeliveryCounts) => void;
};

/** Batch size: small, so that a killed worker delays few; large enough to hide pauses. */
const BATCH = 60;
/** Two, so that connections stay busy while one batch is leased, chosen and settled. */
const BATCHES_AT_ONCE = 2;
/** Mails in progress for each connection: others are stamped and settled while one is sent. */
const PER_CONNECTION = 4;
/** Batches the last check before SMTP; as many as the connections send in a moment. */
const STAMPED_TOGETHER = 12;
/** Batches updates of sent mails of one moment: a statement costs as much as a mail. */
const SETTLE_GATHER_MS = 25;
/** Pauses between tries, a minute in all. */
const SETTLE_AGAIN_MS = [250, 1_000, 4_000, 15_000, 40_000];

/**
 * Delivers until nothing is due, the time is up, or the mail server refuses everything. Any number
 * of workers may run this at once.
 */
export async function deliverDigests(options: DeliveryOptions = {}): Promise<DeliveryCounts> {
  const { clock = systemClock, onProgress } = options;
  const mailer = options.mailer ?? processMailer();
  const counts: DeliveryCounts = { sent: 0, skipped: 0, deferred: 0, failed: 0 };
  const time = timeLimit(options, clock);
  const delivering = { clock, mailer, counts, time, ...statements(clock) };
  const deliverBatches = async () => {
    while (!time.isUp() && mailer.waitMs() === 0) {
      const claims = await claimDeliveries(databasePool(), BATCH, clock());
      if (claims.length === 0) break;
      await deliverBatch(claims, delivering);
      onProgress?.(counts);
    }
  };
  try {
    await allEnded(Array.from({ length: BATCHES_AT_ONCE }, deliverBatches));
  } finally {
    time.close();
  }
  return counts;
}

/** Fails only once all have ended, because mails in flight must be settled. */
async function allEnded(works: Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(works);
  const failure = ended.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}

type Delivering = {
  clock: Clock;
  mailer: Mailer;
  counts: DeliveryCounts;
  time: TimeLimit;
} & ReturnType<typeof statements>;

/** Batches the updates for sent mails. */
function statements(clock: Clock) {
  const pool = databasePool();
  const settling = new Batches<Sent, Sent>(
    async (_key, sent) => {
      await withPatience(() => settleSent(pool, sent));
      return sent;
    },
    { gatherMs: SETTLE_GATHER_MS, isolatesFailures: false },
  );
  return {
    stamp: (stamps: Stamp[]) => stampDeliveries(pool, stamps, clock()),
    settle: (sent: Sent) => settling.ask('sent', sent),
  };
}

type Digest = { claim: Claim; chosen: Chosen };

async function deliverBatch(claims: Claim[], delivering: Delivering): Promise<void> {
  const { time, counts } = delivering;
  const waiting = await digestsOf(claims, counts);
  const stamped: Digest[] = [];
  let stamping: Promise<void> | null = null;
  const stampSome = async () => {
    const some = waiting.splice(0, STAMPED_TOGETHER);
    stamped.push(...(await stampAll(some, delivering)));
  };
  const next = async () => {
    while (!time.isUp() && stamped.length === 0 && (stamping || waiting.length > 0)) {
      stamping ??= stampSome().finally(() => (stamping = null));
      await stamping;
    }
    return time.isUp() ? undefined : stamped.shift();
  };
  const lane = async () => {
    for (let digest = await next(); digest; digest = await next()) {
      counts[await sendDigest(digest, delivering)] += 1;
    }
  };
  await allEnded(Array.from({ length: mailsInWork() }, lane));
  const left = [...stamped, ...waiting].map(({ claim }) => claim);
  if (left.length > 0) await releaseClaims(databasePool(), left);
}

/** More than the rate limit of a second would only wait, also when the time is up. */
function mailsInWork(): number {
  const rate = (env.MAIL_RATE ?? Infinity) / BATCHES_AT_ONCE;
  return Math.ceil(Math.min(env.MAIL_POOL * PER_CONNECTION, rate));
}

/** Selects a batch's mails to send; settles the others with a reason. */
async function digestsOf(claims: Claim[], counts: DeliveryCounts): Promise<Digest[]> {
  const chosen = await chooseAll(
    database(),
    claims.filter(({ isOvertaken }) => !isOvertaken),
  );
  const digests: Digest[] = [];
  const skipped: Skipped[] = [];
  for (const claim of claims) {
    const choice = chosen.get(claim.id);
    if (choice && choice.choices.length > 0) digests.push({ claim, chosen: choice });
    else
      skipped.push({
        claim,
        why: claim.isOvertaken ? words.digest.skipped.overtaken : words.digest.skipped.noPapers,
      });
  }
  await skip(skipped, counts);
  return digests;
}

async function skip(skipped: Skipped[], counts: DeliveryCounts): Promise<void> {
  if (skipped.length > 0) await settleSkipped(databasePool(), skipped);
  counts.skipped += skipped.length;
}

/** The mails to send, each stamped with its id for a retry. */
async function stampAll(digests: Digest[], delivering: Delivering): Promise<Digest[]> {
  const stamps = digests.map(({ claim, chosen }) => ({
    claim,
    messageId: digestMessageId(claim.id),
    papers: chosen.choices.map(({ paper: { id, votes }, reason }) => ({ id, reason, votes })),
  }));
  const claims = await delivering.stamp(stamps);
  const refused = digests.filter((_, at) => claims[at] === null);
  const unwanted = refused.map(({ claim }) => ({ claim, why: words.digest.skipped.stopped }));
  await skip(unwanted, delivering.counts);
  return digests.flatMap(({ chosen }, at) => {
    const claim = claims[at];
    return claim ? [{ claim, chosen }] : [];
  });
}

async function sendDigest(
  { claim, chosen }: Digest,
  { clock, mailer, time, settle }: Delivering,
): Promise<keyof DeliveryCounts> {
  const mail = digestMessage(claim, { deliveryId: claim.id, day: claim.day, ...chosen });
  const outcome = await mailer.send(mail, time.cutOff);
  if (outcome.kind === 'sent') {
    const paperIds = chosen.choices.map(({ paper }) => paper.id);
    await settle({ id: claim.id, paperIds, at: clock() });
    return 'sent';
  }
  const unsent = unsentBy(outcome, claim, { now: clock(), waitMs: mailer.waitMs() });
  await settleUnsent(databasePool(), claim, unsent);
  if (outcome.kind === 'permanent' && outcome.reason === 'unknown') {
    await suppressAddress(database(), claim.email, 'bounce', clock());
  }
  log.debug({ delivery: claim.id, outcome }, 'a digest was not sent');
  return unsent.state;
}

/** Sent mails can't be recalled, so waits for a restarting database. */
async function withPatience(settle: () => Promise<void>): Promise<void> {
  for (const delayMs of SETTLE_AGAIN_MS) {
    try {
      return await settle();
    } catch (error) {
      log.warn({ error }, 'a digest that was sent could not be settled; trying again');
      await sleep(delayMs);
    }
  }
  await settle();
}

/** Updates the row of a mail that the server didn't accept. */
function unsentBy(
  outcome: Exclude<Outcome, { kind: 'sent' }>,
  { attempts, plannedAt }: Claim,
  { now, waitMs }: { now: Date; waitMs: number },
): Unsent {
  const lastError = outcome.detail;
  switch (outcome.kind) {
    case 'permanent':
      return { state: 'failed', lastError, countsAsTry: true };
    case 'temporary': {
      const dueAt = retryAt(attempts + 1, now, Math.random());
      if (!dueAt) return { state: 'failed', lastError, countsAsTry: true };
      return { state: 'deferred', lastError, dueAt, countsAsTry: true };
    }
    case 'server_trouble': {
      if (now.getTime() - plannedAt.getTime() > GIVE_UP_AFTER_MS) {
        return { state: 'failed', lastError, countsAsTry: false };
      }
      const dueAt = new Date(now.getTime() + Math.max(waitMs, SERVER_PAUSE_MS));
      return { state: 'deferred', lastError, dueAt, countsAsTry: false };
    }
  }
}
