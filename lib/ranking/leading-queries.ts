/** What is said to trend, of everything or in a topic: news for webhooks and for browsers alike. */
import type { Db } from '@/lib/db/client';
import type { PaperCard } from '@/lib/papers/queries';
import { papersOfTopic } from '@/lib/papers/topics/topic-queries';
import { trendingPapers } from './queries';

/** A paper trends when it is among these. */
const LEADING = 3;

/** In their order; none for a topic that is gone. */
export async function leadingPapers(db: Db, topic: string | null): Promise<PaperCard[]> {
  const { papers } =
    topic === null
      ? await trendingPapers(db, 'day', 0)
      : await papersOfTopic(db, { slug: topic, order: 'trending', page: 0 });
  return papers.slice(0, LEADING);
}
