import { expect, test } from 'vitest';
import { searchPath } from '@/lib/site/paths';
import { facetsOf, readSort, sorted, type FoundPaper } from './results';

const paper = (id: string, overrides: Partial<FoundPaper> = {}): FoundPaper => ({
  id,
  publishedOn: '2025-03-01',
  votes: 0,
  categories: [],
  hasCode: false,
  ...overrides,
});
const idsOf = (papers: readonly FoundPaper[]) => papers.map(({ id }) => id).join('');

test('ties keep their order by relevance in every sort order', () => {
  const ranked = [
    paper('a', { votes: 3 }),
    paper('b', { publishedOn: '2025-03-02' }),
    paper('c', { votes: 3, publishedOn: '2025-03-02' }),
  ];
  expect(idsOf(sorted(ranked, 'relevance'))).toBe('abc');
  expect(idsOf(sorted(ranked, 'date'))).toBe('bca');
  expect(idsOf(sorted(ranked, 'votes'))).toBe('acb');
});

test('facets are choices: what all papers or none have is not offered', () => {
  const papers = [
    paper('a', { publishedOn: '2025-03-19', categories: ['cs.LG', 'cs.CL'], hasCode: true }),
    paper('b', { publishedOn: '2025-03-01', categories: ['cs.LG', 'cs.CL'] }),
    paper('c', { publishedOn: '2019-01-01', categories: ['cs.LG', 'cs.AI'] }),
  ];
  expect(facetsOf(papers, '2025-03-20')).toEqual({
    dates: [
      { label: 'Past week', after: '2025-03-13', papers: 1 },
      { label: 'Past month', after: '2025-02-17', papers: 2 },
    ],
    categories: [
      { category: 'cs.CL', papers: 2 },
      { category: 'cs.AI', papers: 1 },
    ],
    withCode: 1,
  });
  expect(facetsOf([], '2025-03-20')).toEqual({ dates: [], categories: [], withCode: 0 });
});

test('the address of a search has its order only if it isn’t the default', () => {
  expect(searchPath('a b&c')).toBe('/papers?q=a%20b%26c');
  expect(searchPath('fog', 'date')).toBe('/papers?q=fog&sort=date');
  expect([readSort('votes'), readSort('fun'), readSort(undefined)]).toEqual([
    'votes',
    'relevance',
    'relevance',
  ]);
});
