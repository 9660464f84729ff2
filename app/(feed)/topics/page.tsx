/** All topics, each with its leading papers. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { today } from '@/app/site';
import { ListLayout } from '@/components/feed/list-layout';
import { ListTabs } from '@/components/feed/period-nav';
import { RichText } from '@/components/paper/rich-text';
import { database } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { env } from '@/lib/env';
import { RECENT_DAYS, topicSummaries, type TopicSummary } from '@/lib/papers/topics/topic-queries';
import { isCurrent } from '@/lib/ranking/title';
import { shortDay } from '@/lib/calendar';
import { paperPath, PATHS, topicPath } from '@/lib/site/paths';

export const metadata: Metadata = {
  title: words.feed.topics,
  alternates: { canonical: PATHS.topics },
};

export default async function TopicsPage() {
  const db = database();
  const [topics, latest] = await Promise.all([topicSummaries(db), findLatestDay(db)]);
  const isOld = latest !== null && !isCurrent(latest, today(), RECENT_DAYS);
  const until = isOld ? shortDay(latest) : null;
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline={words.feed.topics}
      left={<ListTabs current={null} day={latest ?? today()} />}
    >
      <h1 className="sr-only">{words.feed.topics}</h1>
      <p className="text-second">{words.feed.topicsIntro}</p>
      <ul className="mt-6">
        {topics.map((topic) => (
          <Topic key={topic.slug} topic={topic} until={until} />
        ))}
      </ul>
    </ListLayout>
  );
}

function Topic(props: { topic: TopicSummary; until: string | null }) {
  const { slug, name, recent, lead } = props.topic;
  return (
    <li className="border-t border-hairline py-4">
      <h2 className="text-22">
        <a href={topicPath(slug)} className="hover:text-accent">
          {name}
        </a>
      </h2>
      <p className="text-15 text-second tabular-nums">{recentInWords(recent, props.until)}</p>
      {lead && (
        <p className="mt-1 text-balance">
          <span className="text-15 text-second">{words.feed.leading} </span>
          <a href={paperPath(lead.id)} className="font-serif hover:text-accent" dir="auto">
            <RichText text={lead.title} inline />
          </a>
        </p>
      )}
    </li>
  );
}

function recentInWords(recent: number, until: string | null): string {
  if (recent === 0) return words.feed.noRecentPapers(RECENT_DAYS, until);
  return words.feed.recentPapers(recent, RECENT_DAYS, until);
}
