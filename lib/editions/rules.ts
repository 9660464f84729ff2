/** Fixed facts about editions, and the sentences that follow from them. */
import { MAX_PAGE } from '@/lib/site/params';
import { toUtcDate, type Period, type PeriodKind } from '@/lib/calendar';
import { words } from '@/lib/words';

/** Date of the sample edition: the date of the page that Broadsheet is modelled on. */
export const SAMPLE_DAY = '2025-03-14';

/** A day fits on one page; longer lists are paged. */
export const PAGE_SIZE: Record<PeriodKind, number> = { day: 100, week: 50, month: 50 };
/** Limits counting, so that no list reads a whole month; above it a list shows "more than". */
export const COUNT_LIMIT = 900;
/** Longer pages for a day, so that it has fewer. */
export const LAST_PAGE: Record<PeriodKind, number> = { day: 4, week: MAX_PAGE, month: MAX_PAGE };

const SATURDAY = 6;
const MAX_NAMES = 2;

/** Attribution of an edition: the main contributors, and all of them. */
export function editionByline(papers: readonly { submittedBy: string | null }[]): string {
  const listed = new Map<string, number>();
  for (const { submittedBy } of papers) {
    if (submittedBy) listed.set(submittedBy, (listed.get(submittedBy) ?? 0) + 1);
  }
  const names = [...listed]
    .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .slice(0, MAX_NAMES)
    .map(([name]) => name);
  return words.feed.byline(names.length > 0 ? names.join(', ') : words.feed.curators);
}

/** `69 papers`; from the limit of counting, `900+ papers`. */
export function countPhrase(total: number, limit = COUNT_LIMIT): string {
  return total >= limit ? words.feed.papersOrMore(limit) : words.feed.papers(total);
}

/** Explains why a period has no papers. */
export function emptyReason(period: Period, isToday: boolean): string {
  const { empty } = words.feed;
  if (period.kind !== 'day') return empty[period.kind];
  const weekday = toUtcDate(period.firstDay).getUTCDay();
  if (weekday === SATURDAY || weekday === 0) return empty.weekend;
  return isToday ? empty.today : empty.day;
}
