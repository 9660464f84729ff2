/** Casts and withdraws votes: counters, signals and purges are in the same transaction. */
import type { Database, Transaction } from '@/lib/db/client';
import { holdReaders } from '@/lib/db/reader-locks';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/site/purge';
import { scoreTags } from '@/lib/site/tags';
import { copyVotesToAppearances, recordSignals, recountVotes } from '@/lib/ranking/commands';
import { Batches } from '@/lib/batches';
import {
  ballotsOf,
  lockScore,
  lockScores,
  placeTallies,
  paperIdsVotedFor,
  type HeldScore,
  type Score,
} from './queries';
import { keepDiscounts, recountAndPurge } from './discount-commands';
import {
  isNewAccount,
  isUnproven,
  PaperTally,
  ringDiscount,
  weightOf,
  type Discount,
  type Place,
  type Voter,
} from './weight';
import { words } from '@/lib/words';

export type Ballot = {
  reader: Voter & { id: string };
  paperId: string;
  /** Null where the address doesn't identify a network. */
  networkHash: string | null;
  /** The IPv6 /48 around it, and the account's mailbox; absent where unknown. */
  blockHash?: string | null;
  mailboxHash?: string | null;
  now: Date;
};

/** Columns of a vote's origin: mailbox, network, block. */
const COLUMN = {
  mailbox: 'mailboxHash',
  network: 'networkHash',
  block: 'blockHash',
} as const satisfies Record<Place, string>;

export type Cast = { isFirst: boolean; weight: number; discounts: Discount[]; score: Score };

/** Limits the papers whose signals are in memory at once. */
const RECOUNT_BATCH = 200;
const TRANSACTION = { timeout: 20_000, maxWait: 20_000 };

/** Serialises within this process; other processes wait for the paper's row. */
const batches = new WeakMap<Database, Batches<Ballot, Cast>>();

/** Counts a reader's vote once, for any number of calls. Throws not_found. */
export function castVote(db: Database, ballot: Ballot): Promise<Cast> {
  const own = batches.get(db) ?? new Batches((paperId, ballots) => cast(db, paperId, ballots));
  batches.set(db, own);
  return own.ask(ballot.paperId, ballot);
}

/** Withdraws a vote; false where there was none. Throws not_found. */
export async function withdrawVote(
  db: Database,
  { userId, paperId }: { userId: string; paperId: string },
): Promise<{ wasCast: boolean; score: Score }> {
  return db.$transaction(async (tx) => {
    const held = await lockScore(tx, paperId);
    const { count } = await tx.vote.deleteMany({ where: { paperId, userId } });
    if (count === 0) return { wasCast: false, score: scoreOf(held) };
    await tx.signal.deleteMany({ where: { paperId, kind: 'vote', key: userId } });
    await recountAndPurge(tx, paperId, held.days);
    return { wasCast: true, score: scoreOf(await lockScore(tx, paperId)) };
  }, TRANSACTION);
}

/**
 * Withdraws all votes of a reader, in the transaction that deletes the account. The caller holds
 * the reader's row, so that no vote is cast meanwhile.
 */
export async function withdrawVotesOf(tx: Transaction, userId: string): Promise<void> {
  const ids = await paperIdsVotedFor(tx, userId);
  const held = await lockScores(tx, ids);
  await tx.vote.deleteMany({ where: { userId } });
  await tx.signal.deleteMany({ where: { userId, kind: 'vote' } });
  for (let from = 0; from < ids.length; from += RECOUNT_BATCH) {
    await recountVotes(tx, ids.slice(from, from + RECOUNT_BATCH));
  }
  await requestPurge(
    tx,
    held.flatMap(({ id, days }) => scoreTags(id, days)),
  );
}

type Weighed = { ballot: Ballot; isUnproven: boolean; weight: number } & ReturnType<
  PaperTally['add']
>;

async function cast(db: Database, paperId: string, ballots: Ballot[]): Promise<Cast[]> {
  return db.$transaction(async (tx) => {
    const readers = await holdReaders(
      tx,
      ballots.map(({ reader }) => reader.id),
    );
    // The batch is retried, each ballot alone.
    if (ballots.some(({ reader }) => !readers.has(reader.id))) {
      throw new AppError('unauthorized', words.refusals.accountDeleted);
    }
    const held = await lockScore(tx, paperId);
    // A duplicate was merged meanwhile: its vote goes to the paper that it was merged into.
    if (held.isHidden) throw new AppError('not_found', words.refusals.notListed);
    const first = await insertVotes(tx, paperId, ballots);
    const weighed = await weigh(tx, paperId, { first, held });
    const score = weighed.length > 0 ? await count(tx, paperId, { weighed, held }) : held;
    const standing = await ballotsOf(
      tx,
      paperId,
      ballots.map(({ reader }) => reader.id),
    );
    return ballots.map((ballot) => {
      const { weight, discounts } = standing.get(ballot.reader.id) ?? { weight: 0, discounts: [] };
      return { isFirst: first.includes(ballot), weight, discounts, score: scoreOf(score) };
    });
  }, TRANSACTION);
}

function scoreOf({ upvotes, countedUpvotes, votes }: Score): Score {
  return { upvotes, countedUpvotes, votes };
}

/** The first ballots of their readers for the paper: the table's key decides. */
async function insertVotes(
  tx: Transaction,
  paperId: string,
  ballots: readonly Ballot[],
): Promise<Ballot[]> {
  const inserted = await tx.vote.createManyAndReturn({
    data: ballots.map(({ reader, networkHash, blockHash, mailboxHash, now }) => ({
      paperId,
      userId: reader.id,
      networkHash,
      blockHash: blockHash ?? null,
      mailboxHash: mailboxHash ?? null,
      isNew: isNewAccount(reader, now),
      isUnproven: isUnproven(reader, now),
      createdAt: now,
    })),
    skipDuplicates: true,
    select: { userId: true },
  });
  const waiting = new Set(inserted.map(({ userId }) => userId));
  return ballots.filter(({ reader }) => waiting.delete(reader.id));
}

async function weigh(
  tx: Transaction,
  paperId: string,
  { first, held }: { first: Ballot[]; held: HeldScore },
): Promise<Weighed[]> {
  const ofPlace = (place: Place) => first.flatMap((ballot) => ballot[COLUMN[place]] ?? []);
  const tally = new PaperTally(
    { proven: held.upvotes - held.unprovenUpvotes, unproven: held.unprovenUpvotes },
    await placeTallies(tx, paperId, {
      places: { mailbox: ofPlace('mailbox'), network: ofPlace('network'), block: ofPlace('block') },
      except: first.map(({ reader }) => reader.id),
    }),
  );
  return first.map((ballot) => {
    const vote = {
      isNew: isNewAccount(ballot.reader, ballot.now),
      isUnproven: isUnproven(ballot.reader, ballot.now),
      mailbox: ballot.mailboxHash ?? null,
      network: ballot.networkHash,
      block: ballot.blockHash ?? null,
    };
    const { discounts, closesRings } = tally.add(vote);
    const { isUnproven: unproven } = vote;
    return { ballot, isUnproven: unproven, discounts, closesRings, weight: weightOf(discounts) };
  });
}

/** Applies new votes: their discounts and signals, the paper's score, the purges of its pages. */
async function count(
  tx: Transaction,
  paperId: string,
  { weighed, held }: { weighed: Weighed[]; held: HeldScore },
): Promise<Score> {
  await keepDiscounts(
    tx,
    paperId,
    weighed.flatMap(({ ballot, discounts }) =>
      discounts.map((discount) => ({ userId: ballot.reader.id, ...discount })),
    ),
  );
  await recordSignals(
    tx,
    weighed.map(({ ballot, weight }) => ({
      paperId,
      kind: 'vote',
      key: ballot.reader.id,
      userId: ballot.reader.id,
      amount: weight,
      at: ballot.now,
    })),
  );
  const rings = weighed.flatMap(({ ballot, closesRings }) =>
    closesRings.map((place) => ({ place, name: ballot[COLUMN[place]] ?? null })),
  );
  if (rings.length === 0) {
    const score = await addToScore(tx, paperId, weighed);
    await requestPurge(tx, scoreTags(paperId, held.days));
    return score;
  }
  for (const ring of rings) await discountRing(tx, paperId, ring);
  await recountAndPurge(tx, paperId, held.days);
  return lockScore(tx, paperId);
}

async function addToScore(tx: Transaction, paperId: string, weighed: Weighed[]): Promise<Score> {
  const counted = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const score = await tx.paper.update({
    where: { id: paperId },
    data: {
      upvotes: { increment: weighed.length },
      unprovenUpvotes: { increment: weighed.filter((vote) => vote.isUnproven).length },
      countedUpvotes: { increment: counted },
      votes: { increment: counted },
    },
    select: { upvotes: true, countedUpvotes: true, votes: true },
  });
  await copyVotesToAppearances(tx, [paperId]);
  return score;
}

/** Sets the votes of a ring to zero, including those cast before it was detected. */
async function discountRing(
  tx: Transaction,
  paperId: string,
  { place, name }: { place: Place; name: string | null },
) {
  const ring = await tx.vote.findMany({
    where: { paperId, [COLUMN[place]]: name, ...(place !== 'mailbox' && { isNew: true }) },
    select: { userId: true },
  });
  await keepDiscounts(
    tx,
    paperId,
    ring.map(({ userId }) => ({ userId, ...ringDiscount(place) })),
  );
}
