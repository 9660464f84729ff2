/** Whether a reader follows an author or a topic, and the button that changes it. */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/sign-in/path';
import { orNotFound } from '@/app/site';
import { Button } from '@/components/ui/button';
import { PlainPage } from '@/components/ui/plain-page';
import { Said } from '@/components/ui/said';
import { isFollowed } from '@/lib/accounts/queries';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { MAX_ENTRIES } from '@/lib/subscriptions/schema';
import { getFollowTarget } from '@/lib/accounts/follow-queries';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'Follow', robots: { index: false } };

const DONE: Record<string, string> = {
  followed: 'You follow this now.',
  unfollowed: 'You don’t follow this any more.',
};
const PROBLEM: Record<string, string> = {
  too_many: `You follow ${MAX_ENTRIES} already. Stop following another one first.`,
};

export default async function FollowPage({ searchParams }: { searchParams: SearchParams }) {
  const [query, reader] = await Promise.all([searchParams, findReader(await headers())]);
  const { kind, name, title, page, path } = await orNotFound(() =>
    getFollowTarget(database(), query),
  );
  if (!reader) redirect(signInPath({ next: path }));
  const isOn = await isFollowed(database(), reader.id, { kind, name });
  return (
    <PlainPage siteName={env.SITE_NAME} title={title}>
      <Said done={sentenceFor(DONE, query.done)} problem={sentenceFor(PROBLEM, query.problem)} />
      <p>
        {isOn
          ? 'What is new here comes first in what is for you, and in your digest.'
          : 'Follow this, and what is new here comes first in what is for you, and in your digest.'}
      </p>
      <form action={path} method="post">
        <Button name="act" value={isOn ? 'unfollow' : 'follow'}>
          {isOn ? 'Stop following' : 'Follow'}
        </Button>
      </form>
      <p className="flex flex-wrap gap-x-6">
        <a href={page}>Back to {title}</a>
        <a href={PATHS.forYou}>For you</a>
        <a href={`${PATHS.account}#follows`}>All that you follow</a>
      </p>
    </PlainPage>
  );
}
