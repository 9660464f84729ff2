/** Delivers what is planned: claims, composes, sends and settles, a batch at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock, type Clock } from '@/lib/clock';
import { database, databasePool, type Database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { suppressAddress } from '@/lib/mail/commands';
import { mailer as processMailer } from '@/lib/mail/mailer';
import type { Outcome } from '@/lib/mail/outcomes';
import type { Mailer } from '@/lib/mail/transport';
import { pick } from './choose';
import {
  claimDeliveries,
  settleSent,
  settleUnsent,
  stampDeliveries,
  type Claim,
  type Sent,
  type Stamp,
  type Unsent,
} from './claim-queries';
import { digestMessage } from './message';
import { deliveredAmong } from './queries';
import { GIVE_UP_AFTER_MS, retryAt, SERVER_PAUSE_MS } from './rules';
import { digestSlot, type DigestSlot } from './slot';
import { together } from './together';
import type { Choice } from './types';

export type DeliveryCounts = Record<'sent' | 'skipped' | 'deferred' | 'failed', number>;

export type DeliveryOptions = {
  clock?: Clock;
  mailer?: Mailer;
  /** No batch is claimed after this. */
  deadline?: Date;
  signal?: AbortSignal;
  onProgress?: (counts: DeliveryCounts) => void;
};

/** Claimed together: few, so that a killed worker holds up few; enough that pauses between don't count. */
const BATCH = 120;
/** Mails in work at once for each connection: while one is sent, others are stamped and settled. */
const PER_CONNECTION = 4;
/** Pauses between tries, a minute in all. */
const SETTLE_AGAIN_MS = [250, 1_000, 4_000, 15_000, 40_000];

/**
 * Delivers until nothing is due, the time is up, or the mail server refuses everybody. Any number
 * of workers may run this at once.
 */
export async function deliverDigests(options: DeliveryOptions = {}): Promise<DeliveryCounts> {
  const { clock = systemClock, deadline, signal, onProgress } = options;
  const mailer = options.mailer ?? processMailer();
  const counts: DeliveryCounts = { sent: 0, skipped: 0, deferred: 0, failed: 0 };
  const delivering = { clock, mailer, counts, ...statements(clock) };
  while (!signal?.aborted && (!deadline || clock() < deadline) && mailer.waitMs() === 0) {
    const claims = await claimDeliveries(databasePool(), BATCH, clock());
    if (claims.length === 0) break;
    await deliverBatch(claims, delivering);
    onProgress?.(counts);
  }
  return counts;
}

type Delivering = {
  clock: Clock;
  mailer: Mailer;
  counts: DeliveryCounts;
} & ReturnType<typeof statements>;

/** What every mail asks of the database, said together for those that are in work at once. */
function statements(clock: Clock) {
  const pool = databasePool();
  return {
    stamp: together((stamps: Stamp[]) => stampDeliveries(pool, stamps, clock())),
    settle: together(async (sent: Sent[]) => {
      await withPatience(() => settleSent(pool, sent));
      return sent;
    }),
  };
}

async function deliverBatch(claims: Claim[], delivering: Delivering): Promise<void> {
  const db = database();
  const choices = await chooseAll(db, claims);
  const waiting = [...claims];
  const lane = async () => {
    for (let claim = waiting.shift(); claim; claim = waiting.shift()) {
      const outcome = await deliverOne(claim, choices.get(claim.id) ?? null, delivering);
      delivering.counts[outcome] += 1;
    }
  };
  const lanes = Array.from({ length: env.MAIL_POOL * PER_CONNECTION }, lane);
  const ended = await Promise.allSettled(lanes);
  // Only now: mails that are on their way must be settled, whatever became of the others.
  const failure = ended.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}

type Chosen = { slot: DigestSlot; choices: Choice[] };

/** What each claimed digest holds: of one query for what all their readers have had. */
async function chooseAll(db: Database, claims: Claim[]): Promise<Map<string, Chosen>> {
  const chosen = new Map<string, Chosen>();
  const bySlot = Map.groupBy(claims, ({ cadence, day }) => `${cadence}:${day}`);
  for (const group of bySlot.values()) {
    const { cadence, day } = group[0]!;
    const slot = await digestSlot(db, cadence, day);
    const subscribers = group.map(({ subscriptionId }) => subscriptionId);
    const delivered = await deliveredAmong(databasePool(), subscribers, slot.paperIds);
    for (const claim of group) {
      const had = delivered.get(claim.subscriptionId) ?? new Set<string>();
      chosen.set(claim.id, { slot, choices: choicesOf(claim, slot, had) });
    }
  }
  return chosen;
}

function choicesOf(claim: Claim, slot: DigestSlot, delivered: Set<string>): Choice[] {
  // Tried before: the reader gets the mail that was promised, not a second choice.
  const kept = claim.papers.flatMap(({ id, reason }) => {
    const paper = slot.byId.get(id);
    return paper ? [{ paper, reason }] : [];
  });
  if (kept.length > 0) return kept;
  return pick(slot.ranked(claim), { delivered, maxPapers: claim.maxPapers, since: claim.since });
}

async function deliverOne(
  claim: Claim,
  chosen: Chosen | null,
  { clock, mailer, stamp, settle }: Delivering,
): Promise<keyof DeliveryCounts> {
  const pool = databasePool();
  if (!chosen || chosen.choices.length === 0) {
    await settleUnsent(pool, claim, { state: 'skipped', lastError: 'nothing worth saying' });
    return 'skipped';
  }
  const papers = chosen.choices.map(({ paper, reason }) => ({ id: paper.id, reason }));
  const mail = digestMessage(claim, { deliveryId: claim.id, day: claim.day, ...chosen });
  const stamped = await stamp({ claim, messageId: mail.messageId, papers });
  if (!stamped) {
    await settleUnsent(pool, claim, { state: 'skipped', lastError: 'not wanted any more' });
    return 'skipped';
  }
  const outcome = await mailer.send(mail);
  if (outcome.kind === 'sent') {
    await settle({ id: claim.id, paperIds: papers.map(({ id }) => id), at: clock() });
    return 'sent';
  }
  const unsent = unsentBy(outcome, claim, { now: clock(), waitMs: mailer.waitMs() });
  await settleUnsent(pool, stamped, unsent);
  if (outcome.kind === 'permanent' && outcome.reason === 'unknown') {
    await suppressAddress(database(), claim.email, 'bounce', clock());
  }
  log.debug({ delivery: claim.id, outcome }, 'a digest was not sent');
  return unsent.state;
}

/** The mails are gone and can't be called back: a database that restarts is waited for. */
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

/** What a mail that the server didn't take means for its row. */
function unsentBy(
  outcome: Exclude<Outcome, { kind: 'sent' }>,
  claim: Claim,
  { now, waitMs }: { now: Date; waitMs: number },
): Unsent {
  const lastError = outcome.detail;
  switch (outcome.kind) {
    case 'permanent':
      return { state: 'failed', lastError };
    case 'temporary': {
      const dueAt = retryAt(claim.attempts, now, Math.random());
      if (!dueAt) return { state: 'failed', lastError };
      return { state: 'deferred', lastError, dueAt, givesAttemptBack: false };
    }
    case 'server_trouble': {
      if (now.getTime() - claim.plannedAt.getTime() > GIVE_UP_AFTER_MS) {
        return { state: 'failed', lastError };
      }
      const dueAt = new Date(now.getTime() + Math.max(waitMs, SERVER_PAUSE_MS));
      return { state: 'deferred', lastError, dueAt, givesAttemptBack: true };
    }
  }
}
