/** Editions, trending, topics and other lists of papers. */
import { count, number } from './count';

export const feed = {
  papers: (papers: number) => count(papers, 'paper'),
  papersOrMore: (papers: number) => `${number(papers)}+ papers`,
  curators: 'curators',
  byline: (names: string) => `by ${names} and the research community`,
  empty: {
    day: 'No papers were listed on this day.',
    week: 'No papers were listed in this week.',
    month: 'No papers were listed in this month.',
    today: 'Today’s edition has no papers yet.',
    weekend: 'Editions appear on weekdays.',
  },
};
