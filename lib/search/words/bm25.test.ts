/** Weight of a word by the number of its papers. */
import { expect, test } from 'vitest';
import { idf } from './bm25';

test.each([
  [1, 1, Math.log(4 / 3)],
  [100, 10, Math.log(1 + 90.5 / 10.5)],
  [100, 0, Math.log(1 + 100.5 / 0.5)],
])('of %i papers, %i with the word: the idf of BM25', (papers, papersWithIt, expected) => {
  expect(idf(papers, papersWithIt)).toBeCloseTo(expected, 12);
});
