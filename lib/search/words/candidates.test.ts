import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEVELS } from './bm25';
import { CANDIDATES, selectCandidates, type Known, type ListedTerm } from './candidates';
import { parseQuery } from '../query/query-parser';
import { questionOf } from '../query/conditions';
import { tokensOf } from './tokens';

const PAPERS = 1_000_000;

/** Terms with the given numbers, with the papers of each level from the lowest up. */
function knownTerms(lists: Record<string, number[]>, papers = PAPERS): Known {
  const terms = Object.entries(lists).map(([word, lengths], at): [string, ListedTerm] => {
    const id = at + 1;
    const term = word.includes(':') ? word : (tokensOf(word)[0]?.term ?? word);
    const levels = lengths.map((count, level) => ({
      token: id * LEVELS + level,
      level,
      papers: count,
    }));
    const total = lengths.reduce((sum, count) => sum + count, 0);
    return [term, { id, papers: total, lists: levels }];
  });
  return { papers, terms: new Map(terms), months: [] };
}

const select = (query: string, known: Known, newest = false) =>
  selectCandidates(questionOf(parseQuery(query)), known, newest);

test('rare words are read to the end, in all of their lists', () => {
  const known = knownTerms({ fog: [5, 3], tide: [2] });
  expect(select('fog tide', known)).toEqual({
    all: [],
    either: { any: [17, 32, 16], together: [] },
  });
});

test('of a common word the lists with the most to give are read', () => {
  const known = knownTerms({ model: [400_000, 90_000, 900, 90] });
  expect(select('model', known)?.either).toEqual({ any: [19, 18], together: [] });
});

test('of common words, papers that have all of them prominently are looked for, too', () => {
  const known = knownTerms({
    model: [400_000, 90_000, 20_000, 3_000],
    language: [300_000, 80_000, 10_000, 2_000],
  });
  expect(select('model language', known)?.either?.together).toEqual([
    [34, 35],
    [18, 19],
  ]);
});

test('words of a phrase and of a name must all be there, and facts', () => {
  const known = knownTerms({ fog: [5], tide: [2], voss: [9], 'category:cs.lg': [300_000] });
  expect(select('"fog tide" author:voss category:cs.LG', known)).toEqual({
    all: [[64], [32], [16], [48]],
    either: null,
  });
});

test('where a fact leaves few papers, more of the lists are read', () => {
  const known = knownTerms({ model: [400_000, 90_000, 9_000, 900], 'category:cs.xx': [5_000] });
  expect(select('model', known)?.either?.any).toEqual([19]);
  expect(select('model category:cs.XX', known)?.either?.any).toEqual([19, 18]);
});

test.each([['zyzzyva'], ['"fog zyzzyva"'], ['fog category:cs.none'], ['author:nobody fog']])(
  '%s: no paper can answer',
  (query) => {
    expect(select(query, knownTerms({ fog: [5] }))).toBeNull();
  },
);

test('the newest are looked for month by month, until there should be enough', () => {
  const months = ['2025-03', '2025-02', '2025-01'].map((month, at) => ({
    month,
    token: 1_600 + at,
    papers: 40_000,
  }));
  const known = { ...knownTerms({ model: [30_000] }), months };
  expect(select('model', known, true)?.all).toEqual([[16], [1_600]]);
  expect(select('model before:2025-03', known, true)?.all).toEqual([[16], [1_601]]);
  expect(select('model before:2025-03-02', known, true)?.all).toEqual([[16], [1_600, 1_601]]);
});

test('what is read is bounded, however common the words', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 16 });
  fc.assert(
    fc.property(fc.array(lengths, { minLength: 1, maxLength: 8 }), (all) => {
      const words = ['fog', 'tide', 'map', 'lamp', 'boat', 'wind', 'rain', 'snow'];
      const known = knownTerms(
        Object.fromEntries(all.map((counts, at) => [words[at] ?? '', counts])),
        10_000_000,
      );
      const selection = select(words.slice(0, all.length).join(' '), known);
      const listOf = new Map(
        [...known.terms.values()].flatMap(({ lists }) => lists.map((list) => [list.token, list])),
      );
      const read = selection?.either?.any.map((token) => listOf.get(token)?.papers ?? 0) ?? [];
      // The first list is read at any length.
      expect(read.length).toBeGreaterThan(0);
      expect(read.slice(1).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(CANDIDATES);
    }),
  );
});
