/** Reads topics: all of them with their top papers, and one topic's papers. */
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { cardColumns, latestListing, listingColumns, splitPage, type PaperCard } from '../queries';
import { words } from '@/lib/words';

export const TOPIC_PAGE_SIZE = 50;
export const TOPIC_ORDERS = ['trending', 'newest'] as const;
export type TopicOrder = (typeof TOPIC_ORDERS)[number];

/**
 * Limits a topic's trending papers to these of all trending ones: all topics share one index of
 * masses, and the masses beyond are almost zero.
 */
const TRENDING_DEPTH = 5_000;
/** Days before the newest paper that count as recent. */
export const RECENT_DAYS = 30;

export type TopicSummary = {
  slug: string;
  name: string;
  /** Papers of the last RECENT_DAYS days with papers. */
  recent: number;
  lead: { id: string; title: string } | null;
};

/** All topics in their order. */
export async function topicSummaries(db: Db): Promise<TopicSummary[]> {
  const rows = await db.$queryRaw<
    { slug: string; name: string; recent: number; id: string | null; title: string | null }[]
  >`
    WITH trending AS MATERIALIZED (
      SELECT p."id", p."title", p."topics", p."massWeek" FROM "Paper" p
      WHERE p."massWeek" IS NOT NULL AND p."hiddenAt" IS NULL
      ORDER BY p."massWeek" DESC NULLS LAST, p."votes" DESC, p."id" LIMIT ${TRENDING_DEPTH}
    ),
    leads AS (
      SELECT DISTINCT ON (topic) topic, t."id", t."title"
      FROM trending t, unnest(t."topics") AS topic ORDER BY topic, t."massWeek" DESC, t."id"
    ),
    newest AS (SELECT max("publishedOn") AS day FROM "Paper")
    SELECT t."slug", t."name", leads."id", leads."title", (
      SELECT count(*)::int FROM "PaperTopic" listed
      WHERE listed."topic" = t."slug" AND listed."publishedOn" > newest.day - ${RECENT_DAYS}::int
    ) AS "recent"
    FROM "Topic" t CROSS JOIN newest LEFT JOIN leads ON leads.topic = t."slug"
    ORDER BY t."position"`;
  return rows.map(({ id, title, ...topic }) => ({
    ...topic,
    lead: id !== null && title !== null ? { id, title } : null,
  }));
}

/** A topic by its slug. Throws not_found. */
export async function getTopic(db: Db, slug: string) {
  const topic = await db.topic.findUnique({ where: { slug } });
  if (!topic) throw new AppError('not_found', words.refusals.noTopic);
  return topic;
}

type TopicRequest = { slug: string; order: TopicOrder; page: number };

/** A page (from 0) of a topic's papers. */
export async function papersOfTopic(
  db: Db,
  { slug, order, page }: TopicRequest,
): Promise<{ papers: PaperCard[]; hasNext: boolean }> {
  const window = Prisma.sql`LIMIT ${TOPIC_PAGE_SIZE + 1} OFFSET ${page * TOPIC_PAGE_SIZE}`;
  const chosen =
    order === 'trending'
      ? Prisma.sql`
        SELECT t."id", row_number() OVER (
          ORDER BY t."massWeek" DESC, t."votes" DESC, t."id"
        ) AS "at" FROM (
          SELECT p."id", p."topics", p."massWeek", p."votes" FROM "Paper" p
          WHERE p."massWeek" IS NOT NULL AND p."hiddenAt" IS NULL
          ORDER BY p."massWeek" DESC NULLS LAST, p."votes" DESC, p."id" LIMIT ${TRENDING_DEPTH}
        ) t
        WHERE ${slug} = ANY(t."topics") ORDER BY "at" ${window}`
      : Prisma.sql`
        SELECT listed."paperId" AS "id", row_number() OVER (
          ORDER BY listed."publishedOn" DESC, listed."paperId"
        ) AS "at" FROM "PaperTopic" listed
        JOIN "Paper" p ON p."id" = listed."paperId" AND p."hiddenAt" IS NULL
        WHERE listed."topic" = ${slug} ORDER BY "at" ${window}`;
  const rows = await db.$queryRaw<PaperCard[]>`
    SELECT ${cardColumns}, ${listingColumns}
    FROM (${chosen}) chosen JOIN "Paper" p ON p."id" = chosen."id" ${latestListing}
    ORDER BY chosen."at"`;
  const { rows: papers, hasNext } = splitPage(rows, TOPIC_PAGE_SIZE);
  return { papers, hasNext };
}
