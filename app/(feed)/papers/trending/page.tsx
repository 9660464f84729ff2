import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { Marked } from '@/components/ui/marked';
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
import { trendingTitle } from '@/lib/ranking/title';
import { HALF_LIFE_HOURS, TRENDING_WINDOWS, type TrendingWindow } from '@/lib/ranking/trending';
import { PATHS, trendingPath } from '@/lib/site/paths';

type Props = { searchParams: SearchParams };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const window = trendingWindow((await searchParams).window);
  return {
    title: trendingTitle(window, await findLatestDay(database()), today()),
    alternates: {
      canonical: trendingPath(window),
      types: feedTypes(
        'trending',
        words.feed.trending[window],
        window === 'day' ? '' : `?window=${window}`,
      ),
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
  const title = trendingTitle(window, latest, today());
  const pushKey = findPushKey();
  const firstRank = page * TRENDING_PAGE_SIZE + 1;
  const path = trendingPath(window);
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline={title}
      left={
        <>
          <ListTabs current="trending" day={latest ?? today()} />
          <Windows current={window} />
        </>
      }
      right={papers.length > 0 && <Contents papers={papers} firstRank={firstRank} />}
    >
      <h1 className="sr-only">{title}</h1>
      <p className="text-second">
        <Marked
          text={words.feed.trendingIntro(words.feed.halfLife(HALF_LIFE_HOURS[window]))}
          about={PATHS.ranking}
        />
      </p>
      {pushKey && <TrendAlerts pushKey={pushKey} />}
      {papers.length === 0 ? (
        <p className="prose-serif">{words.feed.nothingTrends}</p>
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
    <nav aria-label={words.feed.trendingOver}>
      <ul className="flex flex-wrap gap-x-5 wide:block">
        {TRENDING_WINDOWS.map((window) => (
          <li key={window}>
            <a
              href={trendingPath(window)}
              aria-current={window === current ? 'page' : undefined}
              className="flex min-h-11 items-center hover:text-accent aria-[current=page]:text-accent aria-[current=page]:underline"
            >
              {words.feed.periods[window]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function trendingWindow(raw: string | string[] | undefined): TrendingWindow {
  const requested = single(raw) ?? 'day';
  const window = TRENDING_WINDOWS.find((known) => known === requested);
  if (!window) notFound();
  return window;
}
