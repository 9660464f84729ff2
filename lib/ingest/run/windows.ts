/** Decides which days an ingest reads, in which order, and where a stopped one goes on. */
import { addCalendarDays, type Day } from '@/lib/calendar';

/** How far back a server that was down catches up by itself. */
export const CATCH_UP_DAYS = 31;
/** Votes elsewhere settle over about two weeks, so that long a day's counts are read again daily. */
export const SWEEP_DAYS = 14;
/** Today and yesterday, which every scheduled run begins with. */
export const ALWAYS_READ_DAYS = 2;
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

/**
 * What a scheduled run reads of the days that are due: today and yesterday first, whatever
 * stopped or failed before; then the rest, newest first, after the cursor of a stopped run.
 * A day that failed is left out until it is due again, and then read however old it is.
 */
export function scheduledDays(facts: {
  due: readonly Day[];
  /** Days that failed, with when each is due again. */
  failed: ReadonlyMap<Day, Date>;
  cursor: string | null;
  now: Date;
}): { first: Day[]; rest: Day[] } {
  const { due, failed, cursor, now } = facts;
  const first = due.slice(0, ALWAYS_READ_DAYS);
  const isPaused = (day: Day) => (failed.get(day) ?? now) > now;
  const isStopped = cursor !== null && due.includes(cursor);
  const unread = due.filter(
    (day) => !first.includes(day) && !failed.has(day) && !(isStopped && day >= cursor),
  );
  const retried = [...failed.keys()].filter((day) => !first.includes(day) && !isPaused(day));
  return { first, rest: [...unread, ...retried].toSorted().toReversed() };
}

/** Whether a day that failed is recent enough to be retried by itself. */
export function isRetried(day: Day, today: Day): boolean {
  return day <= today && daysBetween(day, today) <= CATCH_UP_DAYS;
}

/** The days of a window, oldest first; both ends belong to it. */
export function daysOfWindow(from: Day, to: Day): Day[] {
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
