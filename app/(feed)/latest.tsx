/** The latest edition, at `/` and `/papers`. */
import { orNotFound } from '@/app/site';
import { database } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { pageNumber } from '@/lib/site/params';
import { dayOrToday, PeriodPage } from './period-page';

export async function LatestEdition({ rawPage }: { rawPage: string | string[] | undefined }) {
  const page = await orNotFound(() => pageNumber(rawPage));
  const latest = await findLatestDay(database());
  return <PeriodPage period={dayOrToday(latest)} page={page} isFront />;
}
