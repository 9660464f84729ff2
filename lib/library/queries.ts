/** Reads a reader's library: saved papers, collections, shared lists. */
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { fromUtcDate } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import type { CitedPaper } from '@/lib/papers/citations/formats';
import {
  cardColumns,
  latestListing,
  listingColumns,
  splitPage,
  type PaperCard,
} from '@/lib/papers/queries';
import type { Place } from './cursor';
import { words } from '@/lib/words';

export const LIBRARY_PAGE_SIZE = 50;
/** 256 bits as base64url. */
const SHARE_TOKEN = /^[\w-]{43}$/;

export type KeptPaper = PaperCard & { note: string; keptAt: Date };
/** `next` is the cursor of the following page; null at the end. */
export type KeptPapers = { papers: KeptPaper[]; next: Place | null };

/** A page of saved papers, the latest first, read along its index whatever its size. */
export async function bookmarksOf(
  db: Db,
  userId: string,
  after: Place | null,
): Promise<KeptPapers> {
  return pageOf(
    db,
    Prisma.sql`
      SELECT b."paperId", b."note", b."createdAt" AS "keptAt" FROM "Bookmark" b
      WHERE b."userId" = ${userId} ${isBehind(Prisma.sql`b."createdAt", b."paperId"`, after)}
      ORDER BY b."createdAt" DESC, b."paperId" DESC LIMIT ${LIBRARY_PAGE_SIZE + 1}`,
  );
}

export async function papersOfCollection(
  db: Db,
  collectionId: string,
  after: Place | null,
  isShared = false,
): Promise<KeptPapers> {
  return pageOf(
    db,
    Prisma.sql`
      SELECT c."paperId", c."note", c."addedAt" AS "keptAt" FROM "CollectionPaper" c
      WHERE c."collectionId" = ${collectionId} ${isBehind(Prisma.sql`c."addedAt", c."paperId"`, after)}
        AND ${isShared ? isOnLists : Prisma.sql`true`}
      ORDER BY c."addedAt" DESC, c."paperId" DESC LIMIT ${LIBRARY_PAGE_SIZE + 1}`,
  );
}

/** Readers keep papers that a curator has hidden; shared lists omit them. */
const isOnLists = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM "Paper" p WHERE p."id" = c."paperId" AND p."hiddenAt" IS NOT NULL)`;

function isBehind(columns: Prisma.Sql, after: Place | null): Prisma.Sql {
  return after ? Prisma.sql`AND (${columns}) < (${after.at}, ${after.paperId})` : Prisma.empty;
}

async function pageOf(db: Db, kept: Prisma.Sql): Promise<KeptPapers> {
  const rows = await db.$queryRaw<KeptPaper[]>`
    SELECT ${cardColumns}, ${listingColumns}, kept."note", kept."keptAt"
    FROM (${kept}) kept JOIN "Paper" p ON p."id" = kept."paperId" ${latestListing}
    ORDER BY kept."keptAt" DESC, kept."paperId" DESC`;
  const { rows: papers, hasNext } = splitPage(rows, LIBRARY_PAGE_SIZE);
  const last = papers.at(-1);
  return { papers, next: hasNext && last ? { at: last.keptAt, paperId: last.id } : null };
}

export type CollectionLine = {
  id: string;
  name: string;
  description: string;
  shareToken: string | null;
  papers: number;
};

const collectionColumns = {
  id: true,
  name: true,
  description: true,
  shareToken: true,
  _count: { select: { papers: true } },
} as const;

export async function collectionsOf(db: Db, userId: string): Promise<CollectionLine[]> {
  const rows = await db.collection.findMany({
    where: { userId },
    orderBy: { createdAt: 'desc' },
    select: collectionColumns,
  });
  return rows.map(({ _count, ...row }) => ({ ...row, papers: _count.papers }));
}

/** A collection of the reader's own. Throws not_found, also for another reader's. */
export async function getOwnCollection(
  db: Db,
  { userId, id }: { userId: string; id: string },
): Promise<CollectionLine> {
  const row = await db.collection.findFirst({ where: { id, userId }, select: collectionColumns });
  if (!row) throw new AppError('not_found', words.refusals.noCollection);
  const { _count, ...collection } = row;
  return { ...collection, papers: _count.papers };
}

/** The collection behind a shared link. Throws not_found for any other text. */
export async function getSharedCollection(db: Db, token: string) {
  const found = SHARE_TOKEN.test(token)
    ? await db.collection.findUnique({
        where: { shareToken: token },
        select: { ...collectionColumns, user: { select: { name: true, handle: true } } },
      })
    : null;
  if (!found) throw new AppError('not_found', words.refusals.collectionPrivate);
  const { _count, user, ...collection } = found;
  return { ...collection, papers: _count.papers, owner: user };
}

/** A reader's data on one paper: saved or not, note, collections. */
export async function keptOf(db: Db, { userId, paperId }: { userId: string; paperId: string }) {
  const [bookmark, within] = await Promise.all([
    db.bookmark.findUnique({ where: { userId_paperId: { userId, paperId } } }),
    db.collectionPaper.findMany({
      where: { paperId, collection: { userId } },
      select: { collectionId: true },
    }),
  ]);
  return {
    isSaved: bookmark !== null,
    note: bookmark?.note ?? '',
    collections: new Set(within.map(({ collectionId }) => collectionId)),
  };
}

export async function countBookmarks(db: Db, userId: string): Promise<number> {
  return db.bookmark.count({ where: { userId } });
}

/** Papers read at once for an export, each with all its authors. */
const EXPORT_BATCH = 200;
type Kept = { of: 'bookmarks'; userId: string } | { of: 'collection'; id: string };

/** All papers of a list with their citation data, the latest first, batch by batch. */
export async function* citedPapersOf(
  db: Db,
  kept: Kept,
  urlOf: (id: string) => string,
): AsyncGenerator<CitedPaper> {
  let after: Place | null = null;
  do {
    const places: Place[] = await placesOf(db, kept, after);
    const papers = await db.paper.findMany({
      where: {
        id: { in: places.map(({ paperId }) => paperId) },
        ...(kept.of === 'collection' && { hiddenAt: null }),
      },
      include: { authors: { select: { name: true }, orderBy: { position: 'asc' } } },
    });
    const byId = new Map(papers.map((paper) => [paper.id, paper]));
    for (const { paperId } of places) {
      const paper = byId.get(paperId);
      if (!paper) continue;
      const authors = paper.authors.map(({ name }) => name);
      const publishedOn = fromUtcDate(paper.publishedOn);
      yield { ...paper, authors, publishedOn, url: urlOf(paperId) };
    }
    after = places.length === EXPORT_BATCH ? (places.at(-1) ?? null) : null;
  } while (after);
}

async function placesOf(db: Db, kept: Kept, after: Place | null): Promise<Place[]> {
  if (kept.of === 'bookmarks') {
    return db.$queryRaw<Place[]>`
      SELECT b."paperId", b."createdAt" AS "at" FROM "Bookmark" b
      WHERE b."userId" = ${kept.userId} ${isBehind(Prisma.sql`b."createdAt", b."paperId"`, after)}
      ORDER BY b."createdAt" DESC, b."paperId" DESC LIMIT ${EXPORT_BATCH}`;
  }
  return db.$queryRaw<Place[]>`
    SELECT c."paperId", c."addedAt" AS "at" FROM "CollectionPaper" c
    WHERE c."collectionId" = ${kept.id} ${isBehind(Prisma.sql`c."addedAt", c."paperId"`, after)}
    ORDER BY c."addedAt" DESC, c."paperId" DESC LIMIT ${EXPORT_BATCH}`;
}
