/** Pages of topics and authors. */
import { beforeEach, expect, test } from 'vitest';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { getAuthor, papersOfAuthor } from '@/lib/papers/author-queries';
import { getTopic, papersOfTopic, topicSummaries } from '@/lib/papers/topics/topic-queries';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';

const { db } = testDatabase();

const OLD_LIKED = '2503.90001';
const NEW = '2503.90002';
const OTHER = '2503.90003';
const ROBOTS = 'A robot walks. Robotic manipulation of a humanoid robot.';

beforeEach(async () => {
  await db.topic.createMany({
    data: [
      { slug: 'robotics', name: 'Robotics', position: 0, categories: ['cs.RO'], words: [] },
      { slug: 'weather', name: 'Weather', position: 1, categories: [], words: ['fog'] },
    ],
  });
  await store(
    paper(OLD_LIKED, '2025-03-10', { upstreamVotes: 30, topics: ['robotics'] }, ['Hana Ito', 'Bo']),
    paper(NEW, '2025-03-16', { upstreamVotes: 1, topics: ['robotics', 'weather'] }, [
      'Hana Ito',
      'Bo',
      'Cy',
    ]),
    paper(OTHER, '2025-03-12', { upstreamVotes: 2, topics: [] }, ['Dee']),
  );
});

type Facts = { upstreamVotes: number; topics: string[] };

function paper(id: string, publishedOn: string, facts: Facts, authors: string[]) {
  return { id, publishedOn, facts, authors };
}

async function store(...papers: ReturnType<typeof paper>[]) {
  await storeListings(
    db,
    papers.map(({ id, publishedOn, facts, authors }) =>
      listing({
        id,
        upstreamVotes: facts.upstreamVotes,
        paper: { publishedOn, abstract: ROBOTS, authors: authors.map((name) => ({ name })) },
      }),
    ),
    [],
  );
  for (const { id, facts } of papers)
    await db.paper.update({ where: { id }, data: { topics: facts.topics } });
}

const idsOf = ({ papers }: { papers: { id: string }[] }) => papers.map(({ id }) => id);

test('a topic has its papers by what trends and by what is new', async () => {
  const trending = await papersOfTopic(db, { slug: 'robotics', order: 'trending', page: 0 });
  expect(idsOf(trending)).toEqual([OLD_LIKED, NEW]);
  const newest = await papersOfTopic(db, { slug: 'robotics', order: 'newest', page: 0 });
  expect(idsOf(newest)).toEqual([NEW, OLD_LIKED]);
  expect(newest).toMatchObject({ hasNext: false });
  expect(idsOf(await papersOfTopic(db, { slug: 'robotics', order: 'newest', page: 1 }))).toEqual(
    [],
  );
});

test('a paper that leaves a topic, or is hidden, leaves its lists', async () => {
  await db.paper.update({ where: { id: OLD_LIKED }, data: { topics: ['weather'] } });
  await db.paper.update({ where: { id: NEW }, data: { hiddenAt: new Date() } });
  for (const order of ['trending', 'newest'] as const) {
    expect(idsOf(await papersOfTopic(db, { slug: 'robotics', order, page: 0 }))).toEqual([]);
    expect(idsOf(await papersOfTopic(db, { slug: 'weather', order, page: 0 }))).toEqual([
      OLD_LIKED,
    ]);
  }
});

test('each topic is told with its count of recent papers and what leads it', async () => {
  expect(await topicSummaries(db)).toEqual([
    {
      slug: 'robotics',
      name: 'Robotics',
      recent: 2,
      lead: { id: OLD_LIKED, title: 'Weighing Fog' },
    },
    { slug: 'weather', name: 'Weather', recent: 1, lead: { id: NEW, title: 'Weighing Fog' } },
  ]);
});

test('a topic that there is none of is not found', async () => {
  await expect(getTopic(db, 'alchemy')).rejects.toMatchObject({ code: 'not_found' });
});

test('an author’s name has its papers, newest first, and who wrote along', async () => {
  expect(await getAuthor(db, 'Hana Ito')).toEqual({
    name: 'Hana Ito',
    papers: 2,
    first: '2025-03-10',
    latest: '2025-03-16',
    coauthors: [
      { name: 'Bo', papers: 2 },
      { name: 'Cy', papers: 1 },
    ],
    affiliations: [],
    handles: [],
  });
  expect(idsOf(await papersOfAuthor(db, 'Hana Ito', 0))).toEqual([NEW, OLD_LIKED]);
});

test('affiliations and user names are told as papers give them', async () => {
  const at = { paperId: NEW, name: 'Cy' };
  await db.paperAuthor.updateMany({ where: at, data: { affiliation: 'Fog Lab', handle: 'cy' } });
  expect(await getAuthor(db, 'Cy')).toMatchObject({
    affiliations: [{ name: 'Fog Lab', papers: 1 }],
    handles: ['cy'],
  });
});

test('a name that stands twice on a paper has it once', async () => {
  await db.paperAuthor.create({ data: { paperId: NEW, position: 9, name: 'Hana Ito' } });
  expect(idsOf(await papersOfAuthor(db, 'Hana Ito', 0))).toEqual([NEW, OLD_LIKED]);
  expect(await getAuthor(db, 'Hana Ito')).toMatchObject({ papers: 2 });
});

test('a name of hidden papers alone, like one that nobody has, is not found', async () => {
  await db.paper.update({ where: { id: OTHER }, data: { hiddenAt: new Date() } });
  for (const name of ['Dee', 'Nobody', 'hana ito', "'; DROP TABLE"])
    await expect(getAuthor(db, name)).rejects.toMatchObject({ code: 'not_found' });
});
