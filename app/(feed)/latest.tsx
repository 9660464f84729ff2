/** What `/` and `/papers` show: the latest edition. */
import { database } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { dayOrToday, PeriodPage } from './period-page';

export async function LatestEdition() {
  const latest = await findLatestDay(database());
  return <PeriodPage period={dayOrToday(latest)} page={0} isFront />;
}
