/** Decides which days an ingest reads, in which order, and where a stopped one goes on. */
import { addCalendarDays, type Day } from '@/lib/editions/calendar';

/** How far back a server that was down catches up by itself. */
export const CATCH_UP_DAYS = 31;
/** Votes elsewhere settle over about two weeks, so that long a day's counts are read again daily. */
export const SWEEP_DAYS = 14;
/** What a first start reads, so that the first readers find a week of editions. */
export const FIRST_READ_DAYS = 7;

/**
 * Days to read at `today`, newest first, so that today's edition never waits for old ones:
 * today and yesterday always; every day missed since `lastDone`; once a day, the last two weeks.
 */
export function daysToRead(facts: {
  today: Day;
  lastDone: Day | null;
  lastSweptOn: Day | null;
}): Day[] {
  const { today, lastDone, lastSweptOn } = facts;
  let back = 1;
  if (lastDone === null) back = FIRST_READ_DAYS - 1;
  else if (lastDone < today)
    back = Math.max(back, Math.min(daysBetween(lastDone, today), CATCH_UP_DAYS));
  if (lastDone !== null && lastSweptOn !== today) back = Math.max(back, SWEEP_DAYS - 1);
  return Array.from({ length: back + 1 }, (_, index) => addCalendarDays(today, -index));
}

/** The days of a window, oldest first; both ends belong to it. */
export function daysOfWindow(from: Day, to: Day): Day[] {
  if (to < from) return [];
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) =>
    addCalendarDays(from, index),
  );
}

/** What is left of `days` when a run stopped after finishing `cursor`. */
export function afterCursor(days: readonly Day[], cursor: string | null): Day[] {
  return days.slice(cursor === null ? 0 : days.indexOf(cursor) + 1);
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
