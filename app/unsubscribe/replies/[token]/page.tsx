import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { decoded, orNotFound } from '@/app/site';
import { Button } from '@/components/ui/button';
import { Marked, strongAddress } from '@/components/ui/marked';
import { PlainPage } from '@/components/ui/plain-page';
import { getReplyMails } from '@/lib/comments/queries';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { PATHS, unsubscribeRepliesPath } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.preferences.replies, robots: { index: false } };

type Props = { params: Promise<{ token: string }> };

export default async function StopRepliesPage({ params }: Props) {
  const { token } = await params;
  const { email, areOn } = await orNotFound(() => getReplyMails(database(), decoded(token)));
  if (!areOn) {
    return (
      <PlainPage siteName={env.SITE_NAME} title={words.preferences.repliesEnded}>
        <p>
          <Marked
            text={words.preferences.repliesEndedHelp(email)}
            address={strongAddress}
            account={PATHS.account}
          />
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.preferences.repliesQuestion}>
      <p>
        <Marked text={words.preferences.repliesQuestionHelp(email)} address={strongAddress} />
      </p>
      <form action={unsubscribeRepliesPath(token)} method="post">
        <Button autoFocus>{words.preferences.stopReplies}</Button>
      </form>
    </PlainPage>
  );
}
