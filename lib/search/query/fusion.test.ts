import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuse, FUSED_DEPTH, WEIGHTS, type Ranked } from './fusion';

const ranked = (list: Record<string, number>): Ranked[] =>
  Object.entries(list).map(([id, score]) => ({ id, score }));
const idsOf = (list: readonly Ranked[]) => list.map(({ id }) => id);

const someList = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 400 }).map((n) => `2503.${10_000 + n}`),
      score: fc.integer({ min: -1_000, max: 50_000 }).map((n) => n / 1_000),
    }),
    { selector: ({ id }) => id, maxLength: 300 },
  )
  .map((list) => list.toSorted((a, b) => b.score - a.score));

test('a paper near the top of both lists precedes one that leads a single list', () => {
  const fused = fuse(ranked({ a: 20, b: 19, c: 2 }), ranked({ d: 0.9, b: 0.8, e: 0.1 }));
  expect(idsOf(fused)).toEqual(['b', 'a', 'd', 'c', 'e']);
  expect(fused.map(({ score }) => Number(score.toFixed(3)))).toEqual([0.917, 0.6, 0.4, 0, 0]);
});

test('without one list the other keeps its order', () => {
  fc.assert(
    fc.property(someList, (list) => {
      const distinct = list.filter(({ score }, at) => score !== list[at - 1]?.score);
      const first = distinct.slice(0, FUSED_DEPTH);
      expect(idsOf(fuse(distinct, []))).toEqual(idsOf(first));
      expect(idsOf(fuse([], distinct))).toEqual(idsOf(first));
    }),
  );
});

test('scores lie between 0 and 1, in order, each paper once, and none but those given', () => {
  fc.assert(
    fc.property(someList, someList, (lexical, dense) => {
      const fused = fuse(lexical, dense);
      const given = new Set(
        idsOf([...lexical.slice(0, FUSED_DEPTH), ...dense.slice(0, FUSED_DEPTH)]),
      );
      expect(new Set(idsOf(fused))).toEqual(given);
      expect(fused).toHaveLength(given.size);
      for (const [at, { score }] of fused.entries()) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1 + 1e-9);
        expect(score).toBeLessThanOrEqual(fused[at - 1]?.score ?? Infinity);
      }
    }),
  );
});

test('only the distances within a list matter, not its scale', () => {
  // Powers of two, to avoid rounding.
  const scaled = (list: readonly Ranked[]) =>
    list.map(({ id, score }) => ({ id, score: score * 8 }));
  fc.assert(
    fc.property(someList, someList, (lexical, dense) => {
      expect(idsOf(fuse(scaled(lexical), dense))).toEqual(idsOf(fuse(lexical, dense)));
    }),
  );
});

test('the weights share one whole', () => {
  expect(WEIGHTS.lexical + WEIGHTS.dense).toBe(1);
});
