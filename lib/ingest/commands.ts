/** Stores what sources say: papers merged, listings as appearances, gains as signals. One transaction a batch. */
import { isDeepStrictEqual } from 'node:util';
import type { Database, Transaction } from '@/lib/db/client';
import { periodOf, toUtcDate } from '@/lib/editions/calendar';
import { env } from '@/lib/env';
import { requestPurge } from '@/lib/front/purge';
import { editionTags, EDITIONS_TAG, paperTag } from '@/lib/front/tags';
import { topicsOf, type TopicWords } from '@/lib/papers/topics';
import { copyVotesToAppearances, recordSignals, type PaperSignal } from '@/lib/ranking/commands';
import { indexPapers } from '@/lib/search/commands';
import { readListing, toldLate, type UpstreamCounts } from './listing-rules';
import { factsOfAll, mergeFacts, sampleFacts, type PaperFacts } from './merge-rules';
import { findFacts, lockPapers, upstreamCountsOf } from './queries';
import type { SamplePaper } from './sample';
import type { ListingRecord, PaperRecord, Rejected } from './types';

export type StoreResult = {
  created: number;
  updated: number;
  unchanged: number;
  rejected: Rejected[];
};

/** Rows of PaperAuthor a statement; five values each stay well under Postgres' 32,767. */
const AUTHORS_A_STATEMENT = 5_000;
const TRANSACTION = { timeout: 60_000, maxWait: 20_000 };

/** Merges papers into what is known. */
export async function storePapers(
  db: Database,
  records: readonly PaperRecord[],
  topics: readonly TopicWords[],
): Promise<StoreResult> {
  const { facts, rejected } = factsOfAll(records);
  const merged = await db.$transaction(async (tx) => {
    const changes = await mergePapers(tx, { incoming: facts, topics });
    await requestPurge(tx, [...changes.created, ...changes.updated].map(paperTag));
    return changes;
  }, TRANSACTION);
  return countsOf(merged, records.length, rejected);
}

/** Merges the papers of listings, puts each on its day's edition, and records what it gained. */
export async function storeListings(
  db: Database,
  listings: readonly ListingRecord[],
  topics: readonly TopicWords[],
): Promise<StoreResult> {
  const inOrder = listings.toSorted((a, b) => a.readAt.getTime() - b.readAt.getTime());
  const { facts, rejected } = factsOfAll(inOrder.map(({ paper }) => paper));
  const sound = inOrder.filter(({ paper }) => facts.has(paper.id));
  const merged = await db.$transaction(async (tx) => {
    const ids = [...facts.keys()];
    await lockPapers(tx, ids);
    const counts = await upstreamCountsOf(tx, ids);
    const changes = await mergePapers(tx, {
      incoming: facts,
      topics,
      late: toldLate(sound, counts),
    });
    const appeared = await addAppearances(tx, sound);
    const signals = await keepCounts(tx, sound, counts);
    const counted = await recordSignals(tx, signals);
    const changed = appeared + counted + changes.created.length + changes.updated.length > 0;
    if (changed) await purgeListings(tx, sound, appeared > 0);
    return changes;
  }, TRANSACTION);
  return countsOf(merged, listings.length, rejected);
}

/** Puts the sample's papers on its day, in the order of the page that they come from. */
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
      // No votes decide here, so the order of submission keeps the page's own.
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

type Changes = { created: string[]; updated: string[] };

/** Every record is one of these; a paper told twice changed nothing the second time. */
function countsOf(changes: Changes, records: number, rejected: Rejected[]): StoreResult {
  const [created, updated] = [changes.created.length, changes.updated.length];
  return { created, updated, unchanged: records - created - updated - rejected.length, rejected };
}

type Incoming = {
  incoming: Map<string, PaperFacts>;
  topics: readonly TopicWords[];
  /** Ids told late: merged as if they had been heard before what is known. */
  late?: ReadonlySet<string>;
};

async function mergePapers(
  tx: Transaction,
  { incoming, topics, late }: Incoming,
): Promise<Changes> {
  const ids = [...incoming.keys()];
  await lockPapers(tx, ids);
  const known = await findFacts(tx, ids);
  const created = new Map<string, PaperFacts>();
  const updated: string[] = [];
  for (const [id, news] of incoming) {
    const before = known.get(id);
    if (!before) {
      created.set(id, news);
      continue;
    }
    const after = late?.has(id) ? mergeFacts(news, before) : mergeFacts(before, news);
    if (isDeepStrictEqual(before, after)) continue;
    await tx.paper.update({ where: { id }, data: columnsOf(after, topics) });
    if (!isDeepStrictEqual(before.authors, after.authors)) await replaceAuthors(tx, id, after);
    updated.push(id);
  }
  await indexPapers(tx, updated);
  await createPapers(tx, created, topics);
  return { created: [...created.keys()], updated };
}

async function createPapers(
  tx: Transaction,
  papers: Map<string, PaperFacts>,
  topics: readonly TopicWords[],
): Promise<void> {
  await tx.paper.createMany({
    data: [...papers].map(([id, facts]) => ({ id, ...columnsOf(facts, topics) })),
    skipDuplicates: true,
  });
  const authors = [...papers].flatMap(([id, facts]) => authorRows(id, facts));
  for (let from = 0; from < authors.length; from += AUTHORS_A_STATEMENT) {
    const data = authors.slice(from, from + AUTHORS_A_STATEMENT);
    await tx.paperAuthor.createMany({ data, skipDuplicates: true });
  }
  await indexPapers(tx, [...papers.keys()]);
}

async function replaceAuthors(tx: Transaction, id: string, facts: PaperFacts): Promise<void> {
  await tx.paperAuthor.deleteMany({ where: { paperId: id } });
  await tx.paperAuthor.createMany({ data: authorRows(id, facts) });
}

function authorRows(paperId: string, { authors }: PaperFacts) {
  return authors.map((author, position) => ({ paperId, position, ...author }));
}

function columnsOf({ authors, ...facts }: PaperFacts, topics: readonly TopicWords[]) {
  return {
    ...facts,
    publishedOn: toUtcDate(facts.publishedOn),
    authorCount: authors.length,
    topics: topicsOf(facts, topics),
  };
}

async function purgeListings(
  tx: Transaction,
  listings: readonly ListingRecord[],
  hasNewAppearance: boolean,
): Promise<void> {
  const days = new Set(listings.map(({ listedOn }) => listedOn));
  await requestPurge(tx, [
    ...new Set([...days].flatMap(editionTags)),
    ...(hasNewAppearance ? [EDITIONS_TAG] : []),
    ...listings.map(({ paper }) => paperTag(paper.id)),
  ]);
}

type Listed = Pick<ListingRecord, 'listedOn' | 'submittedBy' | 'submittedAt' | 'publishedAt'> & {
  paper: { id: string };
};

/** Returns how many appearances are new, or newly have a submitter or a time of publication. */
async function addAppearances(tx: Transaction, listings: readonly Listed[]): Promise<number> {
  const { count } = await tx.appearance.createMany({
    data: listings.map(({ paper, listedOn, submittedBy, submittedAt, publishedAt }) => ({
      paperId: paper.id,
      listedOn: toUtcDate(listedOn),
      weekOf: toUtcDate(periodOf('week', listedOn).firstDay),
      monthOf: toUtcDate(periodOf('month', listedOn).firstDay),
      submittedBy,
      submittedAt,
      publishedAt,
    })),
    skipDuplicates: true,
  });
  await tx.$executeRaw`
    UPDATE "Appearance" e SET "isHidden" = true FROM "Paper" p
    WHERE p."id" = e."paperId" AND p."hiddenAt" IS NOT NULL AND NOT e."isHidden"
      AND p."id" = ANY(${listings.map(({ paper }) => paper.id)})`;
  if (count === listings.length) return count;
  // An announcement has neither submitter nor time; the list that has both may come after it.
  const fuller = listings.filter(
    ({ submittedBy, publishedAt }) => submittedBy !== null || publishedAt !== null,
  );
  return (
    count +
    (await tx.$executeRaw`
      UPDATE "Appearance" e SET
        "submittedBy" = coalesce(e."submittedBy", r."by"),
        "submittedAt" = CASE WHEN e."submittedBy" IS NULL AND r."by" IS NOT NULL
          THEN coalesce(r."at", e."submittedAt") ELSE e."submittedAt" END,
        "publishedAt" = coalesce(e."publishedAt", r."published")
      FROM unnest(
        ${fuller.map(({ paper }) => paper.id)}::text[],
        ${fuller.map(({ listedOn }) => listedOn)}::date[],
        ${fuller.map(({ submittedBy }) => submittedBy)}::text[],
        ${fuller.map(({ submittedAt }) => submittedAt)}::timestamptz[],
        ${fuller.map(({ publishedAt }) => publishedAt)}::timestamptz[]
      ) AS r ("id", "day", "by", "at", "published")
      WHERE e."paperId" = r."id" AND e."listedOn" = r."day" AND (
        (e."submittedBy" IS NULL AND r."by" IS NOT NULL)
        OR (e."publishedAt" IS NULL AND r."published" IS NOT NULL))`)
  );
}

/** Keeps the newest upstream counts, and returns what happened since those known before. */
async function keepCounts(
  tx: Transaction,
  inOrder: readonly ListingRecord[],
  counts: Map<string, UpstreamCounts>,
): Promise<PaperSignal[]> {
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
  return signals;
}

export async function markArxivRead(db: Database, ids: readonly string[], at: Date): Promise<void> {
  await db.paper.updateMany({ where: { id: { in: [...ids] } }, data: { arxivReadAt: at } });
}

/** Makes the next run ask arXiv for these papers as if it never had. */
export async function askArxivAgain(db: Database, ids: readonly string[]): Promise<void> {
  await db.paper.updateMany({ where: { id: { in: [...ids] } }, data: { arxivReadAt: null } });
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
