/**
 * Search by words: results of each operator, their order, and any text pasted into the search box.
 */
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { reindexPapers } from '@/lib/search/words/index-commands';
import { SEARCH_PAGE_SIZE, searchPapers } from '@/lib/search/query/search-queries';
import { formatQuery, readQuery } from '@/lib/search/query/query-parser';
import type { Sort } from '@/lib/search/query/results';
import { testDatabase } from '../../support/database';
import { links, listing } from '../../support/factories';

const { db, pool } = testDatabase();

/** Characters of query languages, between a few letters. */
const ODD_SIGNS = `'"\\:*&|!()<->@%_+-#/?=.,; aor`.split('');
const FOG = '2503.90001';
const MAPS = '2503.90002';
const TIDE = '2503.90003';

beforeEach(async () => {
  await store(
    {
      id: FOG,
      upstreamVotes: 1,
      paper: {
        title: 'Weighing Fog with Sparse Views',
        categories: ['cs.CV'],
        publishedOn: '2025-03-14',
        abstract: 'Dense weather is modelled by C++ code. We reach pass@1 on F* proofs.',
        authors: [{ name: 'Hana Itō' }, { name: 'Ivo Prat' }],
      },
    },
    {
      id: MAPS,
      upstreamVotes: 9,
      paper: {
        title: 'How Many Maps Make a World?',
        categories: ['cs.AI'],
        publishedOn: '2025-03-02',
        links: links({ codeUrl: 'https://code.example/maps' }),
        abstract: 'Agents walk dense maps twice; views are sparse. 100% of fog is left out.',
        authors: [{ name: 'Dmitri Voss' }],
      },
    },
    {
      id: TIDE,
      paper: {
        title: 'Tidewater Technical Report',
        publishedOn: '2024-12-31',
        abstract: 'Models for weather along coasts, naïve and not: GPT-4 and (4+2) others.',
        authors: [{ name: 'The Tidewater Team' }],
      },
    },
  );
});

function store(...listings: Parameters<typeof listing>[0][]) {
  return storeListings(db, listings.map(listing), []);
}

const TODAY = '2025-03-20';

function search(query: string, overrides: { page?: number; sort?: Sort } = {}) {
  return searchPapers(db, { query: readQuery(query), page: 0, today: TODAY, ...overrides });
}

async function idsFor(query: string) {
  const { papers } = await search(query);
  return papers.map(({ id }) => id);
}

test.each([
  ['a word in another form', 'modeling', [FOG, TIDE]],
  ['a word without its accent', 'naive', [TIDE]],
  ['a word with an accent that the paper lacks', 'wéather', [FOG, TIDE]],
  ['a phrase, only where it stands so', '"sparse views"', [FOG]],
  ['a phrase across accents and case', '"NAIVE and not"', [TIDE]],
  ['a word that must be absent', 'weather -coasts', [FOG]],
  ['a phrase that must be absent', 'sparse -"sparse views"', [MAPS]],
  ['an author by name', 'Dmitri Voss', [MAPS]],
  ['an author by a part of the name, in any case', 'tidewater team', [TIDE]],
  ['author:', 'author:Ito', [FOG]],
  ['author: in quotes, in any order', 'author:"itō hana"', [FOG]],
  ['another author than', 'sparse -author:voss', [FOG]],
  ['category: alone', 'category:cs.CV', [FOG]],
  ['an archive of categories', 'category:cs', [FOG, MAPS]],
  ['words in a category', 'sparse category:cs.cv', [FOG]],
  ['words outside a category', 'sparse -category:cs.CV', [MAPS]],
  ['after: a day, which is in', 'sparse after:2025-03-14', [FOG]],
  ['before: a day, which is out', 'sparse before:2025-03-14', [MAPS]],
  ['after: and before: together', 'after:2025-03 before:2025-03-14', [MAPS]],
  ['papers with code', 'sparse has:code', [MAPS]],
  ['what programs are called', 'C++', [FOG]],
  ['a language with a star', 'F*', [FOG]],
  ['a metric with an at sign', 'pass@1', [FOG]],
  ['a sum in brackets', '(4+2)', [TIDE]],
  ['a model with its number', 'GPT-4', [TIDE]],
  ['a model without its hyphen', 'gpt4', [TIDE]],
  ['the beginning of a last word', 'tidewa', [TIDE]],
  ['what a mistyped word means', 'wheather', [FOG, TIDE]],
  ['what a mistyped name means', 'Dmitir', [MAPS]],
])('finds %s: %s', async (_what, query, ids) => {
  expect((await idsFor(query)).toSorted()).toEqual(ids);
});

test('a paper with all of the words precedes those with some', async () => {
  const { papers, withAll, total } = await search('weather along coasts dense');
  expect(papers.map(({ id }) => id)).toEqual([TIDE, FOG, MAPS]);
  expect({ withAll, total }).toEqual({ withAll: 0, total: 3 });
  expect(await search('sparse dense weather')).toMatchObject({ withAll: 1, total: 3 });
});

test('a word in a title counts more than one in an abstract', async () => {
  expect(await idsFor('fog')).toEqual([FOG, MAPS]);
});

test('a correction is shown, with the query that was searched', async () => {
  const results = await search('"sparse views" wheather');
  expect(results.corrections).toEqual([{ typed: 'wheather', meant: 'weather' }]);
  expect(formatQuery(results.clauses)).toBe('"sparse views" weather');
});

test('a word that some paper has is never corrected', async () => {
  await store({ id: '2503.90004', paper: { title: 'On wheathers' } });
  expect((await search('wheather')).corrections).toEqual([]);
});

test('papers are sorted by date or votes, those with all of the words alone', async () => {
  const sparse = 'sparse dense';
  const ids = async (sort: Sort) => (await search(sparse, { sort })).papers.map(({ id }) => id);
  expect(await ids('date')).toEqual([FOG, MAPS]);
  expect(await ids('votes')).toEqual([MAPS, FOG]);
});

test('facets count the papers of the results', async () => {
  const { facets } = await search('sparse');
  expect(facets).toEqual({
    dates: [{ label: 'Past week', after: '2025-03-13', papers: 1 }],
    categories: [
      { category: 'cs.AI', papers: 1 },
      { category: 'cs.CV', papers: 1 },
    ],
    withCode: 1,
  });
});

test('a hidden paper is not found', async () => {
  await db.paper.update({ where: { id: FOG }, data: { hiddenAt: new Date() } });
  expect(await search('fog')).toMatchObject({ papers: [{ id: MAPS }], total: 1 });
});

test('what changes is found by its new words, and no more by its old ones', async () => {
  await store({ id: TIDE, paper: { title: 'Harbour Report', abstract: 'Ships.' } });
  expect(await idsFor('harbour')).toEqual([TIDE]);
  expect(await idsFor('coasts')).toEqual([]);
});

test('what is deleted is no longer counted', async () => {
  await db.paper.deleteMany();
  const [totals, papers] = await Promise.all([
    db.searchTotals.findMany(),
    db.searchSegment.aggregate({ _sum: { papers: true } }),
  ]);
  expect(totals).toEqual([
    { id: 1, papers: 0n, titleLengths: 0n, abstractLengths: 0n, authorsLengths: 0n },
  ]);
  expect(papers._sum.papers).toBe(0);
});

test('reading everything again changes nothing, and finds what was written past us', async () => {
  const counts = () => db.searchSegment.findMany({ orderBy: { token: 'asc' } });
  const before = await counts();
  expect(await reindexPapers(db, { all: true })).toBe(3);
  expect(await counts()).toEqual(before);
  await db.searchDocument.delete({ where: { paperId: TIDE } });
  expect(await idsFor('coasts')).toEqual([]);
  expect(await reindexPapers(db, { all: false })).toBe(1);
  expect(await idsFor('coasts')).toEqual([TIDE]);
  expect(await counts()).toEqual(before);
});

test('pages go on where the one before ended', async () => {
  const count = SEARCH_PAGE_SIZE + 10;
  await store(
    ...Array.from({ length: count }, (_, number) => ({
      id: `2503.${10_000 + number}`,
      paper: { title: `A study of lanterns, part ${number}` },
    })),
  );
  const first = await search('lanterns elephants');
  expect(first).toMatchObject({ hasNext: true, total: count });
  const second = await search('lanterns elephants', { page: 1 });
  expect(second).toMatchObject({ hasNext: false });
  expect(second.papers).toHaveLength(10);
});

test('pages neither repeat nor leave out a paper', async () => {
  const ids = Array.from({ length: 60 }, (_, number) => `2503.${10_000 + number}`);
  await store(...ids.map((id) => ({ id, paper: { title: 'A study of lanterns' } })));
  const pages = await Promise.all([0, 1].map((page) => search('lanterns', { page })));
  expect(pages.flatMap(({ papers }) => papers.map(({ id }) => id)).toSorted()).toEqual(ids);
});

test('a page past the end is empty', async () => {
  expect(await search('fog', { page: 3 })).toMatchObject({ papers: [], hasNext: false });
});

test.each([
  ['nothing', ''],
  ['only stop words', 'the of and'],
  ['only signs', '*** !!! &&& ||| ::: <-> ()'],
  ['a NUL byte alone', '\u0000'],
])('%s finds nothing', async (_what, query) => {
  expect(await idsFor(query)).toEqual([]);
});

test.each([
  ['an unbalanced quote', '"sparse views', FOG],
  ['a NUL byte within', 'sparse\u0000views', FOG],
  ['an emoji', 'fog 🌫️', FOG],
  ['an SQL fragment', "fog'; DROP TABLE Paper; --", FOG],
  ['operators of tsquery', 'fog & | ! (views', FOG],
  ['half a character', 'fog \ud83d', FOG],
])('%s does no harm', async (_what, query, id) => {
  expect(await idsFor(query)).toContain(id);
});

test('a search that takes too long ends after two seconds with an error', async () => {
  const holder = await pool.connect();
  try {
    // A lock on the table delays every search.
    await holder.query('BEGIN; LOCK TABLE "SearchDocument" IN ACCESS EXCLUSIVE MODE');
    await expect(search('fog')).rejects.toThrow('This search takes too long');
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
  expect(await idsFor('fog')).toEqual([FOG, MAPS]);
});

test('of many searches at once each is answered or turned away', async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 300 }, (_, number) => search(`fog ${number}`)),
  );
  const refusals = answers.filter((answer) => answer.status === 'rejected');
  for (const { reason } of refusals) expect(reason).toMatchObject({ code: 'unavailable' });
  expect(answers.length - refusals.length).toBeGreaterThanOrEqual(4);
});

test('wildcards of LIKE are letters like any other', async () => {
  expect(await idsFor('%%%')).toEqual([]);
  expect(await idsFor('___')).toEqual([]);
  expect(await idsFor('author:Dmi%')).toEqual([]);
});

test('nothing that can be typed is an error', async () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...ODD_SIGNS), maxLength: 40 }),
    fc.webUrl(),
  );
  await fc.assert(
    fc.asyncProperty(typed, async (raw) => {
      await expect(search(raw)).resolves.toHaveProperty('papers');
    }),
    { numRuns: 60 },
  );
});
