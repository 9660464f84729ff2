import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { Marked } from '@/components/ui/marked';
import { orNotFound } from '@/app/site';
import { Button } from '@/components/ui/button';
import { PlainPage } from '@/components/ui/plain-page';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { addressInWords } from '@/lib/mail/address';
import { getSubscriptionByLink } from '@/lib/subscriptions/queries';
import { PATHS, subscriptionPath, unsubscribePath } from '@/lib/site/paths';

export const metadata: Metadata = {
  title: words.preferences.unsubscribe,
  robots: { index: false },
};

type Props = { params: Promise<{ token: string }> };

export default async function UnsubscribePage({ params }: Props) {
  const { token } = await params;
  const subscription = await orNotFound(() => getSubscriptionByLink(database(), token));
  if (subscription.state === 'ended' || subscription.state === 'suppressed') {
    return (
      <PlainPage siteName={env.SITE_NAME} title={words.preferences.ended}>
        <p>
          Nothing more is sent to <strong>{addressInWords(subscription.email)}</strong>. Changed
          your mind? <a href={PATHS.subscribe}>Subscribe again</a>. To have the address removed from
          here as well, open <a href={subscriptionPath(token)}>your data</a>.
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.preferences.stopQuestion}>
      <p>
        It goes to <strong>{addressInWords(subscription.email)}</strong>. One press ends it, also
        one that is on its way.
      </p>
      <form action={unsubscribePath(token)} method="post">
        <Button autoFocus>{words.preferences.stopIt}</Button>
      </form>
      <p className="text-15">
        <Marked text={words.preferences.orLess} manage={subscriptionPath(token)} />
      </p>
    </PlainPage>
  );
}
