/** Reads editions: the ordered papers of a day, week or month, and the neighbouring periods. */
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { cardColumns, splitPage, type PaperCard } from '@/lib/papers/queries';
import { fromUtcDate, periodOf, type Day, type Period } from '@/lib/calendar';
import { COUNT_LIMIT, LAST_PAGE, PAGE_SIZE, SAMPLE_DAY } from './rules';

export type Edition = {
  period: Period;
  papers: PaperCard[];
  page: number;
  hasNext: boolean;
  /** True where the edition has more papers than the site shows. */
  isCut: boolean;
  /** Number of papers in the edition, counted up to COUNT_LIMIT. */
  total: number;
};

/** Keys of the nearest periods of the same kind that have papers. */
export type Neighbours = { previous: string | null; next: string | null };

/**
 * Returns a page (from 0) of an edition: a day in the order of rules.ts; a week or month by votes,
 * each paper once. Empty for an edition without papers.
 */
export async function papersOfPeriod(db: Db, period: Period, page: number): Promise<Edition> {
  const last = LAST_PAGE[period.kind];
  const [total, rows] = await Promise.all([
    countOfPeriod(db, period),
    page > last ? [] : cardsOfPage(db, period, page),
  ]);
  const { rows: papers, ...more } = splitPage(rows, PAGE_SIZE[period.kind], page === last);
  return { period, papers, page, total, ...more };
}

/** The papers of a page, and the next one. */
async function cardsOfPage(db: Db, period: Period, page: number): Promise<PaperCard[]> {
  const size = PAGE_SIZE[period.kind];
  return await db.$queryRaw<PaperCard[]>`
    SELECT ${cardColumns}, e."submittedBy", e."pickRank" IS NOT NULL AS "isPick"
    FROM (
      SELECT * FROM "Appearance" e WHERE ${isListedIn(period)}
      ORDER BY ${orderWithin(period)} LIMIT ${size + 1} OFFSET ${page * size}
    ) e JOIN "Paper" p ON p."id" = e."paperId"
    ORDER BY ${orderWithin(period)}`;
}

/** Each list uses the order of its index, so that Postgres reads no more rows than the limit. */
async function countOfPeriod(db: Db, period: Period): Promise<number> {
  const [count] = await db.$queryRaw<[{ total: number }]>`
    SELECT CASE count(*) WHEN ${COUNT_LIMIT} THEN ${COUNT_LIMIT}
      ELSE count(DISTINCT listed."paperId") END::int AS total
    FROM (
      SELECT e."paperId" FROM "Appearance" e
      WHERE e.${periodColumn(period)} = ${period.firstDay}::date AND NOT e."isHidden"
      ORDER BY ${orderWithin(period)} LIMIT ${COUNT_LIMIT}
    ) listed`;
  return count.total;
}

/** The newest day with a visible paper; the sample's day only where there is no other. */
export async function findLatestDay(db: Db): Promise<Day | null> {
  const newest = await db.appearance.findFirst({
    where: { listedOn: { not: new Date(SAMPLE_DAY) }, isHidden: false },
    orderBy: { listedOn: 'desc' },
    select: { listedOn: true },
  });
  if (newest) return fromUtcDate(newest.listedOn);
  const sample = await db.appearance.findFirst({
    where: { listedOn: new Date(SAMPLE_DAY), isHidden: false },
    select: { listedOn: true },
  });
  return sample ? SAMPLE_DAY : null;
}

/** The nearest periods before and after with papers. */
export async function neighboursOf(db: Db, period: Period): Promise<Neighbours> {
  const column = periodColumn(period);
  const [row] = await db.$queryRaw<[{ previous: Day | null; next: Day | null }]>`
    SELECT
      to_char((SELECT max(e.${column}) FROM "Appearance" e WHERE e.${column} < ${period.firstDay}::date AND NOT e."isHidden"), 'YYYY-MM-DD') AS previous,
      to_char((SELECT min(e.${column}) FROM "Appearance" e WHERE e.${column} > ${period.firstDay}::date AND NOT e."isHidden"), 'YYYY-MM-DD') AS next`;
  const keyOf = (day: Day | null) => day && periodOf(period.kind, day).key;
  return { previous: keyOf(row.previous), next: keyOf(row.next) };
}

function periodColumn({ kind }: Period): Prisma.Sql {
  return { day: Prisma.sql`"listedOn"`, week: Prisma.sql`"weekOf"`, month: Prisma.sql`"monthOf"` }[
    kind
  ];
}

export function isListedIn(period: Period): Prisma.Sql {
  const column = periodColumn(period);
  if (period.kind === 'day') {
    return Prisma.sql`e."listedOn" = ${period.firstDay}::date AND NOT e."isHidden"`;
  }
  // Lists a paper of several days at the last one.
  return Prisma.sql`e.${column} = ${period.firstDay}::date AND NOT e."isHidden" AND NOT EXISTS (
    SELECT 1 FROM "Appearance" later
    WHERE later."paperId" = e."paperId" AND later.${column} = e.${column}
      AND later."listedOn" > e."listedOn")`;
}

/** Same order as the indexes Appearance_day_idx, _week_idx and _month_idx; ranking/about describes it. */
export function orderWithin({ kind }: Period): Prisma.Sql {
  const byVotes = Prisma.sql`e."votes" DESC, e."submittedAt", e."paperId"`;
  return kind === 'day' ? Prisma.sql`e."pickRank", ${byVotes}` : byVotes;
}

/**
 * The newest days with an edition: one index probe for each day instead of a read of its papers.
 */
export async function recentDays(db: Db, limit: number): Promise<Day[]> {
  const rows = await db.$queryRaw<{ day: Day }[]>`
    WITH RECURSIVE days (day) AS (
      SELECT max("listedOn") FROM "Appearance" WHERE NOT "isHidden"
      UNION ALL
      SELECT (SELECT max(e."listedOn") FROM "Appearance" e
              WHERE e."listedOn" < days.day AND NOT e."isHidden")
      FROM days WHERE days.day IS NOT NULL
    )
    SELECT to_char(day, 'YYYY-MM-DD') AS day FROM days WHERE day IS NOT NULL LIMIT ${limit}`;
  return rows.map(({ day }) => day);
}
