/** Every query of pages and jobs on papers, called through the functions of lib. */
import type { Database } from '@/lib/db/client';
import { periodOf, type PeriodKind } from '@/lib/calendar';
import { findLatestDay, neighboursOf, papersOfPeriod, recentDays } from '@/lib/editions/queries';
import { LAST_PAGE } from '@/lib/editions/rules';
import { MAX_PAGE } from '@/lib/site/params';
import { unreadPapers } from '@/lib/ingest/arxiv/unread-queries';
import { findUpstreamTrouble } from '@/lib/ingest/queries';
import { getPaper, hasPaper, newestPaperIds, topicNames } from '@/lib/papers/queries';
import { trendingPapers } from '@/lib/ranking/queries';
import { TRENDING_WINDOWS } from '@/lib/ranking/trending';
import { CROWDED_DAY, LAST_DAY, POPULAR_VOTES } from './generate';

export type Question = {
  /** Names of its statements in the figures, in order. */
  names: readonly [string, ...string[]];
  /** Whether the query belongs to an edition, with a limit of rows. */
  isFeed: boolean;
  ask: () => Promise<unknown>;
};

const LATER_PAGE = 5;
/** The sitemap's arguments. */
const SITEMAP_DAYS = 1_000;
const SITEMAP_PAPERS = 20_000;
export const DAY_BEFORE = '2026-10-28';

export async function feedQuestions(db: Database): Promise<Question[]> {
  const { id } = await db.paper.findFirstOrThrow({ where: { votes: { lt: POPULAR_VOTES } } });
  const periods: [string, PeriodKind, string, number][] = [
    ['day', 'day', DAY_BEFORE, 0],
    ['day_later', 'day', DAY_BEFORE, 1],
    ['crowded_day', 'day', CROWDED_DAY, 0],
    ['crowded_day_last', 'day', CROWDED_DAY, LAST_PAGE.day],
    ['week', 'week', DAY_BEFORE, 0],
    ['week_later', 'week', DAY_BEFORE, LATER_PAGE],
    ['week_last', 'week', DAY_BEFORE, LAST_PAGE.week],
    ['month', 'month', DAY_BEFORE, 0],
    ['month_later', 'month', DAY_BEFORE, LATER_PAGE],
    ['month_last', 'month', DAY_BEFORE, LAST_PAGE.month],
  ];
  const trending = TRENDING_WINDOWS.flatMap((window) =>
    [0, LATER_PAGE, MAX_PAGE].map((page) =>
      feed([`trending_${window}_page_${page}`], () => trendingPapers(db, window, page)),
    ),
  );
  return [
    ...periods.map(([name, kind, day, page]) =>
      feed([`${name}_count`, name], () => papersOfPeriod(db, periodOf(kind, day), page)),
    ),
    ...trending,
    ...(['day', 'week', 'month'] as const).map((kind) =>
      feed([`neighbours_of_${kind}`], () => neighboursOf(db, periodOf(kind, DAY_BEFORE))),
    ),
    feed(['latest_day'], () => findLatestDay(db)),
    feed(['topic_names'], () => topicNames(db)),
    feed(['upstream_trouble'], () => findUpstreamTrouble(db)),
    feed(['paper', 'paper_authors', 'paper_appearances', 'paper_signals'], () => getPaper(db, id)),
    feed(['has_paper'], () => hasPaper(db, id)),
  ];
}

/** Queries of jobs and the sitemap: reported without a limit. */
export async function otherQuestions(db: Database): Promise<Question[]> {
  const popular = await db.paper.findFirstOrThrow({ where: { votes: POPULAR_VOTES } });
  const popularNames = ['', '_authors', '_appearances', '_signals'].map(
    (of) => `popular_paper${of}`,
  );
  return [
    other(['papers_to_ask'], () => unreadPapers(db, new Date(`${LAST_DAY}T12:00:00Z`))),
    other(['sitemap_days'], () => recentDays(db, SITEMAP_DAYS)),
    other(['sitemap_papers'], () => newestPaperIds(db, SITEMAP_PAPERS)),
    other(popularNames as [string], () => getPaper(db, popular.id)),
  ];
}

export function feed(names: Question['names'], ask: Question['ask']): Question {
  return { names, isFeed: true, ask };
}

export function other(names: Question['names'], ask: Question['ask']): Question {
  return { names, isFeed: false, ask };
}
