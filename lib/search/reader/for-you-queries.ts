/** Papers for one reader: what they voted for, saved and follow, held against what is new. */
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { addCalendarDays, type Day } from '@/lib/calendar';
import { excerpt } from '@/lib/papers/maths/rich-text';
import { cardColumns, latestListing, listingColumns, type PaperCard } from '@/lib/papers/queries';
import { idf, LEVELS } from '../words/bm25';
import { findActiveEmbedder } from '../meaning/embedding-queries';
import { describeTerms, suggestPapers, type DescribedPaper, type Profile } from './profile';
import { readArchive } from '../words/vocabulary-queries';
import { fromBytes } from '../meaning/vectors/vector';
import { words } from '@/lib/words';

/** What was liked longer ago says less of what is liked now. */
const LIKED = 40;
const DISLIKED = 20;
/** What is new is looked at, the heaviest first. */
const CANDIDATE_DAYS = 21;
const CANDIDATES = 400;
/** Of a packed count, the part that the title and the abstract have (document.ts). */
const TITLE_SHIFT = 11;
const ABSTRACT_MASK = 127;
/** Enough of a title to recognise it by. */
const REASON_CHARS = 90;

export type Marked = { id: string; title: string };
/** What a reader has told by what they did; `liked` is newest first. */
export type Tastes = {
  liked: Marked[];
  disliked: string[];
  /** Everything that they have acted on already. */
  known: string[];
  topics: string[];
  authors: string[];
};

/** A vote, a bookmark and a place in a collection all say the same: more of this. */
export async function tastesOf(db: Db, userId: string): Promise<Tastes> {
  const [liked, dismissed, user] = await Promise.all([
    db.$queryRaw<Marked[]>`
      SELECT p."id", p."title" FROM (${newestLiked(Prisma.sql`${userId}`)}) newest
      JOIN "Paper" p ON p."id" = newest."paperId"
      ORDER BY newest."at" DESC, p."id"`,
    db.dismissal.findMany({
      where: { userId },
      select: { paperId: true },
      orderBy: { createdAt: 'desc' },
      take: CANDIDATES,
    }),
    db.user.findUnique({ where: { id: userId }, select: { topics: true, authors: true } }),
  ]);
  const disliked = dismissed.map(({ paperId }) => paperId);
  return {
    liked,
    disliked: disliked.slice(0, DISLIKED),
    known: [...liked.map(({ id }) => id), ...disliked],
    topics: user?.topics ?? [],
    authors: user?.authors ?? [],
  };
}

/** The papers that a reader marked as liked, newest first. */
function newestLiked(userId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT "paperId", max("at") AS "at" FROM (
      (SELECT "paperId", "createdAt" AS "at" FROM "Vote" WHERE "userId" = ${userId}
       ORDER BY "createdAt" DESC LIMIT ${LIKED})
      UNION ALL
      (SELECT "paperId", "createdAt" FROM "Bookmark" WHERE "userId" = ${userId}
       ORDER BY "createdAt" DESC LIMIT ${LIKED})
      UNION ALL
      (SELECT cp."paperId", cp."addedAt" FROM "CollectionPaper" cp
       JOIN "Collection" c ON c."id" = cp."collectionId" WHERE c."userId" = ${userId}
       ORDER BY cp."addedAt" DESC LIMIT ${LIKED})
    ) marked GROUP BY "paperId" ORDER BY "at" DESC, "paperId" LIMIT ${LIKED}`;
}

/** As Tastes, with ids instead of titles. */
export type MarkedIds = { userId: string; liked: string[]; disliked: string[]; known: string[] };

/** What each of these readers liked and dismissed, in one query. */
export async function markedByAll(db: Db, userIds: readonly string[]): Promise<MarkedIds[]> {
  const rows = await db.$queryRaw<{ userId: string; liked: string[]; dismissed: string[] }[]>`
    SELECT reader."id" AS "userId",
      ARRAY(
        SELECT newest."paperId" FROM (${newestLiked(Prisma.sql`reader."id"`)}) newest
        ORDER BY newest."at" DESC, newest."paperId"
      ) AS liked,
      ARRAY(
        SELECT d."paperId" FROM "Dismissal" d WHERE d."userId" = reader."id"
        ORDER BY d."createdAt" DESC LIMIT ${CANDIDATES}
      ) AS dismissed
    FROM unnest(${[...userIds]}::text[]) AS reader ("id")`;
  return rows.map(({ userId, liked, dismissed }) => ({
    userId,
    liked,
    disliked: dismissed.slice(0, DISLIKED),
    known: [...liked, ...dismissed],
  }));
}

export type ForYou = { paper: PaperCard; reason: string };

type Candidate = { id: string; standing: number; topics: string[]; authors: string[] };

/** The first `limit` papers for a reader with these tastes, each with its reason. */
export async function papersForYou(
  db: Db,
  tastes: Tastes,
  { today, limit }: { today: Day; limit: number },
): Promise<ForYou[]> {
  const candidates = await newCandidates(db, tastes, today);
  const reasons = await reasonsFor(db, tastes, candidates, limit);
  const cards = await db.$queryRaw<PaperCard[]>`
    SELECT ${cardColumns}, ${listingColumns}
    FROM unnest(${[...reasons.keys()]}::text[]) WITH ORDINALITY AS asked ("id", "at")
    JOIN "Paper" p ON p."id" = asked."id" ${latestListing}
    ORDER BY asked."at"`;
  return cards.map((paper) => ({ paper, reason: reasons.get(paper.id) ?? '' }));
}

async function newCandidates(db: Db, { known }: Tastes, today: Day): Promise<Candidate[]> {
  const since = addCalendarDays(today, -CANDIDATE_DAYS);
  return db.$queryRaw<Candidate[]>`
    SELECT p."id", coalesce(p."massWeek", '-Infinity')::float8 AS standing,
      coalesce(p."topics", '{}') AS topics,
      ARRAY(SELECT a."name" FROM "PaperAuthor" a WHERE a."paperId" = p."id") AS authors
    FROM (
      SELECT DISTINCT e."paperId" FROM "Appearance" e
      WHERE e."listedOn" BETWEEN ${since}::date AND ${today}::date AND NOT e."isHidden"
    ) listed JOIN "Paper" p ON p."id" = listed."paperId"
    WHERE NOT p."withdrawn" AND p."id" <> ALL(${known}::text[])
    ORDER BY p."massWeek" DESC NULLS LAST, p."id" LIMIT ${CANDIDATES}`;
}

/** Followed authors first, then what is like what was liked, then followed topics, by worth. */
async function reasonsFor(
  db: Db,
  tastes: Tastes,
  candidates: readonly Candidate[],
  limit: number,
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>();
  const give = (id: string, reason: string) => {
    if (reasons.size < limit && !reasons.has(id)) reasons.set(id, reason);
  };
  const followed = new Set(tastes.authors.map((name) => name.toLowerCase()));
  for (const { id, authors } of candidates) {
    const author = authors.find((name) => followed.has(name.toLowerCase()));
    if (author) give(id, words.reasons.follow(author));
  }
  const titles = new Map(tastes.liked.map(({ id, title }) => [id, title]));
  const described = await describeAll(db, [
    ...titles.keys(),
    ...tastes.disliked,
    ...candidates.map(({ id }) => id),
  ]);
  const profile: Profile = {
    liked: pick(described, [...titles.keys()]),
    disliked: pick(described, tastes.disliked),
  };
  const standings = new Map(candidates.map(({ id, standing }) => [id, standing]));
  const options = pick(described, [...standings.keys()]).map((paper) => ({
    ...paper,
    standing: standings.get(paper.id) ?? Number.NEGATIVE_INFINITY,
  }));
  for (const { id, reason } of suggestPapers(profile, options, limit)) {
    give(id, reason.kind === 'like' ? likeReason(titles.get(reason.nearest) ?? '') : ELSE_REASON);
  }
  const topics = new Set(tastes.topics);
  for (const candidate of candidates) {
    if (candidate.topics.some((slug) => topics.has(slug))) give(candidate.id, TOPIC_REASON);
  }
  return reasons;
}

const ELSE_REASON = words.reasons.different;
const TOPIC_REASON = words.reasons.topic;

/** `like “Weighing Fog”` */
export function likeReason(title: string): string {
  return `like “${excerpt(title, REASON_CHARS)}”`;
}

function pick(described: ReadonlyMap<string, DescribedPaper>, ids: readonly string[]) {
  return ids.flatMap((id) => described.get(id) ?? []);
}

/** Words and vector of each paper, as search has read it already: nothing is read anew. */
export async function describeAll(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, DescribedPaper>> {
  const embedder = await findActiveEmbedder(db);
  const [documents, vectors, archive] = await Promise.all([
    db.searchDocument.findMany({
      where: { paperId: { in: [...ids] } },
      select: { paperId: true, tokens: true, counts: true },
    }),
    embedder
      ? db.embedding.findMany({
          where: { embedder: embedder.id, paperId: { in: [...ids] } },
          select: { paperId: true, vector: true },
        })
      : [],
    readArchive(db),
  ]);
  const counted = documents.map(({ paperId, tokens, counts }) => ({
    id: paperId,
    counts: textCounts(tokens, counts),
  }));
  const papersWith = await papersWithTerms(db, [
    ...new Set(counted.flatMap(({ counts }) => [...counts.keys()])),
  ]);
  const idfOf = (term: string) => idf(archive.papers, papersWith.get(term) ?? 1);
  const vectorOf = new Map(
    vectors.map(({ paperId, vector }) => [paperId, vector && fromBytes(vector)]),
  );
  return new Map(
    counted.map(({ id, counts }) => [
      id,
      { id, vector: vectorOf.get(id) ?? null, terms: describeTerms(counts, idfOf) },
    ]),
  );
}

/** How often title and abstract have a term, by the term's number. */
function textCounts(tokens: readonly number[], packed: readonly number[]): Map<string, number> {
  const counts = new Map<string, number>();
  tokens.forEach((token, at) => {
    const count = packed[at] ?? 0;
    const inText = (count >> TITLE_SHIFT) + (count & ABSTRACT_MASK);
    if (inText > 0) counts.set(String(Math.floor(token / LEVELS)), inText);
  });
  return counts;
}

async function papersWithTerms(db: Db, terms: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: number; papers: number }[]>`
    SELECT asked."id", sum(s."papers")::int AS papers
    FROM unnest(${terms.map(Number)}::int[]) AS asked ("id")
    JOIN "SearchSegment" s
      ON s."token" BETWEEN asked."id" * ${LEVELS}::int AND asked."id" * ${LEVELS}::int + ${LEVELS - 1}::int
    GROUP BY asked."id"`;
  return new Map(rows.map(({ id, papers }) => [String(id), papers]));
}
