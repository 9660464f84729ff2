/** Shows a reader's vote for a paper and changes it without JavaScript. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { decoded, orNotFound } from '@/app/site';
import { RichText } from '@/components/paper/rich-text';
import { Button } from '@/components/ui/button';
import { Marked } from '@/components/ui/marked';
import { PlainPage } from '@/components/ui/plain-page';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { safeNext } from '@/lib/accounts/rules';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { single, type SearchParams } from '@/lib/site/params';
import { parsePaperId } from '@/lib/papers/ids';
import { getScore, ballotsOf } from '@/lib/votes/queries';
import { paperPath, PATHS, votePath } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.votes.yours, robots: { index: false } };

type Props = { params: Promise<{ id: string[] }>; searchParams: SearchParams };

export default async function VotePage({ params, searchParams }: Props) {
  const address = (await params).id.join('/');
  const paperId = parsePaperId(await orNotFound(() => decoded(address)))?.id;
  if (!paperId) notFound();
  const db = database();
  const paper = await orNotFound(() => getScore(db, paperId));
  const reader = await findReader(await headers());
  const ballot = reader ? (await ballotsOf(db, paperId, [reader.id])).get(reader.id) : undefined;
  const from = single((await searchParams).next);
  const next = from === undefined ? paperPath(paperId) : safeNext(from);
  return (
    <PlainPage siteName={env.SITE_NAME} title={ballot ? words.votes.votedTitle : words.votes.title}>
      <p className="font-serif text-22">
        <a href={paperPath(paperId)}>
          <RichText text={paper.title} inline />
        </a>
      </p>
      <p role="status">
        {ballot ? words.votes.voted : words.votes.notVoted}{' '}
        {words.votes.count(Math.round(paper.votes))}
      </p>
      {ballot && <Weight {...ballot} />}
      <form action={votePath(paperId)} method="post">
        <input type="hidden" name="next" value={next} />
        <Button name="act" value={ballot ? 'withdraw' : 'cast'}>
          {ballot ? words.votes.withdraw : words.votes.cast}
        </Button>
      </form>
      <p>
        <a href={next}>{words.votes.back}</a>
      </p>
    </PlainPage>
  );
}

function Weight({ weight, discounts }: { weight: number; discounts: { detail: string }[] }) {
  if (discounts.length === 0) return null;
  return (
    <p>
      <Marked
        text={words.votes.counts(
          weight,
          discounts.map(({ detail }) => detail),
        )}
        rules={`${PATHS.ranking}#votes`}
      />
    </p>
  );
}
