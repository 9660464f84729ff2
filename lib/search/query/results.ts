/** Orders and filters a ranked list for its page. */
import { addCalendarDays, type Day } from '@/lib/calendar';
import { words } from '@/lib/words';

export const SORTS = ['relevance', 'date', 'votes'] as const;
export type Sort = (typeof SORTS)[number];

/** The fields for ordering and filtering. */
export type FoundPaper = {
  id: string;
  publishedOn: Day;
  votes: number;
  categories: string[];
  hasCode: boolean;
};

export type Facets = {
  /** Papers published on that day or later. */
  dates: { label: string; after: Day; papers: number }[];
  categories: { category: string; papers: number }[];
  withCode: number;
};

export const NO_FACETS: Facets = { dates: [], categories: [], withCode: 0 };

const RECENT = [
  { label: words.search.pastWeek, days: 7 },
  { label: words.search.pastMonth, days: 31 },
  { label: words.search.pastYear, days: 366 },
  { label: words.search.pastFiveYears, days: 1_826 },
];
const MAX_CATEGORIES = 8;

/** `ranked` comes best first; ties keep that order. */
export function sorted(ranked: readonly FoundPaper[], sort: Sort): FoundPaper[] {
  switch (sort) {
    case 'relevance':
      return [...ranked];
    case 'date':
      return ranked.toSorted((a, b) => b.publishedOn.localeCompare(a.publishedOn));
    case 'votes':
      return ranked.toSorted((a, b) => b.votes - a.votes);
  }
}

/** Offers only filters that match some papers and not all. */
export function facetsOf(papers: readonly FoundPaper[], today: Day): Facets {
  const isChoice = ({ papers: left }: { papers: number }) => left > 0 && left < papers.length;
  const dates = RECENT.map(({ label, days }) => {
    const after = addCalendarDays(today, -days);
    const left = papers.filter(({ publishedOn }) => publishedOn >= after).length;
    return { label, after, papers: left };
  });
  const byCategory = new Map<string, number>();
  for (const category of papers.flatMap(({ categories }) => categories))
    byCategory.set(category, (byCategory.get(category) ?? 0) + 1);
  const categories = [...byCategory]
    .map(([category, left]) => ({ category, papers: left }))
    .filter(isChoice)
    .toSorted((a, b) => b.papers - a.papers || a.category.localeCompare(b.category))
    .slice(0, MAX_CATEGORIES);
  const withCode = papers.filter(({ hasCode }) => hasCode).length;
  return {
    // The shortest of several periods with the same papers is the most specific.
    dates: dates.filter((date, at) => isChoice(date) && date.papers !== dates[at - 1]?.papers),
    categories,
    withCode: isChoice({ papers: withCode }) ? withCode : 0,
  };
}

/** `?sort=`; an unknown value is the first one. */
export function readSort(raw: string | undefined): Sort {
  return SORTS.find((sort) => sort === raw) ?? 'relevance';
}
