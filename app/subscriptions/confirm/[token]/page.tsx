import type { Metadata } from 'next';
import { Button } from '@/components/ui/button';
import { Marked, strongAddress } from '@/components/ui/marked';
import { PlainPage } from '@/components/ui/plain-page';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { addressInWords } from '@/lib/mail/address';
import { CONFIRM_WITHIN_HOURS } from '@/lib/subscriptions/rules';
import { findPendingConfirmation } from '@/lib/subscriptions/queries';
import { words } from '@/lib/words';
import { confirmSubscriptionPath, PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.subscribe.confirm, robots: { index: false } };

type Props = { params: Promise<{ token: string }> };

/** Shows only a button, because mail scanners open links, which must not subscribe anyone. */
export default async function ConfirmPage({ params }: Props) {
  const { token } = await params;
  const waiting = await findPendingConfirmation(database(), token, systemClock());
  if (!waiting) {
    return (
      <PlainPage siteName={env.SITE_NAME} title={words.subscribe.linkExpired}>
        <p>
          <Marked
            text={words.subscribe.linkExpiredHelp(CONFIRM_WITHIN_HOURS)}
            again={PATHS.subscribe}
          />
        </p>
      </PlainPage>
    );
  }
  const { confirmChange, confirmSubscription, notYou } = words.subscribe;
  const { title, help, button } = waiting.isChange ? confirmChange : confirmSubscription;
  return (
    <PlainPage siteName={env.SITE_NAME} title={title}>
      <p>
        <Marked text={help(addressInWords(waiting.email))} address={strongAddress} />
      </p>
      <form action={confirmSubscriptionPath(token)} method="post">
        <Button
          // The only action on this page.
          autoFocus
        >
          {button}
        </Button>
      </form>
      <p className="text-15 text-second">{notYou}</p>
    </PlainPage>
  );
}
