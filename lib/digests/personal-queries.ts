/** What readers with an account bring to their digest: what they follow, saved searches, likes. */
import type { Database } from '@/lib/db/client';
import { log } from '@/lib/log';
import { describeAll, likeReason, tastesOf } from '@/lib/search/for-you-queries';
import { rankForProfile, type DescribedPaper } from '@/lib/search/profile';
import { newestPaperIdsWith } from '@/lib/search/queries';
import { followedByAccount } from './choose';
import type { DigestSlot } from './slot';
import type { Personal } from './types';

/** Like a followed word in the title, and a little less: choose.ts has the other points. */
const POINTS = { search: 9, like: 7 } as const;
/** A search that is answered by more than this says little of what its reader wants. */
const MOST_ANSWERS = 200;
/** With fewer likes than this, it isn't known what a reader likes. */
const LEAST_LIKES = 3;
const SUGGESTIONS = 10;
/** Bounds of what one reader's digest may cost: so many comparisons. */
const MOST_LIKES = 15;
const MOST_COMPARED = 300;

/** What a slot's readers share, made at its first use. */
type Shared = {
  answers: Map<string, Promise<string[]>>;
  described?: Promise<Map<string, DescribedPaper>>;
};
const shared = new WeakMap<DigestSlot, Shared>();

type Reader = {
  id: string;
  userId: string;
  topics: string[];
  authors: string[];
  queries: string[];
};

/** By subscription; nothing for those without an account. */
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
  const personal = new Map<string, Personal[]>();
  // One after the other: a batch of readers must not take every connection.
  for (const { id, userId, queries, ...follows } of readers) {
    const searched = await answersTo(db, queries, slot);
    const liked = await likesOf(db, userId, slot);
    personal.set(id, [...followedByAccount(slot.pool, follows), ...searched, ...liked]);
  }
  return personal;
}

async function answersTo(db: Database, queries: string[], slot: DigestSlot): Promise<Personal[]> {
  const { answers } = sharedOf(slot);
  const found: Personal[] = [];
  for (const query of queries) {
    const answer = answers.get(query) ?? answerTo(db, query);
    answers.set(query, answer);
    const paperIds = (await answer).filter((id) => slot.paperWith(id) !== undefined);
    found.push({ reason: `it answers your search “${query}”`, points: POINTS.search, paperIds });
  }
  return found;
}

/** A search that can't be answered now must not keep back everybody's mail. */
async function answerTo(db: Database, query: string): Promise<string[]> {
  try {
    return await newestPaperIdsWith(db, query, MOST_ANSWERS);
  } catch (error) {
    log.warn({ err: error }, 'a saved search was left out of a digest');
    return [];
  }
}

async function likesOf(db: Database, userId: string, slot: DigestSlot): Promise<Personal[]> {
  const { liked, disliked, known } = await tastesOf(db, userId);
  if (liked.length < LEAST_LIKES) return [];
  const newest = liked.slice(0, MOST_LIKES);
  const own = await describeAll(db, [...newest.map(({ id }) => id), ...disliked]);
  const described = (ids: string[]) =>
    ids.map((id) => own.get(id)).filter((one) => one !== undefined);
  const profile = {
    liked: described(newest.map(({ id }) => id)),
    disliked: described(disliked),
  };
  const isKnown = new Set(known);
  const candidates = (await candidatesOf(db, slot)).filter(({ id }) => !isKnown.has(id));
  const titles = new Map(newest.map(({ id, title }) => [id, title]));
  return rankForProfile(profile, candidates)
    .slice(0, SUGGESTIONS)
    .map(({ id, nearest }) => ({
      reason: likeReason(titles.get(nearest) ?? ''),
      points: POINTS.like,
      paperIds: [id],
    }));
}

/** The slot's weightiest papers as search has read them, once for all readers. */
async function candidatesOf(db: Database, slot: DigestSlot): Promise<DescribedPaper[]> {
  const kept = sharedOf(slot);
  kept.described ??= describeAll(db, slot.paperIds.slice(0, MOST_COMPARED));
  return [...(await kept.described).values()];
}

function sharedOf(slot: DigestSlot): Shared {
  const known = shared.get(slot) ?? { answers: new Map() };
  shared.set(slot, known);
  return known;
}
