/** A shared collection, for everyone who has its link. Search engines don't index it. */
import type { Metadata } from 'next';
import { orNotFound } from '@/app/site';
import { Exports } from '@/components/library/exports';
import { KeptList, OlderLink } from '@/components/library/kept-list';
import { WidePage } from '@/components/ui/wide-page';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { single, type SearchParams } from '@/lib/site/params';
import { readPlace, writePlace } from '@/lib/library/cursor';
import { getSharedCollection, papersOfCollection } from '@/lib/library/queries';
import { topicNames } from '@/lib/papers/queries';
import { sharedCollectionPath, sharedExportPath } from '@/lib/site/paths';
import { words } from '@/lib/words';

export const metadata: Metadata = { title: words.library.collection, robots: { index: false } };

type Props = { params: Promise<{ token: string }>; searchParams: SearchParams };

export default async function SharedCollectionPage({ params, searchParams }: Props) {
  const [{ token }, query] = await Promise.all([params, searchParams]);
  const db = database();
  const collection = await orNotFound(() => getSharedCollection(db, token));
  const path = sharedCollectionPath(token);
  const [{ papers, next }, names] = await Promise.all([
    papersOfCollection(db, collection.id, readPlace(single(query.after) ?? ''), true),
    topicNames(db),
  ]);
  return (
    <WidePage siteName={env.SITE_NAME} title={collection.name}>
      <p className="text-second">{words.library.collectionBy(collection.owner.name)}</p>
      <div className="prose-serif whitespace-pre-line">{collection.description}</div>
      {papers.length > 0 && <Exports path={sharedExportPath(token)} />}
      <KeptList papers={papers.map((paper) => ({ ...paper, note: '' }))} topicNames={names} />
      {papers.length === 0 && <p>{words.library.noPapers}</p>}
      <OlderLink path={path} after={next && writePlace(next)} />
    </WidePage>
  );
}
