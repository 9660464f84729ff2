/** Stores records: papers, listings as appearances, gains as signals, a transaction per batch. */
import type { Database, Transaction } from '@/lib/db/client';
import { refusalOf } from '@/lib/db/refusal';
import { env } from '@/lib/env';
import { requestPurge } from '@/lib/site/purge';
import { editionTags, EDITIONS_TAG } from '@/lib/site/tags';
import type { TopicWords } from '@/lib/papers/topics/matching';
import { copyVotesToAppearances, recordSignals, type PaperSignal } from '@/lib/ranking/commands';
import { addAppearances } from './appearance-commands';
import { readListing, lateListings, type UpstreamCounts } from './listing-rules';
import { createPapers, mergePapers, type Changes } from './merge-commands';
import { factsOfAll, sampleFacts } from './merge-rules';
import { purgePapers } from './purge-commands';
import { lockPapers, upstreamCountsOf } from '../queries';
import type { SamplePaper } from '../sample';
import { NOTHING, sum, type StoreResult } from './store-result';
import type { ListingRecord, PaperRecord, Rejected } from '../types';

const TRANSACTION = { timeout: 60_000, maxWait: 20_000 };

/** Merges papers into the stored ones. */
export function storePapers(
  db: Database,
  records: readonly PaperRecord[],
  topics: readonly TopicWords[],
): Promise<StoreResult> {
  return storeAcceptable(records, {
    store: (batch) => storePaperBatch(db, batch, topics),
    refOf: ({ id }) => id,
  });
}

/** Merges the papers of listings, adds each to its day's edition, and records its gains. */
export function storeListings(
  db: Database,
  listings: readonly ListingRecord[],
  topics: readonly TopicWords[],
): Promise<StoreResult> {
  const inOrder = listings.toSorted((a, b) => a.readAt.getTime() - b.readAt.getTime());
  return storeAcceptable(inOrder, {
    store: (batch) => storeListingBatch(db, batch, topics),
    refOf: ({ paper }) => paper.id,
  });
}

/**
 * Stores all records at once. Where Postgres refuses that, halves them until the refused records
 * are alone: these are rejected with Postgres' reason, and all others are stored.
 */
async function storeAcceptable<R>(
  records: readonly R[],
  how: { store: (batch: readonly R[]) => Promise<StoreResult>; refOf: (record: R) => string },
): Promise<StoreResult> {
  try {
    return await how.store(records);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    const [first, second] = records;
    if (first && !second) {
      const reason = `can't be stored: ${refusal}`;
      return { ...NOTHING, rejected: [{ ref: how.refOf(first), reason }] };
    }
    const half = Math.ceil(records.length / 2);
    return sum(
      await storeAcceptable(records.slice(0, half), how),
      await storeAcceptable(records.slice(half), how),
    );
  }
}

async function storePaperBatch(
  db: Database,
  records: readonly PaperRecord[],
  topics: readonly TopicWords[],
): Promise<StoreResult> {
  const { facts, rejected } = factsOfAll(records);
  const merged = await db.$transaction(async (tx) => {
    const changes = await mergePapers(tx, { incoming: facts, topics });
    await purgePapers(tx, { changes });
    return changes;
  }, TRANSACTION);
  return countsOf(merged, records.length, rejected);
}

async function storeListingBatch(
  db: Database,
  inOrder: readonly ListingRecord[],
  topics: readonly TopicWords[],
): Promise<StoreResult> {
  const { facts, rejected } = factsOfAll(inOrder.map(({ paper }) => paper));
  const sound = inOrder.filter(({ paper }) => facts.has(paper.id));
  const merged = await db.$transaction(async (tx) => {
    const ids = [...facts.keys()];
    await lockPapers(tx, ids);
    const counts = await upstreamCountsOf(tx, ids);
    const changes = await mergePapers(tx, {
      incoming: facts,
      topics,
      late: lateListings(sound, counts),
    });
    const appeared = await addAppearances(tx, sound);
    const { signals, moved } = await keepCounts(tx, sound, counts);
    const recorded = await recordSignals(tx, signals);
    await purgePapers(tx, {
      changes,
      counted: appeared + recorded > 0 ? ids : moved,
      besides: appeared > 0 ? [EDITIONS_TAG] : [],
    });
    return changes;
  }, TRANSACTION);
  return countsOf(merged, inOrder.length, rejected);
}

/** Adds the sample's papers to its day, in their original order. */
export async function storeSample(
  db: Database,
  sample: { listedOn: string; listedAt: Date; papers: readonly SamplePaper[] },
  topics: readonly TopicWords[],
): Promise<void> {
  const { listedOn, listedAt, papers } = sample;
  const facts = new Map(papers.map((paper) => [paper.id, sampleFacts(paper, listedOn)]));
  await db.$transaction(async (tx) => {
    await createPapers(tx, facts, topics);
    const listings = papers.map(({ id }, position) => ({
      paper: { id },
      listedOn,
      submittedBy: null,
      publishedAt: null,
      // Ordered by submission, because the sample has no votes.
      submittedAt: new Date(listedAt.getTime() + position),
    }));
    await addAppearances(tx, listings);
    await recordSignals(
      tx,
      listings.map(({ paper, submittedAt }) => ({
        paperId: paper.id,
        kind: 'listing',
        key: listedOn,
        amount: 1,
        at: submittedAt,
      })),
    );
    await requestPurge(tx, [...editionTags(listedOn), EDITIONS_TAG]);
  }, TRANSACTION);
}

/** Classifies each record; the second copy of a paper counts as unchanged. */
function countsOf(changes: Changes, records: number, rejected: Rejected[]): StoreResult {
  const [created, updated] = [changes.created.length, changes.updated.length];
  const unchanged = records - created - updated - rejected.length;
  return { created, updated, unchanged, rejected, cut: [] };
}

/**
 * Stores the newest upstream counts. Returns the signals of the gains, and the papers with changed
 * counts, which may fall without a signal.
 */
async function keepCounts(
  tx: Transaction,
  inOrder: readonly ListingRecord[],
  counts: Map<string, UpstreamCounts>,
): Promise<{ signals: PaperSignal[]; moved: string[] }> {
  const before = new Map(counts);
  const signals: PaperSignal[] = [];
  const newer = new Map<string, UpstreamCounts>();
  for (const listing of inOrder) {
    const reading = readListing(listing, counts.get(listing.paper.id) ?? null);
    signals.push(...reading.signals);
    if (!reading.counts) continue;
    counts.set(listing.paper.id, reading.counts);
    newer.set(listing.paper.id, reading.counts);
  }
  const rows = [...newer];
  await tx.$executeRaw`
    UPDATE "Paper" p SET
      "upstreamVotes" = r."votes", "upstreamComments" = r."comments", "upstreamReadAt" = r."readAt",
      "mostUpstreamVotes" = r."mostVotes", "mostCodeStars" = r."mostCodeStars",
      "firstCodeStars" = r."firstCodeStars",
      "votes" = p."countedUpvotes" + CASE WHEN ${env.COUNT_UPSTREAM_VOTES} THEN r."votes" ELSE 0 END
    FROM unnest(
      ${rows.map(([id]) => id)}::text[], ${rows.map(([, read]) => read.votes)}::int[],
      ${rows.map(([, read]) => read.comments)}::int[],
      ${rows.map(([, read]) => read.readAt)}::timestamptz[],
      ${rows.map(([, read]) => read.mostVotes)}::int[],
      ${rows.map(([, read]) => read.mostCodeStars)}::int[],
      ${rows.map(([, read]) => read.firstCodeStars)}::int[]
    ) AS r ("id", "votes", "comments", "readAt", "mostVotes", "mostCodeStars", "firstCodeStars")
    WHERE p."id" = r."id"`;
  await copyVotesToAppearances(
    tx,
    rows.map(([id]) => id),
  );
  const moved = rows.filter(([id, { votes, comments }]) => {
    const known = before.get(id);
    return votes !== (known?.votes ?? 0) || comments !== (known?.comments ?? 0);
  });
  return { signals, moved: moved.map(([id]) => id) };
}

type ReadValidators = { etag: string | null; lastModified: string | null; checkedAt: Date };

export async function keepValidators(
  db: Database,
  question: string,
  { etag, lastModified, checkedAt }: ReadValidators,
): Promise<void> {
  const validators = { etag, lastModified, checkedAt };
  await db.upstreamValidator.upsert({
    where: { question },
    create: { question, ...validators },
    update: validators,
  });
}
