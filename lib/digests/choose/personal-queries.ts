/** What readers with an account bring to their digest: follows, saved searches, likes. */
import { LRUCache } from 'lru-cache';
import type { Database } from '@/lib/db/client';
import { log } from '@/lib/log';
import {
  answersAmong,
  readSearchable,
  type SearchablePapers,
} from '@/lib/search/reader/answers-queries';
import { describeAll, likeReason, markedByAll } from '@/lib/search/reader/for-you-queries';
import {
  indexCandidates,
  likenessRow,
  rankByLikeness,
  type CandidateIndex,
  type LikenessRow,
} from '@/lib/search/reader/likeness';
import { followedByAccount } from './choose';
import { titlesOf } from '../queries';
import type { DigestSlot } from './slot';
import type { Personal } from '../types';
import { words } from '@/lib/words';

/** Like a followed word in the title, and a little less: choose.ts has the other points. */
const POINTS = { search: 9, like: 7 } as const;
/** Further answers of a search say little about what its reader wants. */
const MOST_ANSWERS = 200;
/** With fewer likes than this, a reader's taste is unknown. */
const LEAST_LIKES = 3;
const SUGGESTIONS = 10;
/** Bounds the comparisons for one reader. */
const MOST_LIKES = 15;
const MOST_COMPARED = 300;
/** Bounds a worker's memory: a row is about 5 kB, an answer far less. */
const MOST_ROWS = 3_000;
const MOST_KEPT_ANSWERS = 20_000;

/** A paper that somebody marked, compared with the slot's. Null where search has not read it. */
type Compared = { title: string; row: LikenessRow } | null;

/** What a slot's readers share, filled as they need it. */
type Shared = {
  searchable: () => Promise<SearchablePapers>;
  answers: LRUCache<string, string[]>;
  candidates: () => Promise<CandidateIndex>;
  compared: LRUCache<string, { paper: Compared }>;
};
const shared = new WeakMap<DigestSlot, Shared>();

type Reader = {
  id: string;
  userId: string;
  topics: string[];
  authors: string[];
  queries: string[];
};

/** By subscription; nothing for those without an account. The number of queries is fixed. */
export async function personalFor(
  db: Database,
  subscriptionIds: readonly string[],
  slot: DigestSlot,
): Promise<Map<string, Personal[]>> {
  const readers = await db.$queryRaw<Reader[]>`
    SELECT s."id", s."userId", coalesce(u."topics", '{}') AS "topics",
      coalesce(u."authors", '{}') AS "authors", ARRAY(
      SELECT q."query" FROM "SavedSearch" q
      WHERE q."userId" = s."userId" AND q."inDigest" ORDER BY q."createdAt", q."id"
    ) AS queries
    FROM "Subscription" s JOIN "User" u ON u."id" = s."userId"
    WHERE s."id" = ANY(${[...subscriptionIds]}::text[])`;
  if (readers.length === 0) return new Map();
  const [searched, liked] = await Promise.all([
    searchedByAll(db, readers, slot),
    likedByAll(
      db,
      readers.map(({ userId }) => userId),
      slot,
    ),
  ]);
  return new Map(
    readers.map((reader) => [
      reader.id,
      [
        ...followedByAccount(slot.pool, reader),
        ...reader.queries.map((query) => ({
          reason: words.reasons.search(query),
          points: POINTS.search,
          paperIds: searched.get(query) ?? [],
        })),
        ...(liked.get(reader.userId) ?? []),
      ],
    ]),
  );
}

/** By query. A search that fails must not hold up everybody's mail. */
async function searchedByAll(
  db: Database,
  readers: readonly Reader[],
  slot: DigestSlot,
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
    log.warn({ err: error }, 'saved searches were left out of digests');
  }
  return answered;
}

/** By account. */
async function likedByAll(
  db: Database,
  userIds: readonly string[],
  slot: DigestSlot,
): Promise<Map<string, Personal[]>> {
  const marked = (await markedByAll(db, userIds)).flatMap(({ userId, liked, disliked, known }) =>
    liked.length < LEAST_LIKES
      ? []
      : [{ userId, liked: liked.slice(0, MOST_LIKES), disliked, known: new Set(known) }],
  );
  if (marked.length === 0) return new Map();
  const { candidates } = sharedOf(db, slot);
  const { ids } = await candidates();
  const compared = await compareAll(
    db,
    marked.flatMap(({ liked, disliked }) => [...liked, ...disliked]),
    slot,
  );
  const rowsOf = (papers: readonly string[]) => papers.flatMap((id) => compared.get(id)?.row ?? []);
  return new Map(
    marked.map(({ userId, liked, disliked, known }) => {
      const likings = { liked: rowsOf(liked), disliked: rowsOf(disliked) };
      const isOpen = (id: string) => !known.has(id);
      const best = rankByLikeness(likings, ids, { limit: SUGGESTIONS, isOpen });
      const personal = best.map(({ id, nearest }) => ({
        reason: likeReason(compared.get(nearest)?.title ?? ''),
        points: POINTS.like,
        paperIds: [id],
      }));
      return [userId, personal];
    }),
  );
}

/** Each of these papers compared with the slot's: once, however many readers marked it. */
async function compareAll(
  db: Database,
  paperIds: readonly string[],
  slot: DigestSlot,
): Promise<Map<string, Compared>> {
  const { candidates, compared } = sharedOf(db, slot);
  const all = new Map<string, Compared>();
  const unknown = new Set<string>();
  for (const id of paperIds) {
    const known = compared.get(id);
    if (known) all.set(id, known.paper);
    else unknown.add(id);
  }
  if (unknown.size === 0) return all;
  const [index, described, titles] = await Promise.all([
    candidates(),
    describeAll(db, [...unknown]),
    titlesOf(db, [...unknown]),
  ]);
  for (const id of unknown) {
    const paper = described.get(id);
    const known = paper ? { title: titles.get(id) ?? '', row: likenessRow(paper, index) } : null;
    compared.set(id, { paper: known });
    all.set(id, known);
  }
  return all;
}

function sharedOf(db: Database, slot: DigestSlot): Shared {
  const known = shared.get(slot);
  if (known) return known;
  const made: Shared = {
    searchable: once(() => readSearchable(db, slot.paperIds)),
    answers: new LRUCache({ max: MOST_KEPT_ANSWERS }),
    // The heaviest papers, as search has read them.
    candidates: once(async () => {
      const described = await describeAll(db, slot.paperIds.slice(0, MOST_COMPARED));
      return indexCandidates([...described.values()]);
    }),
    compared: new LRUCache({ max: MOST_ROWS }),
  };
  shared.set(slot, made);
  return made;
}

/** Makes something at its first use; a failure is tried again at the next. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    made.catch(() => (made = null));
    return made;
  };
}
