import type { Metadata } from 'next';
import { MailboxNote } from '@/components/subscription/mailbox-note';
import { PlainPage } from '@/components/ui/plain-page';
import { SIGN_IN_WITHIN_MINUTES } from '@/lib/accounts/rules';
import { env } from '@/lib/env';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'Look in your inbox', robots: { index: false } };

/** The same for every address, known or not: only its inbox tells. */
export default function SentPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="Look in your inbox">
      <p>
        We have sent a link to that address. Open it within {SIGN_IN_WITHIN_MINUTES} minutes and
        press its button, and you are signed in.
      </p>
      <p>
        Nothing there after a few minutes? Look among the unwanted mail, or{' '}
        <a href={PATHS.signIn}>ask for another link</a>.
      </p>
      <MailboxNote url={env.MAILBOX_URL} />
    </PlainPage>
  );
}
