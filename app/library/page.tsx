/** A reader's library: saved papers, the latest first, and collections. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/sign-in/path';
import { NewCollection } from '@/components/library/collection-forms';
import { Exports } from '@/components/library/exports';
import { KeptList, OlderLink } from '@/components/library/kept-list';
import { FormResult } from '@/components/ui/form-result';
import { WidePage } from '@/components/ui/wide-page';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { readPlace, writePlace } from '@/lib/library/cursor';
import {
  bookmarksOf,
  collectionsOf,
  countBookmarks,
  type CollectionLine,
} from '@/lib/library/queries';
import { topicNames } from '@/lib/papers/queries';
import { collectionPath, PATHS, savePath } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.library.title, robots: { index: false } };

const PATH = PATHS.library;

export default async function LibraryPage({ searchParams }: { searchParams: SearchParams }) {
  const reader = await findReader(await headers());
  if (!reader) redirect(signInPath({ next: PATH }));
  const query = await searchParams;
  const after = readPlace(single(query.after) ?? '');
  const db = database();
  const [{ papers, next }, collections, names, total] = await Promise.all([
    bookmarksOf(db, reader.id, after),
    collectionsOf(db, reader.id),
    topicNames(db),
    countBookmarks(db, reader.id),
  ]);
  return (
    <WidePage siteName={env.SITE_NAME} title={words.library.title}>
      <FormResult
        done={sentenceFor(words.outcomes.library.done, query.done)}
        problem={sentenceFor(words.outcomes.library.problem, query.problem)}
      />
      {!after && <Collections collections={collections} />}
      <section aria-labelledby="saved" className="border-t border-hairline pt-6">
        <h2 id="saved" className="text-22">
          {after ? words.library.savedEarlier : words.library.saved(total)}
        </h2>
        {papers.length > 0 && <Exports path={PATHS.libraryExport} />}
        <KeptList
          papers={papers}
          topicNames={names}
          actions={({ id }) => (
            <a href={savePath(id)} className="link inline-flex min-h-11 items-center">
              {words.library.edit}
            </a>
          )}
        />
        {papers.length === 0 && (
          <p className="prose-serif mt-4">{after ? words.library.noOlder : words.library.empty}</p>
        )}
        <OlderLink path={PATH} after={next && writePlace(next)} />
      </section>
    </WidePage>
  );
}

function Collections({ collections }: { collections: CollectionLine[] }) {
  return (
    <section aria-labelledby="collections" className="border-t border-hairline pt-6">
      <h2 id="collections" className="text-22">
        {words.library.collections}
      </h2>
      <ul className="my-2">
        {collections.map(({ id, name, papers, shareToken }) => (
          <li key={id} className="flex min-h-11 items-center gap-3">
            <a
              href={collectionPath(id)}
              className="font-serif text-18 hover:text-accent"
              dir="auto"
            >
              {name}
            </a>
            <span className="text-second tabular-nums">
              {words.library.collectionFacts(papers, shareToken !== null)}
            </span>
          </li>
        ))}
      </ul>
      <NewCollection path={PATH} />
    </section>
  );
}
