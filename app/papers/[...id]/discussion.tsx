import { orNotFound } from '@/app/site';
import { Thread } from '@/components/comment/thread';
import { systemClock } from '@/lib/clock';
import { threadPage } from '@/lib/comments/queries';
import { threadSort } from '@/lib/comments/schema';
import { database } from '@/lib/db/client';
import { pageNumber, single, type SearchParams } from '@/lib/site/params';

type Discussed = {
  id: string;
  commentCount: number;
  upstreamComments: number;
  hiddenAt: Date | null;
};

/** A paper's thread by page and sort, equal for all readers. */
export async function Discussion({
  paper,
  searchParams,
}: {
  paper: Discussed;
  searchParams: SearchParams;
}) {
  const query = await searchParams;
  const sort = threadSort(single(query.sort));
  const thread = await orNotFound(() =>
    threadPage(database(), paper.id, { sort, page: pageNumber(query.p) }),
  );
  return (
    <Thread
      paperId={paper.id}
      count={paper.commentCount}
      upstreamCount={paper.upstreamComments}
      thread={thread}
      sort={sort}
      isClosed={paper.hiddenAt !== null}
      now={systemClock()}
    />
  );
}
