/** Related papers on a paper's page: by its specific words, and by meaning where available. */
import { beforeEach, expect, test } from 'vitest';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { relatedPapers } from '@/lib/search/query/related-queries';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';

const { db } = testDatabase();

const FOG = '2503.90001';
const MIST = '2503.90002';
const MAPS = '2503.90003';
const paper = {
  id: FOG,
  title: 'Weighing Fog',
  abstract: 'Fog in a valley, weighed with a spoon.',
};

beforeEach(async () => {
  await storeListings(
    db,
    [
      listing({ id: FOG, paper }),
      listing({
        id: MIST,
        paper: {
          title: 'Mist and Fog',
          abstract: 'We weigh fog in another valley.',
          authors: [{ name: 'Ada' }, { name: 'Bo' }, { name: 'Cy' }, { name: 'Di' }],
        },
      }),
      listing({ id: MAPS, paper: { title: 'Many Maps', abstract: 'Agents walk maps.' } }),
    ],
    [],
  );
});

const idsOf = async () => (await relatedPapers(db, paper, 5)).map(({ id }) => id);

test('a paper with the same telling words is related, and the paper itself is not', async () => {
  expect(await relatedPapers(db, paper, 5)).toEqual([
    {
      id: MIST,
      title: 'Mist and Fog',
      authors: ['Ada', 'Bo', 'Cy'],
      authorCount: 4,
      publishedOn: '2025-03-14',
    },
  ]);
});

test.each([
  ['hidden', { hiddenAt: new Date() }],
  ['withdrawn', { withdrawn: true }],
])('a %s paper is nobody’s relative', async (_, data) => {
  await db.paper.update({ where: { id: MIST }, data });
  expect(await idsOf()).toEqual([]);
});

test('a paper without words has no relatives', async () => {
  expect(await relatedPapers(db, { id: 'x-none', title: '∅', abstract: '' }, 5)).toEqual([]);
});

test('a page is not lost when its relatives cannot be found', async () => {
  await db.$executeRaw`ALTER TABLE "SearchDocument" RENAME TO "SearchDocumentAway"`;
  try {
    expect(await idsOf()).toEqual([]);
  } finally {
    await db.$executeRaw`ALTER TABLE "SearchDocumentAway" RENAME TO "SearchDocument"`;
  }
});
