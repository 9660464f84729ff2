import type { Metadata } from 'next';
import { Button } from '@/components/ui/button';
import { PlainPage } from '@/components/ui/plain-page';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { addressInWords } from '@/lib/mail/address';
import { findPendingConfirmation } from '@/lib/subscriptions/queries';
import { confirmSubscriptionPath, PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'Confirm', robots: { index: false } };

type Props = { params: Promise<{ token: string }> };

/** Only shows a button: mail scanners open links, and opening one must not subscribe anybody. */
export default async function ConfirmPage({ params }: Props) {
  const { token } = await params;
  const waiting = await findPendingConfirmation(database(), token, systemClock());
  if (!waiting) {
    return (
      <PlainPage siteName={env.SITE_NAME} title="This link is no longer valid">
        <p>
          It has been used, is older than two days, or was replaced by a newer mail. If you pressed
          the button before, all is well. Otherwise <a href={PATHS.subscribe}>ask for a new one</a>.
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage
      siteName={env.SITE_NAME}
      title={waiting.isChange ? 'Move the digest' : 'One step left'}
    >
      <p>
        {waiting.isChange ? 'From now on the digest goes to' : 'The morning mail will go to'}{' '}
        <strong>{addressInWords(waiting.email)}</strong>.
      </p>
      <form action={confirmSubscriptionPath(token)} method="post">
        <Button
          // The one thing to do on this page.
          autoFocus
        >
          {waiting.isChange ? 'Yes, move it' : 'Yes, send me the digest'}
        </Button>
      </form>
      <p className="text-15 text-second">Not you? Close this page, and nothing will be sent.</p>
    </PlainPage>
  );
}
