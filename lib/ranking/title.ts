/** Names the list of trending papers. Pure. */
import { addCalendarDays, shortDay, type Day } from '@/lib/calendar';
import { words } from '@/lib/words';
import type { TrendingWindow } from './trending';

/** How old the latest edition may be, in days: a weekend for the day's list. */
const CURRENT_DAYS: Record<TrendingWindow, number> = { day: 3, week: 7, month: 30 };

/** `Trending today`; `Trending on 14 March 2025` for an archive that ends there. */
export function trendingTitle(window: TrendingWindow, latest: Day | null, today: Day): string {
  return latest === null || isCurrent(latest, today, CURRENT_DAYS[window])
    ? words.feed.trending[window]
    : words.feed.trendingUntil[window](shortDay(latest));
}

/** Whether a day is at most `days` before today. */
export function isCurrent(day: Day, today: Day, days: number): boolean {
  return addCalendarDays(day, days) >= today;
}
