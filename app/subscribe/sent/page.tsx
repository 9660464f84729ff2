import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { Marked } from '@/components/ui/marked';
import { MailboxNote } from '@/components/subscription/mailbox-note';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';
import { CONFIRM_WITHIN_HOURS } from '@/lib/subscriptions/rules';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.signIn.checkInbox, robots: { index: false } };

/** The same for every address, so that it doesn't reveal which ones are known. */
export default function SentPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.signIn.checkInbox}>
      <p>{words.subscribe.sent(CONFIRM_WITHIN_HOURS)}</p>
      <p>
        <Marked text={words.subscribe.notArrived} again={PATHS.subscribe} />
      </p>
      <MailboxNote url={env.MAILBOX_URL} />
    </PlainPage>
  );
}
