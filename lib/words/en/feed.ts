/** Editions, trending, topics and other lists of papers. */
import { allOf, count, number } from './count';

export const feed = {
  papers: (papers: number) => count(papers, 'paper'),
  papersOrMore: (papers: number) => `${number(papers)}+ papers`,
  curators: 'curators',
  byline: (names: string) => `by ${names} and the research community`,
  empty: {
    day: 'No papers were listed on this day.',
    week: 'No papers were listed in this week.',
    month: 'No papers were listed in this month.',
    today: 'No papers have been listed today.',
    weekend: 'Editions appear on weekdays.',
  },
  noPapers: {
    day: (title: string) => `No papers on ${title}`,
    week: (title: string) => `No papers in ${title}`,
    month: (title: string) => `No papers in ${title}`,
  },
  readEdition: (title: string) => `Read ${title}`,
  follow: 'Follow',
  following: 'Following',
  feedLink: 'Feed',
  listEnds: 'The list ends here. To find older papers, use search.',
  pages: 'Pages',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  editions: 'Editions',
  noEarlier: 'No earlier edition',
  noLater: 'No later edition',
  lists: 'Lists',
  dayTab: 'Day',
  weekTab: 'Week',
  monthTab: 'Month',
  trendingTab: 'Trending',
  forYou: 'For you',
  calendar: 'Calendar',
  goToDay: 'Go to a day',
  go: 'Go',
  daysMissing: (source: string, days: readonly string[], since: string) =>
    `${source} doesn’t deliver its list for ${allOf(days)} (last tried ${since}). Some papers may be missing until the next retry.`,
  sourceDown: (source: string, since: string) =>
    `${source} doesn’t answer (last tried ${since}). New papers appear once it does.`,
  topics: 'Topics',
  author: 'Author',
  trendingToday: 'Trending today',
  trendingIntro: (halfLife: string) =>
    `Votes, listings and comments. Each counts half after ${halfLife}. [How ranking works](about)`,
  nothingTrends: 'No papers are trending yet.',
  trendingOver: 'Trending period',
  papersOf: (title: string) => `Papers of ${title}`,
  sampleEdition: 'This sample edition comes with Broadsheet. The summaries were written for it.',
  topic: 'Topic',
  allTopics: 'All topics',
  order: 'Order',
  trendingOrder: 'Trending',
  newestOrder: 'Newest',
  emptyTopic: 'This topic has no papers yet.',
  topicNotTrending: 'No papers in this topic are trending. See the [newest papers](newest).',
  topicsIntro:
    'Each paper is in up to three topics. Its words decide first, then its arXiv categories.',
  leading: 'Leading:',
  noRecentPapers: (days: number, until: string | null) => `No papers ${inDays(days, until)}`,
  trending: {
    day: 'Trending today',
    week: 'Trending this week',
    month: 'Trending this month',
  },
  /** For an archive whose last edition is too old to be called current. */
  trendingUntil: {
    day: (day: string) => `Trending on ${day}`,
    week: (day: string) => `Trending in the week to ${day}`,
    month: (day: string) => `Trending in the month to ${day}`,
  },
  periods: { day: 'a day', week: 'a week', month: 'a month' },
  halfLife: (hours: number) => (hours < 48 ? count(hours, 'hour') : count(hours / 24, 'day')),
  recentPapers: (papers: number, days: number, until: string | null) =>
    `${count(papers, 'paper')} ${inDays(days, until)}`,
  previous: 'Previous:',
  next: 'Next:',
};

function inDays(days: number, until: string | null): string {
  return until === null
    ? `in the last ${count(days, 'day')}`
    : `in the ${count(days, 'day')} to ${until}`;
}
