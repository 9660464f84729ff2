/** Search. */
import { count, number } from './count';

export const search = {
  pastWeek: 'Past week',
  pastMonth: 'Past month',
  pastYear: 'Past year',
  pastFiveYears: 'Past five years',
  title: 'Search',
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
};
