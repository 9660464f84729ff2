/** Terms that a query's words become. */
import { expect, test } from 'vitest';
import { questionOf } from './conditions';
import { parseQuery } from './query-parser';

const termsOf = (query: string) => questionOf(parseQuery(query)).terms.map(({ term }) => term);

test.each([
  ['C++', ['c++']],
  ['F* proofs', ['f*', 'proof']],
  ['C', ['c']],
  ['GPT-4', ['gpt', '4', 'gpt4']],
])('%s asks for %j', (query, terms) => {
  expect(termsOf(query)).toEqual(terms);
});
