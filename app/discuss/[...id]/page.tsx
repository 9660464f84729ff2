/** A reader's forms in a discussion: write, reply, edit, delete, report, claim. Private. */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { commentPath } from '@/lib/comments/path-queries';
import { signInPath } from '@/app/sign-in/path';
import { decoded, orNotFound } from '@/app/site';
import { PROBLEMS } from '@/lib/comments/problems';
import { words } from '@/lib/words';
import { RichText } from '@/components/paper/rich-text';
import { PlainPage } from '@/components/ui/plain-page';
import { FormResult } from '@/components/ui/form-result';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { getDiscussedPaper } from '@/lib/comments/queries';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { sentenceFor, single, type SearchParams } from '@/lib/site/params';
import { parsePaperId } from '@/lib/papers/ids';
import { discussPath, paperPath } from '@/lib/site/paths';
import { taskIn, Task } from './task';

export const metadata: Metadata = { title: words.discussion.title, robots: { index: false } };

type Props = { params: Promise<{ id: string[] }>; searchParams: SearchParams };

export default async function DiscussPage({ params, searchParams }: Props) {
  const address = (await params).id.join('/');
  const parsed = parsePaperId(await orNotFound(() => decoded(address)));
  if (!parsed) notFound();
  const paper = await orNotFound(() => getDiscussedPaper(database(), parsed.id));
  const query = await searchParams;
  const at = single(query.at);
  // Target of a mail's link: the comment on its current page of the thread.
  if (at) redirect(await orNotFound(() => commentPath(paper.mergedIntoId ?? paper.id, at)));
  const task = taskIn(query);
  if (paper.mergedIntoId) redirect(discussPath(paper.mergedIntoId));
  const path = discussPath(paper.id);
  const reader = await findReader(await headers());
  if (!reader) redirect(signInPath({ next: task.query ? `${path}?${task.query}` : path }));
  const problem = sentenceFor(PROBLEMS, query.problem);
  const done = sentenceFor(words.outcomes.discussion.done, query.done);
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.discussion.titles[task.act]}>
      <p className="text-22" dir="auto">
        <a href={`${paperPath(paper.id)}#discussion`}>
          <RichText text={paper.title} inline />
        </a>
      </p>
      <FormResult done={done} problem={problem} />
      {done ? (
        <p>
          <a href={`${paperPath(paper.id)}#discussion`}>{words.discussion.back}</a>
        </p>
      ) : (
        <Task task={task} paper={paper} reader={reader} path={path} />
      )}
    </PlainPage>
  );
}
