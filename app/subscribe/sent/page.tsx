import type { Metadata } from 'next';
import { MailboxNote } from '@/components/subscription/mailbox-note';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';
import { CONFIRM_WITHIN_HOURS } from '@/lib/subscriptions/rules';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'Look in your inbox', robots: { index: false } };

/** The same for every address, known or not: only its inbox tells. */
export default function SentPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="Look in your inbox">
      <p>
        We have sent a mail to that address. Press the button in it within {CONFIRM_WITHIN_HOURS}{' '}
        hours, and your first digest comes on the next morning that has papers.
      </p>
      <p>
        Nothing there after a few minutes? Look among the unwanted mail, or{' '}
        <a href={PATHS.subscribe}>try again</a>. A mail is sent at most three times a day.
      </p>
      <MailboxNote url={env.MAILBOX_URL} />
    </PlainPage>
  );
}
