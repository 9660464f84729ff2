/** Search. */
import { count, number } from './count';

export const search = {
  pastWeek: 'Past week',
  pastMonth: 'Past month',
  pastYear: 'Past year',
  pastFiveYears: 'Past five years',
  title: 'Search',
  titleOf: (query: string) => `Search: ${query}`,
  tooLong: (characters: number) =>
    `The search is longer than ${count(characters, 'character')}. Use fewer words.`,
  keywordsOnly: 'Keyword results only.',
  indexing: 'Keyword results only: semantic search is still indexing.',
  semanticDown: 'Keyword results only: semantic search isn’t available.',
  noMatch: (related: number) => `No paper has these words, but ${number(related)} are about this.`,
  noExactMatch: (papers: string) => `${papers}. No exact match, so these are the closest.`,
  someExact: (papers: string, exact: number) =>
    `${papers}, of which ${number(exact)} ${exact === 1 ? 'has' : 'have'} all words.`,
  more: (sentence: string, related: number) =>
    `${sentence} ${number(related)} more are about this.`,
  label: 'Search papers',
  sorts: { relevance: 'Best match', date: 'Newest', votes: 'Most votes' },
  filters: 'Filters',
  filterResults: 'Filter the results',
  withCode: 'With code',
  removeFilter: (clause: string) => `Remove ${clause}`,
  correction: (typed: string, meant: string) =>
    `No paper has “${typed}”. Showing results for “${meant}”.`,
  emptyQuery:
    'This search has only words that are in every paper, such as “the”. Add a more specific word, or [read today’s edition](latest).',
  nothingFound:
    'No paper has these words in its title, abstract or authors. Try fewer words, or [read today’s edition](latest).',
  notHere: (id: string, repository: string) =>
    `${id} isn’t here. Read it [on ${repository}](source), or [submit it](submit).`,
  operators: [
    ['"sparse views"', 'these words, next to each other'],
    ['-fog', 'papers without a word'],
    ['author:voss', 'by an author'],
    ['category:cs.LG', 'in an arXiv category'],
    ['after:2025-03', 'published then or later'],
    ['before:2025', 'published earlier'],
    ['has:code', 'with a link to code'],
    ['2503.12345', 'opens this paper; a link works, too'],
  ],
  save: 'Save this search',
  savedTitle: 'Your saved searches',
  noneSaved:
    'No saved searches yet. To save one, search and use “Save this search” above the results. New papers that match then appear in your digest.',
  inDigest: 'In your digest',
  notInDigest: 'Not in your digest',
  leaveDigest: 'Remove from digest',
  joinDigest: 'Add to digest',
};
