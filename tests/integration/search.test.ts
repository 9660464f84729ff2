/** The basic search: words, authors and phrases, and whatever people paste into a search box. */
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { storeListings } from '@/lib/ingest/commands';
import { SEARCH_PAGE_SIZE, searchPapers } from '@/lib/search/queries';
import { readQuery } from '@/lib/search/rules';
import { testDatabase } from '../support/database';
import { listing } from '../support/factories';

const { db } = testDatabase();

/** What query languages give a meaning to, between a few letters. */
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
        abstract: 'Dense weather is modelled by C++ code. We reach pass@1 on F* proofs.',
        authors: [{ name: 'Hana Itō' }, { name: 'Ivo Prat' }],
      },
    },
    {
      id: MAPS,
      upstreamVotes: 9,
      paper: {
        title: 'How Many Maps Make a World?',
        abstract: 'Agents walk dense maps twice; views are sparse. 100% of fog is left out.',
        authors: [{ name: 'Dmitri Voss' }],
      },
    },
    {
      id: TIDE,
      paper: {
        title: 'Tidewater Technical Report',
        abstract: 'Models for weather along coasts, naïve and not.',
        authors: [{ name: 'The Tidewater Team' }],
      },
    },
  );
});

function store(...listings: Parameters<typeof listing>[0][]) {
  return storeListings(db, listings.map(listing), []);
}

async function idsFor(query: string) {
  const { papers } = await searchPapers(db, readQuery(query), 0);
  return papers.map(({ id }) => id);
}

test.each([
  ['all of its words, wherever they stand', 'sparse dense', [FOG, MAPS]],
  ['a word in another form', 'modeling', [FOG, TIDE]],
  ['a word without its accent', 'naive', [TIDE]],
  ['a phrase, only where it stands so', '"sparse views"', [FOG]],
  ['a word that must be absent', 'weather -coasts', [FOG]],
  ['either of two words', 'tidewater or maps', [MAPS, TIDE]],
  ['an author by name', 'Dmitri Voss', [MAPS]],
  ['an author by a part of the name, in any case', 'tidewater team', [TIDE]],
  ['a word in a title before one in an abstract', 'fog', [FOG, MAPS]],
  ['what programs are called', 'C++ proofs', [FOG]],
  ['a language with a star', 'F* proofs', [FOG]],
  ['a metric with an at sign', 'pass@1', [FOG]],
])('finds %s: %s', async (_what, query, ids) => {
  expect(new Set(await idsFor(query))).toEqual(new Set(ids));
});

test('the better match stands first', async () => {
  expect(await idsFor('fog')).toEqual([FOG, MAPS]);
});

test('where no paper has all of the words, those that have some are found, and it is said', async () => {
  const results = await searchPapers(db, 'fog tidewater elephants', 0);
  expect(results.matched).toBe('any');
  expect(results.total).toBe(3);
});

test('papers that have some of the words have a second page too', async () => {
  const count = SEARCH_PAGE_SIZE + 10;
  await store(
    ...Array.from({ length: count }, (_, number) => ({
      id: `2503.${10_000 + number}`,
      paper: { title: `A study of lanterns, part ${number}` },
    })),
  );
  const first = await searchPapers(db, 'lanterns elephants', 0);
  expect(first).toMatchObject({ matched: 'any', hasNext: true, total: count });
  const second = await searchPapers(db, 'lanterns elephants', 1);
  expect(second).toMatchObject({ matched: 'any', hasNext: false });
  expect(second.papers).toHaveLength(10);
});

test('pages neither repeat nor leave out a paper', async () => {
  const ids = Array.from({ length: 60 }, (_, number) => `2503.${10_000 + number}`);
  await store(...ids.map((id) => ({ id, paper: { title: 'A study of lanterns' } })));
  const pages = await Promise.all([0, 1].map((page) => searchPapers(db, 'lanterns', page)));
  expect(pages.flatMap(({ papers }) => papers.map(({ id }) => id)).toSorted()).toEqual(ids);
});

test('a page past the end is empty', async () => {
  expect(await searchPapers(db, 'fog', 3)).toMatchObject({ papers: [], hasNext: false });
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
  ['an SQL fragment', 'fog\'; DROP TABLE "Paper"; --', FOG],
  ['operators of tsquery', 'fog & | ! (views', FOG],
  ['half a character', 'fog \ud83d', FOG],
])('%s does no harm', async (_what, query, id) => {
  expect(await idsFor(query)).toContain(id);
});

test('wildcards of LIKE are letters like any other', async () => {
  expect(await idsFor('%%%')).toEqual([]);
  expect(await idsFor('___')).toEqual([]);
  expect(await idsFor('Dmi%Voss')).toEqual([]);
});

test('nothing that can be typed is an error', async () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...ODD_SIGNS), maxLength: 40 }),
    fc.webUrl(),
  );
  await fc.assert(
    fc.asyncProperty(typed, async (raw) => {
      await expect(searchPapers(db, readQuery(raw), 0)).resolves.toHaveProperty('matched');
    }),
    { numRuns: 60 },
  );
});
