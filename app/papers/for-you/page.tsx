/** Papers for one reader, each with its reason. Signed out, describes the page. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { Marked } from '@/components/ui/marked';
import { headers } from 'next/headers';
import { today } from '@/app/site';
import { ListLayout } from '@/components/feed/list-layout';
import { ListTabs } from '@/components/feed/period-nav';
import { PaperArticle } from '@/components/paper/paper-card';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { topicNames } from '@/lib/papers/queries';
import type { Recommended } from '@/lib/recommend/card-queries';
import { papersForYou } from '@/lib/recommend/for-you-queries';
import { hasDismissed } from '@/lib/search/reader/personal-queries';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.feed.forYou, robots: { index: false } };

const SHOWN = 30;

export default async function ForYouPage() {
  const reader = await findReader(await headers());
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline={words.feed.forYou}
      left={<ListTabs current="for-you" day={today()} />}
    >
      <h1 className="text-26">{words.feed.forYou}</h1>
      {reader ? <Papers userId={reader.id} /> : <SignedOut />}
    </ListLayout>
  );
}

async function Papers({ userId }: { userId: string }) {
  const db = database();
  const [papers, isForgettable, names] = await Promise.all([
    papersForYou(db, userId, { today: today(), limit: SHOWN }),
    hasDismissed(db, userId),
    topicNames(db),
  ]);
  if (papers.length === 0) return <Nothing />;
  return (
    <>
      <p className="mt-1 text-second">
        <Marked text={words.forYou.intro} follows={`${PATHS.account}#follows`} />
      </p>
      <form id="less" action={PATHS.forYou} method="post" />
      <ol className="papers">
        {papers.map((each, index) => (
          <Suggestion key={each.paper.id} {...each} rank={index + 1} topicNames={names} />
        ))}
      </ol>
      {isForgettable && (
        <button form="less" name="act" value="forget" className="link min-h-11">
          {words.forYou.forgetLess}
        </button>
      )}
    </>
  );
}

type SuggestionProps = Recommended & { rank: number; topicNames: Map<string, string> };

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
          {words.forYou.less}
        </button>
      </div>
    </li>
  );
}

function Nothing() {
  return (
    <p className="prose-serif mt-3">
      <Marked
        text={words.forYou.empty}
        latest={PATHS.latest}
        follows={`${PATHS.account}#follows`}
      />
    </p>
  );
}

function SignedOut() {
  return (
    <p className="prose-serif mt-3">
      <Marked text={words.forYou.signedOut} signIn={`${PATHS.signIn}?next=/papers/for-you`} />
    </p>
  );
}
