import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { decoded, orNotFound } from '@/app/site';
import { Button } from '@/components/ui/button';
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
          Nobody’s answer is mailed to <strong>{email}</strong> any more. Changed your mind? It is a
          choice in <a href={PATHS.account}>your account</a>.
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.preferences.repliesQuestion}>
      <p>
        They go to <strong>{email}</strong> when somebody answers or mentions you. One press ends
        them; the morning mail, if you get it, goes on.
      </p>
      <form action={unsubscribeRepliesPath(token)} method="post">
        <Button autoFocus>{words.preferences.stopReplies}</Button>
      </form>
    </PlainPage>
  );
}
