/** One address of each kind of page. */
import { MONDAY, manyAuthors, rightToLeft, wellKnown, withdrawn } from './papers';

export const PAGES = {
  front: '/',
  edition: `/papers/date/${MONDAY}`,
  'empty-day': '/papers/date/2025-06-07',
  week: '/papers/week/2025-W24',
  month: '/papers/month/2025-06?p=1',
  trending: '/papers/trending?window=week',
  search: '/papers?q=lantern',
  'search-nothing': '/papers?q=zyzzyva',
  'search-too-long': `/papers?q=${'x'.repeat(251)}`,
  paper: `/papers/${wellKnown.id}`,
  'paper-many-authors': `/papers/${manyAuthors.id}`,
  'paper-withdrawn': `/papers/${withdrawn.id}`,
  'paper-right-to-left': `/papers/${rightToLeft.id}`,
  topic: '/topics/language-models',
  author: `/authors/${encodeURIComponent('Ada Nováková')}`,
  ranking: '/about/ranking',
  subscribe: '/subscribe',
  privacy: '/privacy',
  'not-found': '/papers/date/2025-02-30',
  refused: '/papers?q=%00',
} as const;
