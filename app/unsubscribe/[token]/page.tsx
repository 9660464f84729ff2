import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { Marked, strongAddress } from '@/components/ui/marked';
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
  const address = addressInWords(subscription.email);
  if (subscription.state === 'ended' || subscription.state === 'suppressed') {
    return (
      <PlainPage siteName={env.SITE_NAME} title={words.preferences.ended}>
        <p>
          <Marked
            text={words.preferences.endedHelp(address)}
            address={strongAddress}
            subscribe={PATHS.subscribe}
            data={subscriptionPath(token)}
          />
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.preferences.stopQuestion}>
      <p>
        <Marked text={words.preferences.stopQuestionHelp(address)} address={strongAddress} />
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
