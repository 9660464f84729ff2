/** Reads papers: the card for lists, and the whole paper for its page. */
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { words } from '@/lib/words';

export const CARD_AUTHORS = 3;

/** A paper's card: one row, the same in all lists. */
export type PaperCard = {
  id: string;
  /** The source that the id belongs to (lib/sources/table.ts). */
  source: string;
  title: string;
  abstract: string;
  abstractSource: string;
  /** The first names only; authorCount counts all. */
  authors: string[];
  authorCount: number;
  withdrawn: boolean;
  publishedOn: string;
  topics: string[];
  /** Votes in the order of editions; the two below are the parts. */
  votes: number;
  upvotes: number;
  upstreamVotes: number;
  commentCount: number;
  upstreamComments: number;
  codeUrl: string | null;
  codeStars: number | null;
  projectUrl: string | null;
  organization: string | null;
  submittedBy: string | null;
  isPick: boolean;
};

/** Columns of a PaperCard from "Paper" p; columns of an appearance come from the list's query. */
export const cardColumns = Prisma.sql`
  p."id", p."source", p."title", p."abstract", p."abstractSource", p."authorCount",
  ARRAY(
    SELECT a."name" FROM "PaperAuthor" a
    WHERE a."paperId" = p."id" AND a."position" < ${CARD_AUTHORS} ORDER BY a."position"
  ) AS "authors",
  p."withdrawn", to_char(p."publishedOn", 'YYYY-MM-DD') AS "publishedOn", p."topics",
  least(round(p."votes"), 2147483647)::int AS "votes", p."upvotes", p."upstreamVotes", p."commentCount", p."upstreamComments",
  p."codeUrl", p."codeStars", p."projectUrl", p."organization"`;

/** The latest listing's submitter and pick, for lists without a day. */
export const latestListing = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT l."submittedBy", l."pickRank" FROM "Appearance" l
    WHERE l."paperId" = p."id" ORDER BY l."listedOn" DESC LIMIT 1
  ) listing ON true`;
export const listingColumns = Prisma.sql`
  listing."submittedBy", listing."pickRank" IS NOT NULL AS "isPick"`;

/** Limits the votes listed, because a paper may have thousands; the rest are summed. */
const NEWEST_SIGNALS = 200;

const withEverything = {
  authors: { orderBy: { position: 'asc' } },
  appearances: { orderBy: { listedOn: 'desc' } },
  signals: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: NEWEST_SIGNALS },
} satisfies Prisma.PaperInclude;

export type WholePaper = Prisma.PaperGetPayload<{ include: typeof withEverything }>;

/** A paper with its authors, listings and newest signals. Throws not_found. */
export async function getPaper(db: Db, id: string): Promise<WholePaper> {
  const paper = await db.paper.findUnique({ where: { id }, include: withEverything });
  if (!paper) throw new AppError('not_found', words.refusals.noPaper(id));
  return paper;
}

/** Reads one row more than a page, to detect a next page or a cut list. */
export function splitPage<T>(
  rows: T[],
  size: number,
  isLast = false,
): { rows: T[]; hasNext: boolean; isCut: boolean } {
  const goesOn = rows.length > size;
  return { rows: rows.slice(0, size), hasNext: goesOn && !isLast, isCut: goesOn && isLast };
}

export async function hasPaper(db: Db, id: string): Promise<boolean> {
  return (await db.paper.count({ where: { id } })) > 0;
}

/** Names of all topics by slug. */
export async function topicNames(db: Db): Promise<Map<string, string>> {
  const topics = await db.topic.findMany({
    select: { slug: true, name: true },
    orderBy: { position: 'asc' },
  });
  return new Map(topics.map(({ slug, name }) => [slug, name]));
}

/** Ids of the most recently published papers. */
export async function newestPaperIds(db: Db, limit: number): Promise<string[]> {
  const rows = await db.paper.findMany({
    where: { hiddenAt: null },
    select: { id: true },
    orderBy: [{ publishedOn: 'desc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(({ id }) => id);
}
