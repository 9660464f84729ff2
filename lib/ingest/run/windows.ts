/** Decides which days an ingest reads, in which order, and where an interrupted one resumes. */
import { addCalendarDays, type Day } from '@/lib/calendar';

/** Days that a server catches up after an outage. */
export const CATCH_UP_DAYS = 31;
/** Counts settle over about two weeks, so they are read again daily for that long. */
export const SWEEP_DAYS = 14;
/** Today and yesterday, with which every scheduled run begins. */
export const ALWAYS_READ_DAYS = 2;
/** Days of the first run, so that the first readers find a week of editions. */
export const FIRST_READ_DAYS = 7;

/**
 * Days to read at `today`, newest first, so that today's edition never waits for old ones: today
 * and yesterday always; every day missed since `lastDone`; once a day, the last two weeks.
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
 * The due days of a scheduled run: today and yesterday first, after any failure; then the rest,
 * newest first, after the cursor of an interrupted run. A failed day waits for its retry, which
 * comes at any age.
 */
export function scheduledDays(facts: {
  due: readonly Day[];
  /** Failed days, with the time of each retry. */
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

/** Whether a failed day is recent enough for an automatic retry. */
export function isRetried(day: Day, today: Day): boolean {
  return day <= today && daysBetween(day, today) <= CATCH_UP_DAYS;
}

/** The days of a window, oldest first, both ends included. */
export function daysOfWindow(from: Day, to: Day): Day[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) =>
    addCalendarDays(from, index),
  );
}

/** The rest of `days` after a run stopped at `cursor`. */
export function afterCursor(days: readonly Day[], cursor: string | null): Day[] {
  return days.slice(cursor === null ? 0 : days.indexOf(cursor) + 1);
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
