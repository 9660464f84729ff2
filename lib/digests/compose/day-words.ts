/** Calendar days as a digest says them, where the year goes without saying. */
import { tz } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { toUtcDate, type Day } from '@/lib/calendar';

const utc = { in: tz('UTC') };

/** `Friday` */
export function weekdayOf(day: Day): string {
  return format(toUtcDate(day), 'EEEE', utc);
}

/** `14 March` */
export function dayAndMonth(day: Day): string {
  return format(toUtcDate(day), 'd MMMM', utc);
}
