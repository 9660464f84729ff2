import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  candidate,
  interests,
  someInterests,
  somePapers,
  TOPIC_NAMES,
} from '@/tests/support/candidates';
import { pick, rankFor, withPersonal } from './choose';
import { preparePool } from './pool';
import type { Candidate, Personal } from '../types';

const TODAY = '2025-03-14';

function poolOf(papers: Candidate[]) {
  return preparePool(papers, { day: TODAY, window: 'day', topicNames: TOPIC_NAMES });
}

const somePersonal = (papers: Candidate[]): fc.Arbitrary<Personal[]> =>
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
    fc.tuple(fc.constant(papers), someInterests, somePersonal(papers)),
  );
  fc.assert(
    fc.property(cases, ([papers, wanted, personal]) => {
      const pool = poolOf(papers);
      const ranked = rankFor(wanted, pool);
      const own = withPersonal(ranked, personal);
      const added = personal.filter(({ reason }) => !ranked.reasons.has(reason));
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
  const ranked = rankFor(interests(), poolOf(papers));
  const before = structuredClone({ order: ranked.order, scores: ranked.scores });
  const personal = [{ reason: 'like “Tides”', points: 7, paperIds: ['2503.00002'] }];
  expect(withPersonal(ranked, personal).order).not.toEqual(before.order);
  expect({ order: ranked.order, scores: ranked.scores }).toEqual(before);
  expect(ranked.likes.size).toBe(0);
});

test('the strongest of all reasons is stated, and the first of equals', () => {
  const paper = candidate({ id: '2503.00001', topics: ['agents'] });
  const ranked = rankFor(interests({ topics: ['agents'] }), poolOf([paper]));
  const reasonWith = (points: number) => {
    const own = withPersonal(ranked, [{ reason: 'like “Tides”', points, paperIds: [paper.id] }]);
    return pick(own, { delivered: new Set(), maxPapers: 1 })[0]?.reason;
  };
  expect(reasonWith(4)).toBe('you follow agents');
  expect(reasonWith(5)).toBe('you follow agents');
  expect(reasonWith(6)).toBe('like “Tides”');
});
