/**
 * Reads followed topics, searches, likes and dismissals of readers with an account, many at a time.
 */
import { LRUCache } from 'lru-cache';
import type { Database, Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { log } from '@/lib/log';
import {
  answersAmong,
  readSearchable,
  type SearchablePapers,
} from '@/lib/search/reader/answers-queries';
import { describeAll, titlesOf } from './description-queries';
import { answering, followed, resembling } from './interests';
import {
  indexCandidates,
  rankBySimilarity,
  similarityRow,
  type SimilarityIndex,
  type SimilarityRow,
} from './similarity';
import type { Slot } from './slot-queries';
import type { Match, Personal } from './types';

/** Limits the results of a search, because further ones show little of the reader's interest. */
const MOST_ANSWERS = 200;
/** Limits votes and saves to the newest, because interests change. */
const MOST_LIKED = 40;
const MOST_DISLIKED = 20;
const MOST_DISMISSED = 400;
/** Limits the papers that gain points by similarity to the nearest third, and to ten places. */
const SIMILAR_SHARE = 1 / 3;
const MOST_SIMILAR = 40;
/** Limits the comparisons for one reader. */
const MOST_COMPARED = 300;
/** Limits a worker's memory: a row is about 5 kB, a search result far less. */
const MOST_ROWS = 3_000;
const MOST_KEPT_ANSWERS = 20_000;

/** A paper's comparison with the slot's. Null where search has not indexed it. */
type Compared = { title: string; row: SimilarityRow } | null;

/** Shared by a slot's readers and filled on demand. */
type Shared = {
  searchable: () => Promise<SearchablePapers>;
  answers: LRUCache<string, string[]>;
  index: () => Promise<SimilarityIndex>;
  compared: LRUCache<string, { paper: Compared }>;
};
const shared = new WeakMap<Slot, Shared>();

type Reader = {
  key: string;
  userId: string;
  topics: string[];
  authors: string[];
  queries: string[];
};

/** By subscription; nothing for those without an account. The number of queries is fixed. */
export async function personalOfSubscriptions(
  db: Database,
  subscriptionIds: readonly string[],
  slot: Slot,
): Promise<Map<string, Personal>> {
  const readers = Prisma.sql`
    SELECT s."id" AS key, s."userId" FROM "Subscription" s
    WHERE s."id" = ANY(${[...subscriptionIds]}::text[])`;
  return personalOf(db, readers, slot);
}

/** The interests of one account. */
export async function personalOfAccount(
  db: Database,
  userId: string,
  slot: Slot,
): Promise<Personal> {
  const personal = await personalOf(
    db,
    Prisma.sql`SELECT ${userId} AS key, ${userId} AS "userId"`,
    slot,
  );
  return personal.get(userId) ?? { matches: [], known: new Set() };
}

async function personalOf(
  db: Database,
  accounts: Prisma.Sql,
  slot: Slot,
): Promise<Map<string, Personal>> {
  const readers = await db.$queryRaw<Reader[]>`
    SELECT reader.key, u."id" AS "userId", coalesce(u."topics", '{}') AS "topics",
      coalesce(u."authors", '{}') AS "authors", ARRAY(
        SELECT q."query" FROM "SavedSearch" q
        WHERE q."userId" = u."id" AND q."inDigest" ORDER BY q."createdAt", q."id"
      ) AS queries
    FROM (${accounts}) reader JOIN "User" u ON u."id" = reader."userId"`;
  if (readers.length === 0) return new Map();
  const [searched, marked] = await Promise.all([
    searchedByAll(db, readers, slot),
    similarForAll(db, readers, slot),
  ]);
  return new Map(
    readers.map((reader) => {
      const { similar = [], known = new Set<string>() } = marked.get(reader.userId) ?? {};
      const answers = reader.queries.map((query) =>
        answering(slot.pool, query, searched.get(query) ?? []),
      );
      const matches = [...followed(slot.pool, reader), ...answers, ...similar];
      return [reader.key, { matches: matches.filter(({ places }) => places.length > 0), known }];
    }),
  );
}

/** By query. Skips a failing search, which must not delay all digests. */
async function searchedByAll(
  db: Database,
  readers: readonly Reader[],
  slot: Slot,
): Promise<Map<string, string[]>> {
  const { answers, searchable } = sharedOf(db, slot);
  const answered = new Map<string, string[]>();
  const unanswered = new Set<string>();
  for (const query of readers.flatMap(({ queries }) => queries)) {
    const answer = answers.get(query);
    if (answer) answered.set(query, answer);
    else unanswered.add(query);
  }
  if (unanswered.size === 0) return answered;
  try {
    const found = await answersAmong(db, [...unanswered], await searchable(), MOST_ANSWERS);
    for (const [query, ids] of found) {
      answers.set(query, ids);
      answered.set(query, ids);
    }
  } catch (error) {
    log.warn({ err: error }, 'recommendations were made without saved searches');
  }
  return answered;
}

type Marked = { userId: string; liked: string[]; dismissed: string[] };

/** By account: the slot's papers that are most similar to the liked ones, and all marked papers. */
async function similarForAll(
  db: Database,
  readers: readonly Reader[],
  slot: Slot,
): Promise<Map<string, { similar: Match[]; known: Set<string> }>> {
  const marked = await markedByAll(
    db,
    readers.map(({ userId }) => userId),
  );
  const comparedWith = marked.flatMap(({ liked, dismissed }) =>
    liked.length > 0 ? [...liked, ...dismissed.slice(0, MOST_DISLIKED)] : [],
  );
  const compared = await compareAll(db, comparedWith, slot);
  const ids = comparedWith.length > 0 ? (await sharedOf(db, slot).index()).ids : [];
  const limit = Math.min(MOST_SIMILAR, Math.ceil(ids.length * SIMILAR_SHARE));
  const rowsOf = (papers: readonly string[]) => papers.flatMap((id) => compared.get(id)?.row ?? []);
  return new Map(
    marked.map(({ userId, liked, dismissed }) => {
      const known = new Set([...liked, ...dismissed]);
      const marks = { liked: rowsOf(liked), disliked: rowsOf(dismissed.slice(0, MOST_DISLIKED)) };
      const isOpen = (id: string) => !known.has(id);
      const similar = rankBySimilarity(marks, ids, { limit, isOpen })
        .filter(({ score }) => score > 0)
        .map((each) => resembling(slot.pool, each, compared.get(each.nearest)?.title ?? ''));
      return [userId, { similar, known }];
    }),
  );
}

/** Papers that the reader voted for, saved or collected, newest first: all mean "more of this". */
async function markedByAll(db: Db, userIds: readonly string[]): Promise<Marked[]> {
  return db.$queryRaw<Marked[]>`
    SELECT reader."id" AS "userId",
      ARRAY(
        SELECT "paperId" FROM (
          (SELECT "paperId", "createdAt" AS "at" FROM "Vote" WHERE "userId" = reader."id"
           ORDER BY "createdAt" DESC LIMIT ${MOST_LIKED})
          UNION ALL
          (SELECT "paperId", "createdAt" FROM "Bookmark" WHERE "userId" = reader."id"
           ORDER BY "createdAt" DESC LIMIT ${MOST_LIKED})
          UNION ALL
          (SELECT cp."paperId", cp."addedAt" FROM "CollectionPaper" cp
           JOIN "Collection" c ON c."id" = cp."collectionId" WHERE c."userId" = reader."id"
           ORDER BY cp."addedAt" DESC LIMIT ${MOST_LIKED})
        ) marked GROUP BY "paperId" ORDER BY max("at") DESC, "paperId" LIMIT ${MOST_LIKED}
      ) AS liked,
      ARRAY(
        SELECT d."paperId" FROM "Dismissal" d WHERE d."userId" = reader."id"
        ORDER BY d."createdAt" DESC LIMIT ${MOST_DISMISSED}
      ) AS dismissed
    FROM unnest(${[...userIds]}::text[]) AS reader ("id")`;
}

/** Compares each of these papers with the slot's, once for all readers who marked it. */
async function compareAll(
  db: Database,
  paperIds: readonly string[],
  slot: Slot,
): Promise<Map<string, Compared>> {
  const { index, compared } = sharedOf(db, slot);
  const all = new Map<string, Compared>();
  const unknown = new Set<string>();
  for (const id of paperIds) {
    const known = compared.get(id);
    if (known) all.set(id, known.paper);
    else unknown.add(id);
  }
  if (unknown.size === 0) return all;
  const [candidates, described, titles] = await Promise.all([
    index(),
    describeAll(db, [...unknown]),
    titlesOf(db, [...unknown]),
  ]);
  for (const id of unknown) {
    const paper = described.get(id);
    const row = paper && similarityRow(paper, candidates);
    const known = row ? { title: titles.get(id) ?? '', row } : null;
    compared.set(id, { paper: known });
    all.set(id, known);
  }
  return all;
}

function sharedOf(db: Database, slot: Slot): Shared {
  const known = shared.get(slot);
  if (known) return known;
  const made: Shared = {
    searchable: once(() => readSearchable(db, slot.paperIds)),
    answers: new LRUCache({ max: MOST_KEPT_ANSWERS }),
    // The papers with the greatest masses, from the search index.
    index: once(async () => {
      const described = await describeAll(db, slot.paperIds.slice(0, MOST_COMPARED));
      return indexCandidates([...described.values()]);
    }),
    compared: new LRUCache({ max: MOST_ROWS }),
  };
  shared.set(slot, made);
  return made;
}

/** Creates a value at its first use; retries a failure at the next. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    made.catch(() => (made = null));
    return made;
  };
}
