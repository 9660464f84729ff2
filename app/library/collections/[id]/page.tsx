/** A collection of the reader. The collections of others are not found. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/sign-in/path';
import { orNotFound } from '@/app/site';
import {
  DeleteCollectionForm,
  DescribeForm,
  ShareForm,
} from '@/components/library/collection-forms';
import { Exports } from '@/components/library/exports';
import { KeptList, OlderLink } from '@/components/library/kept-list';
import { FormResult } from '@/components/ui/form-result';
import { WidePage } from '@/components/ui/wide-page';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { env, publicUrl } from '@/lib/env';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { readPlace, writePlace } from '@/lib/library/cursor';
import { getOwnCollection, papersOfCollection } from '@/lib/library/queries';
import { topicNames } from '@/lib/papers/queries';
import { collectionPath, PATHS, sharedCollectionPath } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.library.collection, robots: { index: false } };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function CollectionPage({ params, searchParams }: Props) {
  const [{ id }, query, reader] = await Promise.all([
    params,
    searchParams,
    findReader(await headers()),
  ]);
  const path = collectionPath(id);
  if (!reader) redirect(signInPath({ next: path }));
  const db = database();
  const collection = await orNotFound(() => getOwnCollection(db, { userId: reader.id, id }));
  const after = readPlace(single(query.after) ?? '');
  const [{ papers, next }, names] = await Promise.all([
    papersOfCollection(db, id, after),
    topicNames(db),
  ]);
  const { name, description, shareToken } = collection;
  return (
    <WidePage siteName={env.SITE_NAME} title={name}>
      <FormResult
        done={sentenceFor(words.outcomes.library.done, query.done)}
        problem={sentenceFor(words.outcomes.library.problem, query.problem)}
      />
      <div className="prose-serif whitespace-pre-line">{description}</div>
      <p>
        <a href={PATHS.library} data-up className="link inline-flex min-h-11 items-center">
          {words.library.title}
        </a>
      </p>
      {papers.length > 0 && <Exports path={PATHS.libraryExport} collection={id} />}
      <KeptList
        papers={papers}
        topicNames={names}
        actions={(paper) => (
          <form action={path} method="post">
            <input type="hidden" name="paper" value={paper.id} />
            <button name="act" value="take" className="link min-h-11">
              {words.library.take}
            </button>
          </form>
        )}
      />
      {papers.length === 0 && <p>{words.library.howToAdd}</p>}
      <OlderLink path={path} after={next && writePlace(next)} />
      <ShareForm
        path={path}
        link={shareToken && `${publicUrl}${sharedCollectionPath(shareToken)}`}
      />
      <DescribeForm path={path} name={name} description={description} />
      <DeleteCollectionForm path={path} />
    </WidePage>
  );
}
