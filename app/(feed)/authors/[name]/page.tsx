/** An author's papers and coauthors, and how reliable the name is. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { decoded, feedTypes, orNotFound, today } from '@/app/site';
import { Contents, ContentsButton } from '@/components/feed/contents';
import { Follow } from '@/components/feed/follow';
import { ListLayout } from '@/components/feed/list-layout';
import { Pager } from '@/components/feed/pager';
import { PaperList } from '@/components/feed/paper-list';
import { ListTabs } from '@/components/feed/period-nav';
import { AuthorFacts } from '@/components/paper/author-facts';
import { database } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { env } from '@/lib/env';
import { pageNumber, type SearchParams } from '@/lib/site/params';
import { AUTHOR_PAGE_SIZE, getAuthor, papersOfAuthor } from '@/lib/papers/author-queries';
import { topicNames } from '@/lib/papers/queries';
import { isEntry } from '@/lib/subscriptions/schema';
import { authorPath, feedPath, followPath } from '@/lib/site/paths';

type Props = { params: Promise<{ name: string }>; searchParams: SearchParams };

const authorOf = cache((name: string) => orNotFound(() => getAuthor(database(), decoded(name))));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await authorOf((await params).name);
  const types = feedTypes(`authors/${encodeURIComponent(name)}`, name);
  return { title: name, alternates: { canonical: authorPath(name), types } };
}

export default async function AuthorPage({ params, searchParams }: Props) {
  const author = await authorOf((await params).name);
  const page = await orNotFound(async () => pageNumber((await searchParams).p));
  const db = database();
  const [{ papers, hasNext }, latest, names] = await Promise.all([
    papersOfAuthor(db, author.name, page),
    findLatestDay(db),
    topicNames(db),
  ]);
  if (page > 0 && papers.length === 0) notFound();
  const firstRank = page * AUTHOR_PAGE_SIZE + 1;
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline={words.feed.author}
      left={<ListTabs current={null} day={latest ?? today()} />}
      right={papers.length > 0 && <Contents papers={papers} firstRank={firstRank} />}
    >
      <h1 className="text-31" dir="auto">
        {author.name}
      </h1>
      <Follow
        path={isEntry(author.name) ? followPath({ author: author.name }) : null}
        feed={feedPath(`authors/${encodeURIComponent(author.name)}`, 'atom')}
      />
      <AuthorFacts author={author} />
      <ContentsButton count={papers.length} />
      <PaperList papers={papers} firstRank={firstRank} topicNames={names} />
      <Pager path={authorPath(author.name)} page={page} hasNext={hasNext} />
    </ListLayout>
  );
}
