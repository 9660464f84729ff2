/** Papers for one reader, each with its reason. Signed out, it says what it would be. */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { today } from '@/app/site';
import { ListLayout } from '@/components/feed/list-layout';
import { ListTabs } from '@/components/feed/period-nav';
import { PaperArticle } from '@/components/paper/paper-card';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { topicNames } from '@/lib/papers/queries';
import { papersForYou, tastesOf, type ForYou } from '@/lib/search/reader/for-you-queries';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'For you', robots: { index: false } };

const SHOWN = 30;

export default async function ForYouPage() {
  const reader = await findReader(await headers());
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline="For you"
      left={<ListTabs current="for-you" day={today()} />}
    >
      <h1 className="text-26">For you</h1>
      {reader ? <Papers userId={reader.id} /> : <SignedOut />}
    </ListLayout>
  );
}

async function Papers({ userId }: { userId: string }) {
  const db = database();
  const [tastes, names] = await Promise.all([tastesOf(db, userId), topicNames(db)]);
  const papers = await papersForYou(db, tastes, { today: today(), limit: SHOWN });
  if (papers.length === 0) return <Nothing />;
  return (
    <>
      <p className="mt-1 text-second">
        From your votes, your library and what you{' '}
        <a href={`${PATHS.account}#follows`} className="link">
          follow
        </a>
        . It is worked out here when you look, and told to nobody.
      </p>
      <form id="less" action={PATHS.forYou} method="post" />
      <ol className="papers">
        {papers.map((each, index) => (
          <Suggestion key={each.paper.id} {...each} rank={index + 1} topicNames={names} />
        ))}
      </ol>
      {tastes.disliked.length > 0 && (
        <button form="less" name="act" value="forget" className="link min-h-11">
          Forget what you wanted less of
        </button>
      )}
    </>
  );
}

type SuggestionProps = ForYou & { rank: number; topicNames: Map<string, string> };

function Suggestion({ paper, reason, rank, topicNames: names }: SuggestionProps) {
  return (
    <li>
      <div>
        <PaperArticle paper={paper} rank={rank} topicNames={names} reason={reason} />
        <button
          form="less"
          name="less"
          value={paper.id}
          aria-describedby={`t${rank}`}
          className="min-h-11 text-15 text-second hover:text-accent"
        >
          Less of this
        </button>
      </div>
    </li>
  );
}

function Nothing() {
  return (
    <p className="prose-serif mt-3">
      Nothing to go by yet. Vote for or save a few papers on{' '}
      <a href={PATHS.latest} className="link">
        today’s edition
      </a>
      , or say in{' '}
      <a href={`${PATHS.account}#follows`} className="link">
        your account
      </a>{' '}
      whom and what you follow; then this page is yours.
    </p>
  );
}

function SignedOut() {
  return (
    <p className="prose-serif mt-3">
      What is new, chosen by what you voted for, saved and follow, with the reason for each paper.
      It needs an account to go by:{' '}
      <a href={`${PATHS.signIn}?next=/papers/for-you`} className="link">
        sign in
      </a>
      .
    </p>
  );
}
