import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { feedTypes, orNotFound, today } from '@/app/site';
import { Contents, ContentsButton } from '@/components/feed/contents';
import { ListLayout } from '@/components/feed/list-layout';
import { Pager } from '@/components/feed/pager';
import { PaperList } from '@/components/feed/paper-list';
import { ListTabs } from '@/components/feed/period-nav';
import { TrendAlerts } from '@/components/subscription/trend-alerts';
import { database } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { env } from '@/lib/env';
import { pageNumber, single, type SearchParams } from '@/lib/site/params';
import { topicNames } from '@/lib/papers/queries';
import { findPushKey } from '@/lib/push/keys';
import { TRENDING_PAGE_SIZE, trendingPapers } from '@/lib/ranking/queries';
import { HALF_LIFE_HOURS, TRENDING_WINDOWS, type TrendingWindow } from '@/lib/ranking/trending';
import { PATHS, trendingPath } from '@/lib/site/paths';

type Props = { searchParams: SearchParams };

const TITLE: Record<TrendingWindow, string> = {
  day: 'Trending today',
  week: 'Trending this week',
  month: 'Trending this month',
};

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const window = trendingWindow((await searchParams).window);
  return {
    title: TITLE[window],
    alternates: {
      canonical: trendingPath(window),
      types: feedTypes('trending', TITLE[window], window === 'day' ? '' : `?window=${window}`),
    },
  };
}

export default async function TrendingPage({ searchParams }: Props) {
  const params = await searchParams;
  const window = trendingWindow(params.window);
  const page = await orNotFound(() => pageNumber(params.p));
  const db = database();
  const [{ papers, ...more }, latest, names] = await Promise.all([
    trendingPapers(db, window, page),
    findLatestDay(db),
    topicNames(db),
  ]);
  if (page > 0 && papers.length === 0) notFound();
  const pushKey = findPushKey();
  const firstRank = page * TRENDING_PAGE_SIZE + 1;
  const path = trendingPath(window);
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline={TITLE[window]}
      left={
        <>
          <ListTabs current="trending" day={latest ?? today()} />
          <Windows current={window} />
        </>
      }
      right={papers.length > 0 && <Contents papers={papers} firstRank={firstRank} />}
    >
      <h1 className="sr-only">{TITLE[window]}</h1>
      <p className="text-second">
        Votes, listings and comments, each worth half as much every{' '}
        {halfLifeInWords(HALF_LIFE_HOURS[window])}.{' '}
        <a href={PATHS.ranking} className="link">
          The formula
        </a>
      </p>
      {pushKey && <TrendAlerts pushKey={pushKey} />}
      {papers.length === 0 ? (
        <p className="prose-serif">Nothing trends yet: no paper has been listed or voted for.</p>
      ) : (
        <>
          <ContentsButton count={papers.length} />
          <PaperList papers={papers} firstRank={firstRank} topicNames={names} />
          <Pager path={path} page={page} {...more} />
        </>
      )}
    </ListLayout>
  );
}

function Windows({ current }: { current: TrendingWindow }) {
  return (
    <nav aria-label="Trending over">
      <ul className="flex flex-wrap gap-x-5 wide:block">
        {TRENDING_WINDOWS.map((window) => (
          <li key={window}>
            <a
              href={trendingPath(window)}
              aria-current={window === current ? 'page' : undefined}
              className="flex min-h-11 items-center hover:text-accent aria-[current=page]:text-accent aria-[current=page]:underline"
            >
              over a {window}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function trendingWindow(raw: string | string[] | undefined): TrendingWindow {
  const asked = single(raw) ?? 'day';
  const window = TRENDING_WINDOWS.find((known) => known === asked);
  if (!window) notFound();
  return window;
}

function halfLifeInWords(hours: number): string {
  return hours < 48 ? `${hours} hours` : `${hours / 24} days`;
}
