/** Redirects an address without a date to the latest edition's. */
import { today } from '@/app/site';
import { periodOf, type PeriodKind } from '@/lib/calendar';
import { database } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { route } from '@/lib/http/route';
import { periodPath } from '@/lib/site/paths';

export function redirectToLatest(kind: PeriodKind) {
  return route(async () => {
    const latest = await findLatestDay(database());
    const location = periodPath(periodOf(kind, latest ?? today()));
    return new Response(null, { status: 303, headers: { location } });
  });
}
