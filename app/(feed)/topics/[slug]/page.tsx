/** A topic: its trending papers, and its newest ones. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { Marked } from '@/components/ui/marked';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { feedTypes, orNotFound, today } from '@/app/site';
import { Contents, ContentsButton } from '@/components/feed/contents';
import { Follow } from '@/components/feed/follow';
import { ListLayout } from '@/components/feed/list-layout';
import { Pager } from '@/components/feed/pager';
import { PaperList } from '@/components/feed/paper-list';
import { ListTabs } from '@/components/feed/period-nav';
import { database } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { env } from '@/lib/env';
import { pageNumber, single, type SearchParams } from '@/lib/site/params';
import { topicNames } from '@/lib/papers/queries';
import {
  getTopic,
  papersOfTopic,
  TOPIC_ORDERS,
  TOPIC_PAGE_SIZE,
  type TopicOrder,
} from '@/lib/papers/topics/topic-queries';
import { feedPath, followPath, PATHS, topicPath } from '@/lib/site/paths';

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

const ORDER_LABEL: Record<TopicOrder, string> = {
  trending: words.feed.trendingOrder,
  newest: words.feed.newestOrder,
};

const topicOf = cache((slug: string) => orNotFound(() => getTopic(database(), slug)));

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { slug, name } = await topicOf((await params).slug);
  const order = topicOrder((await searchParams).order);
  return {
    title: name,
    alternates: { canonical: pathOf(slug, order), types: feedTypes(`topics/${slug}`, name) },
  };
}

export default async function TopicPage({ params, searchParams }: Props) {
  const { slug, name } = await topicOf((await params).slug);
  const query = await searchParams;
  const order = topicOrder(query.order);
  const page = await orNotFound(() => pageNumber(query.p));
  const db = database();
  const [{ papers, hasNext }, latest, names] = await Promise.all([
    papersOfTopic(db, { slug, order, page }),
    findLatestDay(db),
    topicNames(db),
  ]);
  if (page > 0 && papers.length === 0) notFound();
  const firstRank = page * TOPIC_PAGE_SIZE + 1;
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline={words.feed.topic}
      left={
        <>
          <ListTabs current={null} day={latest ?? today()} />
          <nav aria-label={words.feed.topics}>
            <a href={PATHS.topics} className="flex min-h-11 items-center hover:text-accent">
              {words.feed.allTopics}
            </a>
          </nav>
        </>
      }
      right={papers.length > 0 && <Contents papers={papers} firstRank={firstRank} />}
    >
      <h1 className="text-31">{name}</h1>
      <Follow path={followPath({ topic: slug })} feed={feedPath(`topics/${slug}`, 'atom')} />
      <Orders slug={slug} current={order} />
      {papers.length === 0 ? (
        <NoPapers slug={slug} order={order} />
      ) : (
        <>
          <ContentsButton count={papers.length} />
          <PaperList papers={papers} firstRank={firstRank} topicNames={names} />
          <Pager path={pathOf(slug, order)} page={page} hasNext={hasNext} />
        </>
      )}
    </ListLayout>
  );
}

function Orders({ slug, current }: { slug: string; current: TopicOrder }) {
  return (
    <nav aria-label={words.feed.order}>
      <ul className="flex flex-wrap gap-x-5">
        {TOPIC_ORDERS.map((order) => (
          <li key={order}>
            <a
              href={pathOf(slug, order)}
              aria-current={order === current ? 'page' : undefined}
              className="flex min-h-11 items-center hover:text-accent aria-[current=page]:text-accent aria-[current=page]:underline"
            >
              {ORDER_LABEL[order]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NoPapers({ slug, order }: { slug: string; order: TopicOrder }) {
  return (
    <p className="prose-serif mt-4">
      {order === 'newest' ? (
        words.feed.emptyTopic
      ) : (
        <>
          <Marked text={words.feed.topicNotTrending} newest={pathOf(slug, 'newest')} />
        </>
      )}
    </p>
  );
}

function pathOf(slug: string, order: TopicOrder): string {
  return order === 'trending' ? topicPath(slug) : `${topicPath(slug)}?order=${order}`;
}

function topicOrder(raw: string | string[] | undefined): TopicOrder {
  const query = single(raw) ?? 'trending';
  const order = TOPIC_ORDERS.find((known) => known === query);
  if (!order) notFound();
  return order;
}
