/** Whether a reader follows an author or a topic, and the button that changes it. */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/sign-in/path';
import { orNotFound } from '@/app/site';
import { Button } from '@/components/ui/button';
import { PlainPage } from '@/components/ui/plain-page';
import { FormResult } from '@/components/ui/form-result';
import { isFollowed } from '@/lib/accounts/queries';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { words } from '@/lib/words';
import { getFollowTarget } from '@/lib/accounts/follow-queries';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.feed.follow, robots: { index: false } };

export default async function FollowPage({ searchParams }: { searchParams: SearchParams }) {
  const [query, reader] = await Promise.all([searchParams, findReader(await headers())]);
  const { kind, name, title, page, path } = await orNotFound(() =>
    getFollowTarget(database(), query),
  );
  if (!reader) redirect(signInPath({ next: path }));
  const isOn = await isFollowed(database(), reader.id, { kind, name });
  return (
    <PlainPage siteName={env.SITE_NAME} title={title}>
      <FormResult
        done={sentenceFor(words.outcomes.follow.done, query.done)}
        problem={sentenceFor(words.outcomes.follow.problem, query.problem)}
      />
      <p>{isOn ? words.account.followed : words.account.unfollowed}</p>
      <form action={path} method="post">
        <Button name="act" value={isOn ? 'unfollow' : 'follow'}>
          {isOn ? words.account.unfollow : words.feed.follow}
        </Button>
      </form>
      <p className="flex flex-wrap gap-x-6">
        <a href={page}>{words.account.back(title)}</a>
        <a href={PATHS.forYou}>{words.feed.forYou}</a>
        <a href={`${PATHS.account}#follows`}>{words.account.allFollows}</a>
      </p>
    </PlainPage>
  );
}
