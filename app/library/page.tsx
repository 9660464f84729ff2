/** A reader's library: what they saved, the latest first, and their collections. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/sign-in/path';
import { NewCollection } from '@/components/library/collection-forms';
import { Exports } from '@/components/library/exports';
import { KeptList, OlderLink } from '@/components/library/kept-list';
import { Said } from '@/components/ui/said';
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

export const metadata: Metadata = { title: 'Your library', robots: { index: false } };

const PATH = PATHS.library;

export default async function LibraryPage({ searchParams }: { searchParams: SearchParams }) {
  const reader = await findReader(await headers());
  if (!reader) redirect(signInPath({ next: PATH }));
  const asked = await searchParams;
  const after = readPlace(single(asked.after) ?? '');
  const db = database();
  const [{ papers, next }, collections, names, total] = await Promise.all([
    bookmarksOf(db, reader.id, after),
    collectionsOf(db, reader.id),
    topicNames(db),
    countBookmarks(db, reader.id),
  ]);
  return (
    <WidePage siteName={env.SITE_NAME} title="Your library">
      <Said
        done={sentenceFor(words.outcomes.library.done, asked.done)}
        problem={sentenceFor(words.outcomes.library.problem, asked.problem)}
      />
      {!after && <Collections collections={collections} />}
      <section aria-labelledby="saved" className="border-t border-hairline pt-6">
        <h2 id="saved" className="text-22">
          {after ? 'Saved earlier' : savedPhrase(total)}
        </h2>
        {papers.length > 0 && <Exports path={PATHS.libraryExport} />}
        <KeptList
          papers={papers}
          topicNames={names}
          actions={({ id }) => (
            <a href={savePath(id)} className="link inline-flex min-h-11 items-center">
              Note, collections, remove
            </a>
          )}
        />
        {papers.length === 0 && (
          <p className="prose-serif mt-4">
            {after
              ? 'There is nothing before these.'
              : 'Nothing yet. “Save”, beside every paper’s vote, brings it here.'}
          </p>
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
        Collections
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
              {papers === 1 ? '1 paper' : `${papers} papers`}, {shareToken ? 'shared' : 'private'}
            </span>
          </li>
        ))}
      </ul>
      <NewCollection path={PATH} />
    </section>
  );
}

function savedPhrase(total: number): string {
  if (total === 0) return 'Saved';
  return total === 1 ? 'One paper saved' : `${total.toLocaleString('en')} papers saved`;
}
