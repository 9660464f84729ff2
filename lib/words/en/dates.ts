/** Formats calendar days, periods and instants in English. Pure. */

const utc = { timeZone: 'UTC' } as const;
const formats = {
  weekday: new Intl.DateTimeFormat('en', { ...utc, weekday: 'long' }),
  date: new Intl.DateTimeFormat('en-GB', {
    ...utc,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }),
  dayAndMonth: new Intl.DateTimeFormat('en-GB', { ...utc, day: 'numeric', month: 'long' }),
  month: new Intl.DateTimeFormat('en', { ...utc, month: 'long' }),
  monthAndYear: new Intl.DateTimeFormat('en', { ...utc, month: 'long', year: 'numeric' }),
  shortWeekday: new Intl.DateTimeFormat('en', { ...utc, weekday: 'short' }),
  shortMonth: new Intl.DateTimeFormat('en', { ...utc, month: 'short' }),
  time: new Intl.DateTimeFormat('en-GB', { ...utc, hour: '2-digit', minute: '2-digit' }),
};

export const dates = {
  /** `Friday 14 March 2025` */
  long: (day: Date) => `${formats.weekday.format(day)} ${formats.date.format(day)}`,
  /** `14 March 2025` */
  date: (day: Date) => formats.date.format(day),
  /** `14 March` */
  dayAndMonth: (day: Date) => formats.dayAndMonth.format(day),
  /** `Friday 14 March` */
  weekdayAndDay: (day: Date) => `${formats.weekday.format(day)} ${formats.dayAndMonth.format(day)}`,
  /** `Friday` */
  weekday: (day: Date) => formats.weekday.format(day),
  /** `Fri 14 Mar`, or `Fri 14 Mar 2025` */
  short: (day: Date, hasYear: boolean) =>
    `${formats.shortWeekday.format(day)} ${day.getUTCDate()} ${formats.shortMonth.format(day)}${hasYear ? ` ${day.getUTCFullYear()}` : ''}`,
  /** `March` */
  month: (first: Date) => formats.month.format(first),
  /** `March 2025` */
  monthAndYear: (first: Date) => formats.monthAndYear.format(first),
  /** The name of an ISO weekday: `Monday` for 1. */
  isoWeekday: (weekday: number) => formats.weekday.format(Date.UTC(2024, 0, weekday)),
  /** `07:00` */
  hour: (hour: number) => `${String(hour).padStart(2, '0')}:00`,
  week: (week: number) => `Week ${week}`,
  weekAndYear: (week: number, year: number) => `Week ${week} of ${year}`,
  /** `14 March 2025 at 09:30 UTC` */
  instant: (instant: Date) =>
    `${formats.date.format(instant)} at ${formats.time.format(instant)} UTC`,
};
