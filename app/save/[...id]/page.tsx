/** A paper in a reader's library: saved or not, its note and its collections. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/sign-in/path';
import { addressedId, orNotFound } from '@/app/site';
import { CollectForm, NoteForm, SaveForm } from '@/components/library/save-forms';
import { RichText } from '@/components/paper/rich-text';
import { FormResult } from '@/components/ui/form-result';
import { WidePage } from '@/components/ui/wide-page';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { collectionsOf, keptOf } from '@/lib/library/queries';
import { getPaper } from '@/lib/papers/queries';
import { paperPath, PATHS, savePath } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.library.saveTitle, robots: { index: false } };

type Props = { params: Promise<{ id: string[] }>; searchParams: SearchParams };

export default async function SavePage({ params, searchParams }: Props) {
  const [{ id }, query, reader] = await Promise.all([
    params,
    searchParams,
    findReader(await headers()),
  ]);
  const db = database();
  const paper = await orNotFound(() => getPaper(db, addressedId(id)));
  const path = savePath(paper.id);
  if (!reader) redirect(signInPath({ next: path }));
  const [kept, collections] = await Promise.all([
    keptOf(db, { userId: reader.id, paperId: paper.id }),
    collectionsOf(db, reader.id),
  ]);
  return (
    <WidePage siteName={env.SITE_NAME} title={<RichText text={paper.title} inline />}>
      <FormResult
        done={sentenceFor(words.outcomes.library.done, query.done)}
        problem={sentenceFor(words.outcomes.library.problem, query.problem)}
      />
      <p className="flex flex-wrap gap-x-6">
        <a href={paperPath(paper.id)} className="link inline-flex min-h-11 items-center">
          {words.submit.toPaper}
        </a>
        <a href={PATHS.library} className="link inline-flex min-h-11 items-center">
          {words.library.title}
        </a>
      </p>
      <SaveForm path={path} isSaved={kept.isSaved} />
      <NoteForm path={path} note={kept.note} />
      <CollectForm path={path} collections={collections} chosen={kept.collections} />
    </WidePage>
  );
}
