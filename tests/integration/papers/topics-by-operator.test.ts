/** Topics are the operator's: a file replaces them, papers are assigned again, a start brings none back. */
import { expect, test } from 'vitest';
import { loadSampleEdition } from '@/lib/ingest/sample';
import { topicWords } from '@/lib/ingest/queries';
import { replaceTopics } from '@/lib/papers/topics/topic-commands';
import { topicsFile } from '@/lib/papers/topics/schema';
import { testDatabase } from '../../support/database';
import { addReader } from '../../support/readers';
import { listPapers } from '../../support/subscribers';

const { db } = testDatabase();
const fog = { slug: 'fog', name: 'Fog', categories: [], words: ['fog', 'weighing fog'] };
const rest = { slug: 'other-things', name: 'Other things', categories: ['math.XX'], words: [] };

test('what is set is what there is, in its order, also after another start', async () => {
  await loadSampleEdition(db);
  expect(topicsFile.safeParse(await topicWords(db)).success, 'the first ones are a file').toBe(
    true,
  );
  await replaceTopics(db, [rest, fog]);
  expect(await topicWords(db)).toEqual([rest, fog]);
  await loadSampleEdition(db);
  expect(await topicWords(db)).toEqual([rest, fog]);
});

test('what readers asked of a topic that stays, stays', async () => {
  await replaceTopics(db, [rest, fog]);
  const { id: userId } = await addReader(db, 'hana');
  const hook = { userId, url: 'https://hooks.tidewater.example/', event: 'trending' as const };
  await db.webhook.createMany({
    data: [fog, rest].map(({ slug }) => ({ ...hook, topic: slug })),
  });
  await replaceTopics(db, [{ ...fog, name: 'Mist' }]);
  const left = await db.webhook.findMany({ select: { topic: true } });
  expect(left).toEqual([{ topic: 'fog' }]);
});

test('every paper is sorted by them', async () => {
  await listPapers(db);
  await db.paper.updateMany({ data: { topics: ['gone'] } });
  expect(await replaceTopics(db, [fog])).toBe(5);
  const papers = await db.paper.findMany({ select: { topics: true } });
  expect(papers).toEqual(Array(5).fill({ topics: ['fog'] }));
});

test.each([
  ['no topic at all', []],
  ['the same slug twice', [fog, { ...fog, name: 'Mist' }]],
  ['a slug that no address can have', [{ ...fog, slug: 'Fog & Mist' }]],
  ['no words', [{ slug: 'fog', name: 'Fog', categories: [] }]],
  ['something else', { fog }],
])('a file with %s is refused', (_what, file) => {
  expect(topicsFile.safeParse(file).success).toBe(false);
});
