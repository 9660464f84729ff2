/** Purges every page and feed that shows a source's changes. */
import type { Transaction } from '@/lib/db/client';
import { fromUtcDate } from '@/lib/calendar';
import { requestPurge } from '@/lib/site/purge';
import { authorTag, editionTags, paperTag, topicTag } from '@/lib/site/tags';
import type { Changes } from './merge-commands';

type Stale = {
  changes: Changes;
  /** Papers whose counts or appearances changed. */
  counted?: readonly string[];
  /** Additional tags. */
  besides?: readonly string[];
};

/** Does nothing without changes. Purges all days of a paper, not only the one just read. */
export async function purgePapers(
  tx: Transaction,
  { changes, counted = [], besides = [] }: Stale,
): Promise<void> {
  const ids = [...new Set([...changes.created, ...changes.updated, ...counted])];
  const days = await tx.appearance.findMany({
    where: { paperId: { in: ids } },
    distinct: ['listedOn'],
    select: { listedOn: true },
  });
  await requestPurge(tx, [
    ...besides,
    ...days.flatMap(({ listedOn }) => editionTags(fromUtcDate(listedOn))),
    ...ids.map(paperTag),
    ...[...changes.topics].map(topicTag),
    ...[...changes.authors].map(authorTag),
  ]);
}
