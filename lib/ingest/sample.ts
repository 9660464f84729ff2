/** Fills an empty database with the sample edition: the page that Broadsheet is modelled on. */
import { z } from 'zod';
import sample from '@/prisma/sample-edition.json';
import type { Database } from '@/lib/db/client';
import { toUtcDate } from '@/lib/calendar';
import { DEFAULT_TOPICS } from '@/lib/papers/topics/default-topics';
import { storeSample } from './store/store-commands';
import { topicWords } from './queries';

const schema = z.object({
  listedOn: z.iso.date(),
  papers: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      summary: z.string(),
      authors: z.array(z.string()),
      categories: z.array(z.string()),
      publishedOn: z.iso.date().optional(),
    }),
  ),
});

export type SamplePaper = z.infer<typeof schema>['papers'][number];

/** Loads topics and sample where the database has none; returns the number of papers. */
export async function loadSampleEdition(
  db: Database,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  // Skips existing topics, because one that the operator removed must not return.
  if ((await db.topic.count()) === 0) {
    await db.topic.createMany({
      data: DEFAULT_TOPICS.map((topic, position) => ({ ...topic, position })),
      skipDuplicates: true,
    });
  }
  if ((await db.paper.count()) > 0) return 0;
  const { listedOn, papers } = schema.parse(sample);
  await storeSample(db, { listedOn, listedAt: toUtcDate(listedOn), papers }, await topicWords(db));
  onProgress(papers.length, papers.length);
  return papers.length;
}
