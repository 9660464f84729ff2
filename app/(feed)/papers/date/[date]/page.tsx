import type { Metadata } from 'next';
import { pageNumber, type SearchParams } from '@/lib/site/params';
import { orNotFound } from '@/app/site';
import { periodPath } from '@/lib/site/paths';
import { periodFromAddress, PeriodPage } from '../../../period-page';

type Props = { params: Promise<{ date: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const period = periodFromAddress('day', (await params).date);
  return { title: period.title, alternates: { canonical: periodPath(period) } };
}

export default async function DayPage({ params, searchParams }: Props) {
  const period = periodFromAddress('day', (await params).date);
  const page = await orNotFound(async () => pageNumber((await searchParams).p));
  return <PeriodPage period={period} page={page} />;
}
