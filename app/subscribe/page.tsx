import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { Marked } from '@/components/ui/marked';
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
  title: words.subscribe.button,
  alternates: { canonical: PATHS.subscribe },
};

const PROBLEM: Record<string, string> = {
  address: words.signIn.noAddress,
};

export default async function SubscribePage({ searchParams }: { searchParams: SearchParams }) {
  const pushKey = findPushKey();
  const problem = sentenceFor(PROBLEM, (await searchParams).problem);
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.subscribe.title}>
      <p>{words.subscribe.intro}</p>
      <SubscribeForm problem={problem} />
      <p className="text-15 text-second">
        <Marked text={words.subscribe.consent} privacy={PATHS.privacy} />
      </p>
      {pushKey && (
        <>
          <h2 id="trending" className="scroll-mt-16">
            {words.subscribe.trendingNow}
          </h2>
          <p>{words.subscribe.notifications}</p>
          <noscript>
            <p>
              <Marked text={words.subscribe.notificationsFeed} feed={feedPath('trending', 'rss')} />
            </p>
          </noscript>
          <TrendAlerts pushKey={pushKey} topicNames={await topicNames(database())} />
        </>
      )}
    </PlainPage>
  );
}
