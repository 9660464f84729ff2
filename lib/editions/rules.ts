/** Fixed facts about editions, and the sentences that follow from them. */
import { MAX_PAGE } from '@/lib/site/params';
import { toUtcDate, type Period, type PeriodKind } from '@/lib/calendar';
import { words } from '@/lib/words';

/** The sample edition is the page that Broadsheet is modelled on, and bears its date. */
export const SAMPLE_DAY = '2025-03-14';

/** A day is read whole; longer lists in pages. */
export const PAGE_SIZE: Record<PeriodKind, number> = { day: 100, week: 50, month: 50 };
/** Above this a list says "more than", so that counting never reads a whole month. */
export const COUNT_LIMIT = 900;
/** A day's pages are longer, and so are fewer. */
export const LAST_PAGE: Record<PeriodKind, number> = { day: 4, week: MAX_PAGE, month: MAX_PAGE };

const SATURDAY = 6;
const MAX_NAMES = 2;

/** Who made an edition: those who listed most of it, and everybody. */
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

/** `69 papers`; from what a list counts up to, `900+ papers`. */
export function countPhrase(total: number, limit = COUNT_LIMIT): string {
  return total >= limit ? words.feed.papersOrMore(limit) : words.feed.papers(total);
}

/** Why a period has no papers. */
export function emptyReason(period: Period, isToday: boolean): string {
  const { empty } = words.feed;
  if (period.kind !== 'day') return empty[period.kind];
  const weekday = toUtcDate(period.firstDay).getUTCDay();
  if (weekday === SATURDAY || weekday === 0) return empty.weekend;
  return isToday ? empty.today : empty.day;
}
