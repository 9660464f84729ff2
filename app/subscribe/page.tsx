import type { Metadata } from 'next';
import { SubscribeForm } from '@/components/subscription/subscribe-form';
import { TrendAlerts } from '@/components/subscription/trend-alerts';
import { PlainPage } from '@/components/ui/plain-page';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { topicNames } from '@/lib/papers/queries';
import { findPushKey } from '@/lib/push/keys';
import { feedPath, PATHS } from '@/lib/site/paths';

export const metadata: Metadata = {
  title: 'Subscribe',
  alternates: { canonical: PATHS.subscribe },
};

const PROBLEM: Record<string, string> = {
  address: 'This does not look like a mail address. Please check it and try again.',
};

export default async function SubscribePage({ searchParams }: { searchParams: SearchParams }) {
  const pushKey = findPushKey();
  const problem = sentenceFor(PROBLEM, (await searchParams).problem);
  return (
    <PlainPage siteName={env.SITE_NAME} title="The morning mail">
      <p>
        The day’s trending papers in your inbox, with two lines of each abstract and the reason why
        it is there. You choose topics, authors and words, the days and the hour.
      </p>
      <SubscribeForm problem={problem} />
      <p className="text-15 text-second">
        We mail you once to ask whether it was you. After that one digest on the days you choose,
        and each has a link that ends it. No tracking, nobody else gets your address.{' '}
        <a href={PATHS.privacy}>Privacy</a>
      </p>
      {pushKey && (
        <>
          <h2 id="trending" className="scroll-mt-16">
            Trending now
          </h2>
          <p>
            Or let this browser tell you, with a notification, when a paper comes to lead what is
            trending: three a day at most, by day only, each paper once. It needs no account.
          </p>
          <noscript>
            <p>
              That takes JavaScript;{' '}
              <a href={feedPath('trending', 'rss')}>the feed of what trends</a> does without.
            </p>
          </noscript>
          <TrendAlerts pushKey={pushKey} topicNames={await topicNames(database())} />
        </>
      )}
    </PlainPage>
  );
}
