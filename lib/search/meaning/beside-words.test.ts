import { expect, test } from 'vitest';
import { joinMeaning, meaningOf } from './beside-words';
import { parseQuery } from '../query/query-parser';

const ranked = (scores: Record<string, number>) =>
  Object.entries(scores).map(([id, score]) => ({ id, score }));
const idsOf = (list: { id: string }[]) => list.map(({ id }) => id);
const join = (query: string, words: object, meaning: object, leastLikeness: number | null = 0.35) =>
  idsOf(
    joinMeaning({
      clauses: parseQuery(query),
      lexical: ranked({ ...words }),
      dense: ranked({ ...meaning }),
      leastLikeness,
    }),
  );

test.each([
  ['faster inference', 'faster inference'],
  ['"world model" -robot author:ito games', 'world model games'],
  ['author:ito', null],
  ['2506.00001', null],
  ['C++', null],
  ['', null],
])('of %s, the meaning of %j is asked', (query, input) => {
  expect(meaningOf(parseQuery(query))).toBe(input);
});

test('a paper that lacks the words is found by what it means', () => {
  expect(join('speedy', { a: 3, b: 1 }, { c: 0.7, a: 0.5 })).toEqual(['a', 'c', 'b']);
});

test('likeness by chance adds nothing', () => {
  expect(join('zyzzyva quux', {}, { a: 0.3, b: 0.2 })).toEqual([]);
  expect(join('marchetti', { a: 2 }, { b: 0.34, c: 0.1 })).toEqual(['a']);
});

test('a narrowed query gets a better order, and no paper more', () => {
  expect(join('fog after:2024', { a: 3, b: 2, c: 1 }, { d: 0.9, b: 0.8, a: 0.1 })).toEqual([
    'b',
    'a',
    'c',
  ]);
});

test('with an unmeasured embedder, results by meaning need results by words', () => {
  expect(join('zyzzyva', {}, { a: 0.9 }, null)).toEqual([]);
  expect(join('fog', { b: 1 }, { a: 0.2, b: 0.1 }, null)).toEqual(['b', 'a']);
});

test('what words found beyond the fused follows in its order', () => {
  const words = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`p${at}`, 1_000 - at]));
  const all = join('fog', words, { z: 0.9 });
  expect(all).toHaveLength(301);
  expect(all.slice(-2)).toEqual(['p298', 'p299']);
});
