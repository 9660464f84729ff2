import { describe, expect, test } from 'vitest';
import { candidate, TOPIC_NAMES } from '@/tests/support/candidates';
import { samenessTo } from './diversity';
import {
  papersByAuthor,
  papersWithPhrase,
  placesOf,
  preparePool,
  spellingOf,
  type PoolOptions,
} from './pool';
import type { Candidate } from './types';

function poolOf(papers: Candidate[], overrides: Partial<PoolOptions> = {}) {
  return preparePool(papers, {
    day: '2025-03-14',
    window: 'day',
    topicNames: TOPIC_NAMES,
    ...overrides,
  });
}

const idsOf = (papers: Candidate[]) => poolOf(papers).papers.map((paper) => paper.candidate.id);
const standingOf = (paper: Candidate, others: Candidate[], changes?: Partial<PoolOptions>) =>
  poolOf([paper, ...others], changes).papers.find((each) => each.candidate === paper)?.standing;

describe('standing', () => {
  const best = candidate({
    id: '2503.00009',
    editionRank: 1,
    masses: { day: 800, week: 900, month: null },
  });

  test.each([
    ['the first and heaviest', 800, 1, 0],
    ['two doublings behind, fourth', 798, 4, -2],
    ['one doubling behind, first', 799, 1, -0.5],
    ['as heavy, second', 800, 2, -0.5],
    ['eight doublings behind', 792, 1, -4],
    ['far behind, which counts as eight', 700, 1, -4],
    ['at place 256', 800, 256, -4],
    ['at place 1,000, which counts as 256', 800, 1_000, -4],
    ['without a signal', null, 1, -4],
    ['without a place', 800, null, -4],
    ['with neither', null, null, -8],
  ])('of one %s', (_what, day, editionRank, standing) => {
    const paper = candidate({
      id: '2503.00001',
      editionRank,
      masses: { day, week: null, month: null },
    });
    expect(standingOf(paper, [best])).toBeCloseTo(standing, 10);
  });

  test('is by the week’s mass for weekly digests', () => {
    const paper = candidate({
      id: '2503.00001',
      editionRank: 1,
      masses: { day: 800, week: 896, month: null },
    });
    expect(standingOf(paper, [best], { window: 'day' })).toBeCloseTo(0, 10);
    expect(standingOf(paper, [best], { window: 'week' })).toBeCloseTo(-2, 10);
  });

  test('is counted from the heaviest, also where masses are negative or missing', () => {
    const [light, none] = [
      candidate({ id: '2503.00001', editionRank: 1, masses: { day: -5, week: null, month: null } }),
      candidate({
        id: '2503.00002',
        editionRank: 1,
        masses: { day: null, week: null, month: null },
      }),
    ];
    expect(standingOf(light, [none])).toBeCloseTo(0, 10);
    expect(standingOf(none, [light])).toBeCloseTo(-4, 10);
    expect(standingOf(none, [])).toBeCloseTo(-4, 10);
  });

  test('of a withdrawn paper counts nothing, and it is not in the pool', () => {
    const withdrawn = candidate({
      id: '2503.00002',
      withdrawn: true,
      masses: { day: 900, week: 9, month: null },
    });
    const paper = candidate({ id: '2503.00001', editionRank: 1 });
    expect(idsOf([paper, withdrawn])).toEqual(['2503.00001']);
    expect(standingOf(paper, [withdrawn])).toBeCloseTo(0, 10);
  });
});

describe('of equal standing', () => {
  /** All clamped to the same standing. */
  const far = { masses: { day: null, week: null, month: null }, editionRank: 300 };
  test.each([
    ['the better place', { ...far, editionRank: 300 }, { ...far, editionRank: 301 }],
    ['one that has a place', { ...far, editionRank: 900 }, { ...far, editionRank: null }],
    [
      'the one listed later',
      { ...far, listedOn: '2025-03-13' },
      { ...far, listedOn: '2025-03-12' },
    ],
    ['the one with more votes', { ...far, votes: 5 }, { ...far, votes: 4 }],
    [
      'a better place with fewer votes',
      { ...far, votes: 1 },
      { ...far, editionRank: 400, votes: 9 },
    ],
    [
      'a later one with fewer votes',
      { ...far, votes: 1, listedOn: '2025-03-13' },
      { ...far, votes: 9, listedOn: '2025-03-12' },
    ],
    [
      'a later one without a place either',
      { ...far, editionRank: null },
      { ...far, editionRank: null, votes: 1 },
    ],
  ] as const)('%s comes first, whichever is read first', (_what, first, second) => {
    // Its id would come last.
    const [one, other] = [
      candidate({ id: '2503.00002', ...first }),
      candidate({ id: '2503.00001', ...second }),
    ];
    expect(idsOf([one, other])).toEqual([one.id, other.id]);
    expect(idsOf([other, one])).toEqual([one.id, other.id]);
  });

  test('and all else, ids decide', () => {
    const twins = ['2503.00002', '2503.00001', '2503.00003'].map((id) => candidate({ id }));
    expect(idsOf(twins)).toEqual(['2503.00001', '2503.00002', '2503.00003']);
    expect(idsOf(twins.toReversed())).toEqual(['2503.00001', '2503.00002', '2503.00003']);
  });

  test('standing itself comes before all of these', () => {
    const better = candidate({
      id: '2503.00002',
      editionRank: 2,
      votes: 1,
      listedOn: '2025-03-01',
    });
    const worse = candidate({
      id: '2503.00001',
      editionRank: 3,
      votes: 99,
      listedOn: '2025-03-14',
    });
    expect(idsOf([worse, better])).toEqual([better.id, worse.id]);
  });
});

test('a paper that is read twice is in the pool once, with its best standing', () => {
  const [low, high] = [5, 2].map((editionRank) => candidate({ editionRank }));
  const { papers } = poolOf([low!, high!]);
  expect(papers.map((paper) => paper.candidate)).toEqual([high]);
});

describe('what really trends', () => {
  const papersOf = (count: number, votes = 10) =>
    Array.from({ length: count }, (_, n) =>
      candidate({
        id: `2503.0${1_000 + n}`,
        votes,
        masses: { day: null, week: count - n, month: null },
      }),
    );
  const trending = (papers: Candidate[]) =>
    poolOf(papers)
      .papers.filter(({ isTrending }) => isTrending)
      .map((paper) => paper.candidate.id);

  test.each([
    [1, 1],
    [9, 1],
    [10, 1],
    [11, 2],
    [20, 2],
    [21, 3],
  ])('of %i papers the heaviest %i', (count, heaviest) => {
    const papers = papersOf(count);
    expect(trending(papers).sort()).toEqual(papers.slice(0, heaviest).map(({ id }) => id));
  });

  test('has ten votes or more, and a mass', () => {
    expect(trending(papersOf(1, 9))).toEqual([]);
    expect(
      trending([candidate({ votes: 99, masses: { day: 800, week: null, month: null } })]),
    ).toEqual([]);
  });

  test('are all that are as heavy as the last of the tenth', () => {
    const papers = papersOf(10).map((paper) => ({
      ...paper,
      masses: { day: null, week: 7, month: null },
    }));
    expect(trending(papers)).toHaveLength(10);
  });
});

describe('sameness', () => {
  const samenessOf = (one: Partial<Candidate>, other: Partial<Candidate>) => {
    const pool = poolOf([
      candidate({ id: '2503.00001', title: '', editionRank: 1, ...one }),
      candidate({ id: '2503.00002', title: '', editionRank: 2, ...other }),
    ]);
    const [there, back] = [samenessTo(pool, 0)[1], samenessTo(pool, 1)[0]];
    expect(there).toBe(back);
    return there;
  };
  test.each([
    ['nothing shared', {}, {}, 0],
    ['the same topic', { topics: ['agents'] }, { topics: ['agents'] }, 1 / 2],
    ['one topic of two', { topics: ['agents'] }, { topics: ['agents', '3d'] }, 1 / 4],
    [
      'one topic of three',
      { topics: ['agents', 'reasoning'] },
      { topics: ['agents', '3d'] },
      1 / 6,
    ],
    ['other topics', { topics: ['agents'] }, { topics: ['3d'] }, 0],
    ['all words of the shorter title', { title: 'Foggy' }, { title: 'Foggy lattices' }, 1 / 2],
    ['half of its words', { title: 'Foggy harbour' }, { title: 'Foggy lattices again' }, 1 / 4],
    ['only words of four letters', { title: 'From with' }, { title: 'From with' }, 0],
    ['words and topics', { title: 'Foggy', topics: ['3d'] }, { title: 'Foggy', topics: ['3d'] }, 1],
  ])('of two with %s', (_what, one, other, expected) => {
    expect(samenessOf(one, other)).toBeCloseTo(expected, 10);
  });
});

describe('looking up', () => {
  const [title, abstract, neither] = [
    candidate({ id: '2503.00001', title: 'Weighing fog', abstract: 'Of fog.', editionRank: 1 }),
    candidate({ id: '2503.00002', title: 'Tides', abstract: 'Fog hides them.', editionRank: 2 }),
    candidate({
      id: '2503.00003',
      title: 'Foghorns',
      abstract: 'They sound.',
      editionRank: 3,
      authors: ['Émile Zola'],
    }),
  ];
  const pool = poolOf([title, abstract, neither]);

  test('a word finds titles and, apart, abstracts that have it alone', () => {
    const expected = { inTitle: [0], inAbstractOnly: [1] };
    expect(papersWithPhrase(pool, 'fog')).toEqual(expected);
    expect(papersWithPhrase(pool, 'fog'), 'again').toEqual(expected);
    expect(papersWithPhrase(pool, '?!')).toEqual({ inTitle: [], inAbstractOnly: [] });
  });

  test('a name finds its own papers only, in any spelling', () => {
    expect(papersByAuthor(pool, 'emile zola')).toEqual([2]);
    expect(papersByAuthor(pool, 'zola')).toEqual([]);
  });

  test('a name is spelled as its paper spells it, and stays as it is without one', () => {
    expect(spellingOf(pool, 'emile zola')).toBe('Émile Zola');
    expect(spellingOf(pool, 'zola')).toBe('zola');
  });

  test('papers outside the pool have no place', () => {
    expect(placesOf(pool, ['2503.00002', '2503.00009', '2503.00001'])).toEqual([1, 0]);
  });
});
