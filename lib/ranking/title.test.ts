import { expect, test } from 'vitest';
import { trendingTitle } from './title';

test.each([
  ['day', '2025-03-14', '2025-03-17', 'Trending today'],
  ['day', '2025-03-14', '2025-03-18', 'Trending on 14 March 2025'],
  ['week', '2025-03-14', '2025-03-21', 'Trending this week'],
  ['week', '2025-03-14', '2025-03-22', 'Trending in the week to 14 March 2025'],
  ['month', '2025-03-14', '2025-04-14', 'Trending in the month to 14 March 2025'],
  ['day', null, '2025-03-18', 'Trending today'],
] as const)('the list of a %s, latest edition %s, on %s is %j', (window, latest, today, title) => {
  expect(trendingTitle(window, latest, today)).toBe(title);
});
