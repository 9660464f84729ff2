/** Replaces all topics, and assigns every paper again. */
import type { Database } from '@/lib/db/client';
import type { OperatorTopic } from './schema';
import { topicsOf } from './matching';

const BATCH = 500;

/** Readers keep a removed topic's slug; webhooks for its papers alone are deleted. */
export async function replaceTopics(
  db: Database,
  topics: readonly OperatorTopic[],
  onProgress: (done: number) => void = () => undefined,
): Promise<number> {
  await db.$transaction([
    db.topic.deleteMany({ where: { slug: { notIn: topics.map(({ slug }) => slug) } } }),
    ...topics.map((topic, position) => {
      const row = { ...topic, position };
      return db.topic.upsert({ where: { slug: topic.slug }, create: row, update: row });
    }),
  ]);
  let done = 0;
  for (let after = ''; ;) {
    const papers = await db.paper.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true, title: true, abstract: true, categories: true, topics: true },
    });
    const last = papers.at(-1);
    if (!last) return done;
    for (const { id, topics: before, ...paper } of papers) {
      const sorted = topicsOf(paper, topics);
      const isSame = sorted.join() === before.join();
      if (!isSame) await db.paper.update({ where: { id }, data: { topics: sorted } });
    }
    after = last.id;
    done += papers.length;
    onProgress(done);
  }
}
