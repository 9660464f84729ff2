/** Lists trending papers, overall and by topic, for webhooks and browsers. */
import type { Db } from '@/lib/db/client';
import type { PaperCard } from '@/lib/papers/queries';
import { papersOfTopic } from '@/lib/papers/topics/topic-queries';
import { trendingPapers } from './queries';

/** Number of papers that count as trending. */
const LEADING = 3;

/** In the order of topics; none for a removed topic. */
export async function leadingPapers(db: Db, topic: string | null): Promise<PaperCard[]> {
  const { papers } =
    topic === null
      ? await trendingPapers(db, 'day', 0)
      : await papersOfTopic(db, { slug: topic, order: 'trending', page: 0 });
  return papers.slice(0, LEADING);
}
