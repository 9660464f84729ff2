import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  candidate,
  interests,
  someInterests,
  somePapers,
  TOPIC_NAMES,
} from '@/tests/support/candidates';
import { choose } from './diversity';
import { answering, followed, resembling } from './interests';
import { placesOf, preparePool } from './pool';
import { rank, rankFor } from './ranking';
import type { Candidate, Match, Personal } from './types';

const TODAY = '2025-03-14';

function poolOf(papers: Candidate[]) {
  return preparePool(papers, { day: TODAY, window: 'day', topicNames: TOPIC_NAMES });
}

type Found = { reason: string; points: number; paperIds: string[] };

/** Converts to matches, without the papers outside the pool. */
function personalOf(papers: Candidate[], found: Found[], known: string[] = []): Personal {
  const pool = poolOf(papers);
  const matches = found.map(({ paperIds, ...match }): Match => ({
    ...match,
    places: placesOf(pool, paperIds),
  }));
  return { matches, known: new Set(known) };
}

const someMatches = (papers: Candidate[]): fc.Arbitrary<Found[]> =>
  fc.array(
    fc.record({
      reason: fc.constantFrom('matches your saved search “fog”', 'like “Tides”', 'you follow fog'),
      points: fc.constantFrom(7, 9, 12),
      paperIds: fc.subarray([...papers.map(({ id }) => id), '2503.00000']),
    }),
    { maxLength: 4 },
  );

test('merging a reader’s own papers gives the order that ranking everything again gives', () => {
  const cases = somePapers.chain((papers) =>
    fc.tuple(fc.constant(papers), someInterests, someMatches(papers)),
  );
  fc.assert(
    fc.property(cases, ([papers, wanted, found]) => {
      const pool = poolOf(papers);
      const ranked = rank(pool, wanted);
      const own = rankFor(ranked, personalOf(papers, found));
      const added = found.filter(({ reason }) => !ranked.reasons.has(reason));
      const pointsOf = (id: string) =>
        added
          .filter(({ paperIds }) => paperIds.includes(id))
          .reduce((sum, { points }) => sum + points, 0);
      const scores = pool.papers.map(
        ({ candidate: { id } }, at) => ranked.scores[at]! + pointsOf(id),
      );
      const order = [...ranked.order].sort(
        (one, other) => scores[other]! - scores[one]! || one - other,
      );
      expect([...own.order]).toEqual(order);
      expect([...own.scores].map((score) => score.toFixed(9))).toEqual(
        scores.map((score) => score.toFixed(9)),
      );
    }),
  );
});

test('everybody’s ranking stays as it was for the next reader', () => {
  const papers = ['2503.00001', '2503.00002'].map((id) => candidate({ id }));
  const ranked = rank(poolOf(papers), interests());
  const before = structuredClone({ order: ranked.order, scores: ranked.scores });
  const own = personalOf(
    papers,
    [{ reason: 'like “Tides”', points: 7, paperIds: ['2503.00002'] }],
    ['2503.00001'],
  );
  expect(rankFor(ranked, own).order).not.toEqual(before.order);
  expect({ order: ranked.order, scores: ranked.scores }).toEqual(before);
  expect(ranked.matched.size).toBe(0);
  expect(ranked.known.size).toBe(0);
});

test('the strongest of all reasons is stated, and the first of equals', () => {
  const paper = candidate({ id: '2503.00001', topics: ['agents'] });
  const ranked = rank(poolOf([paper]), interests({ topics: ['agents'] }));
  const reasonWith = (points: number) => {
    const found = [{ reason: 'like “Tides”', points, paperIds: [paper.id] }];
    const own = rankFor(ranked, personalOf([paper], found));
    return choose(own, { delivered: new Set(), maxPapers: 1 })[0]?.reason;
  };
  expect(reasonWith(4)).toBe('you follow agents');
  expect(reasonWith(5)).toBe('you follow agents');
  expect(reasonWith(6)).toBe('like “Tides”');
});

test('papers that the reader has acted on are not chosen, with a match or without', () => {
  const papers = ['2503.00001', '2503.00002', '2503.00003'].map((id) => candidate({ id }));
  const found = [{ reason: 'like “Tides”', points: 7, paperIds: ['2503.00002'] }];
  const chosenKnowing = (known: string[], matches: Found[]) => {
    const own = rankFor(rank(poolOf(papers), interests()), personalOf(papers, matches, known));
    return choose(own, { delivered: new Set(), maxPapers: 9 }).map(({ paper }) => paper.id);
  };
  expect(chosenKnowing(['2503.00002'], found)).toEqual(['2503.00001', '2503.00003']);
  expect(chosenKnowing(['2503.00001'], [])).toEqual(['2503.00002', '2503.00003']);
});

test('a match counts once where a subscription and an account have the same', () => {
  const paper = candidate({ id: '2503.00001', authors: ['Hana Ito'] });
  const pool = poolOf([paper]);
  const ranked = rank(pool, interests({ authors: ['Hana Ito'] }));
  const matches = followed(pool, { authors: ['hana ito'] });
  expect(rankFor(ranked, { matches, known: new Set() }).scores).toEqual(ranked.scores);
});

test('a similar paper gains seven points at most, in proportion to its score', () => {
  const pool = poolOf([candidate({ id: '2503.00001' })]);
  const gained = (score: number) =>
    resembling(pool, { id: '2503.00001', score, nearest: 'other' }, 'Tides');
  expect(gained(1)).toEqual({ reason: 'like “Tides”', points: 7, places: [0] });
  expect(gained(0.5).points).toBe(3.5);
  expect(gained(-0.5).points).toBe(0);
});

test('an answer of a saved search gains nine points, and answers outside the pool nothing', () => {
  const pool = poolOf([candidate({ id: '2503.00001' })]);
  expect(answering(pool, 'fog', ['2503.00000', '2503.00001'])).toEqual({
    reason: 'matches your saved search “fog”',
    points: 9,
    places: [0],
  });
});
