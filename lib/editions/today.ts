/** Today on the calendar of the editions. */
import { systemClock } from '@/lib/clock';
import { env } from '@/lib/env';
import { dayIn, type Day } from '@/lib/calendar';

export function today(): Day {
  return dayIn(env.EDITION_TIME_ZONE, systemClock());
}
