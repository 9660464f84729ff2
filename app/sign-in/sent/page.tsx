import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { Marked } from '@/components/ui/marked';
import { MailboxNote } from '@/components/subscription/mailbox-note';
import { PlainPage } from '@/components/ui/plain-page';
import { SIGN_IN_WITHIN_MINUTES } from '@/lib/accounts/rules';
import { env } from '@/lib/env';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.signIn.checkInbox, robots: { index: false } };

/** The same for every address, so that it doesn't reveal which ones have an account. */
export default function SentPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.signIn.checkInbox}>
      <p>{words.signIn.sent(SIGN_IN_WITHIN_MINUTES)}</p>
      <p>
        <Marked text={words.signIn.notArrived} again={PATHS.signIn} />
      </p>
      <MailboxNote url={env.MAILBOX_URL} />
    </PlainPage>
  );
}
