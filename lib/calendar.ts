/** Calendar days, ISO weeks and months as the text in addresses; never an instant. */
import { tz } from '@date-fns/tz';
// Imported one by one: the whole of date-fns is hundreds of files, a second of each process' start.
import { addDays } from 'date-fns/addDays';
import { addMonths } from 'date-fns/addMonths';
import { format } from 'date-fns/format';
import { getISOWeek } from 'date-fns/getISOWeek';
import { getISOWeekYear } from 'date-fns/getISOWeekYear';
import { getYear } from 'date-fns/getYear';
import { isValid } from 'date-fns/isValid';
import { parse } from 'date-fns/parse';
import { startOfISOWeek } from 'date-fns/startOfISOWeek';
import { startOfMonth } from 'date-fns/startOfMonth';
import { words } from './words';

/** `2025-03-14` */
export type Day = string;
export const PERIODS = ['day', 'week', 'month'] as const;
export type PeriodKind = (typeof PERIODS)[number];
/** A day, week or month: its address key, its first day and its words. */
export type Period = { kind: PeriodKind; key: string; firstDay: Day; title: string };

const utc = { in: tz('UTC') };
const EARLIEST_YEAR = 1991; // arXiv's first year
const KEY_FORMAT = { day: 'yyyy-MM-dd', week: "RRRR-'W'II", month: 'yyyy-MM' } as const;
const KEY_PATTERN = { day: /^\d{4}-\d\d-\d\d$/, week: /^\d{4}-W\d\d$/, month: /^\d{4}-\d\d$/ };

/** The kind of edition by its segment in an address: /papers/date/…, /papers/week/… */
export function periodKindOf(segment: string): PeriodKind | null {
  if (segment === 'date') return 'day';
  return segment === 'week' || segment === 'month' ? segment : null;
}

/** Parses an address key; null if no day, week or month has this key. */
export function parsePeriod(kind: PeriodKind, key: string): Period | null {
  if (!KEY_PATTERN[kind].test(key)) return null;
  const first = parse(key, KEY_FORMAT[kind], new Date(0), utc);
  if (!isValid(first) || first.getFullYear() < EARLIEST_YEAR) return null;
  const period = periodOf(kind, format(first, KEY_FORMAT.day, utc));
  // Rejects 2025-02-30 and week 54: a lenient parser would return another period.
  return period.key === key ? period : null;
}

/** Normalises a key: `2025-3-4` becomes `2025-03-04`, `2025-w9` `2025-W09`. */
export function paddedKey(key: string): string {
  return key.toUpperCase().replace(/(?<=\d-W?)\d(?=-|$)/g, '0$&');
}

/** The period of a kind that contains a day. */
export function periodOf(kind: PeriodKind, day: Day): Period {
  const date = toUtcDate(day);
  const first = { day: date, week: startOfISOWeek(date, utc), month: startOfMonth(date, utc) }[
    kind
  ];
  return {
    kind,
    key: format(first, KEY_FORMAT[kind], utc),
    firstDay: format(first, KEY_FORMAT.day, utc),
    title: periodTitle(kind, first),
  };
}

/** The first day after the period: the exclusive end of a range query. */
export function dayAfter(period: Period): Day {
  const first = toUtcDate(period.firstDay);
  const next =
    period.kind === 'month' ? addMonths(first, 1) : addDays(first, period.kind === 'week' ? 7 : 1);
  return format(next, KEY_FORMAT.day, utc);
}

export function addCalendarDays(day: Day, days: number): Day {
  return format(addDays(toUtcDate(day), days), KEY_FORMAT.day, utc);
}

/** The calendar day of an instant in a time zone. */
export function dayIn(timeZone: string, instant: Date): Day {
  return format(instant, KEY_FORMAT.day, { in: tz(timeZone) });
}

/** Midnight UTC of the day, because Prisma passes a DATE as an instant. */
export function toUtcDate(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The day of a DATE column read through Prisma. */
export function fromUtcDate(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

/** `Friday 14 March 2025` */
export function dayInWords(day: Day): string {
  return words.dates.long(toUtcDate(day));
}

/** `14 March 2025` */
export function shortDay(day: Day): string {
  return words.dates.date(toUtcDate(day));
}

/** `14 March 2025 at 09:30 UTC` */
export function instantInWords(instant: Date): string {
  return words.dates.instant(instant);
}

/** A period's title in a link, with the year unless it is today's: `Fri 14 Mar`, `Week 11 of 2025`. */
export function shortTitle({ kind, firstDay, title }: Period, today: Day): string {
  const first = toUtcDate(firstDay);
  const now = toUtcDate(today);
  if (kind === 'day')
    return words.dates.short(first, first.getUTCFullYear() !== now.getUTCFullYear());
  const year = kind === 'week' ? getISOWeekYear : getYear;
  if (year(first, utc) !== year(now, utc)) return title;
  return kind === 'week' ? words.dates.week(getISOWeek(first, utc)) : words.dates.month(first);
}

function periodTitle(kind: PeriodKind, first: Date): string {
  if (kind === 'day') return words.dates.long(first);
  if (kind === 'month') return words.dates.monthAndYear(first);
  return words.dates.weekAndYear(getISOWeek(first, utc), getISOWeekYear(first, utc));
}
