import { expect, test } from 'vitest';
import { addressAt, keptAs } from './addresses';
import { authorTag, editionTags, EDITIONS_TAG, paperTag, TRENDING_TAG } from './tags';

const TODAY = '2025-03-17';
function cachePolicy(path: string, today: string) {
  const kept = keptAs(addressAt(path), { query: new URLSearchParams(), today });
  return kept === 'private' ? null : kept;
}
const tagsOf = (path: string) => cachePolicy(path, TODAY)?.tags ?? null;
const ageOf = (path: string) =>
  Number(/s-maxage=(\d+)/.exec(cachePolicy(path, TODAY)?.cacheControl ?? '')?.[1]);

test.each([
  ['/', ['latest', EDITIONS_TAG]],
  ['/papers', ['latest', EDITIONS_TAG]],
  ['/papers.md', ['latest', EDITIONS_TAG]],
  ['/papers/date/2025-03-14', ['day-2025-03-14', EDITIONS_TAG]],
  ['/papers/date/2025-03-14.md', ['day-2025-03-14', EDITIONS_TAG]],
  ['/papers/week/2025-W11', ['week-2025-W11', EDITIONS_TAG]],
  ['/papers/month/2025-03', ['month-2025-03', EDITIONS_TAG]],
  ['/papers/trending', [TRENDING_TAG]],
  ['/papers/trending.md', [TRENDING_TAG]],
  ['/papers/2503.99001', [paperTag('2503.99001')]],
  ['/papers/2503.99001.md', [paperTag('2503.99001')]],
  ['/papers/cs/0112017', [paperTag('cs/0112017')]],
  ['/papers/cs/0112017.md', [paperTag('cs/0112017')]],
  ['/papers/x-our-own', [paperTag('x-our-own')]],
  ['/digests/2025-03-14', [EDITIONS_TAG, TRENDING_TAG]],
  ['/topics', [TRENDING_TAG, EDITIONS_TAG]],
  ['/topics/robotics', [TRENDING_TAG, EDITIONS_TAG, 'topic-robotics']],
  ['/topics/robotics.md', [TRENDING_TAG, EDITIONS_TAG, 'topic-robotics']],
  ['/authors/Hana Itō', [EDITIONS_TAG, authorTag('Hana Itō')]],
  ['/about/ranking', ['static']],
  ['/privacy', ['static']],
  ['/reading.js', ['static']],
  ['/icon-192.png', ['static']],
  ['/favicon.ico', ['static']],
])('%s may be kept, and is forgotten with %j', (path, tags) => {
  expect(tagsOf(path)).toEqual(tags);
});

test.each([
  '/papers/submit',
  '/account',
  '/sign-in',
  '/library',
  '/subscriptions/confirm/token',
  '/unsubscribe/token',
  '/admin/reports',
  '/api/daily_papers',
  '/healthz',
  '/nothing-here',
  '/topics/robotics/more',
  '/authors',
  '/papers/',
])('%s may not be kept', (path) => {
  expect(cachePolicy(path, TODAY)).toBeNull();
});

test('what an edition’s change purges is on every page that shows it', () => {
  const purged = new Set(editionTags('2025-03-14'));
  const pages = [
    '/',
    '/papers/date/2025-03-14',
    '/papers/week/2025-W11',
    '/papers/month/2025-03',
    '/papers/trending',
  ];
  for (const page of pages) expect(tagsOf(page)!.some((tag) => purged.has(tag))).toBe(true);
  expect(tagsOf('/papers/date/2025-03-13')!.some((tag) => purged.has(tag))).toBe(false);
});

test('a day at the turn of a year purges the week of its ISO year', () => {
  expect(editionTags('2024-12-31')).toEqual(
    expect.arrayContaining(['day-2024-12-31', 'week-2025-W01', 'month-2024-12']),
  );
});

test('past days are kept longer than today, and browsers always ask', () => {
  expect(ageOf('/papers/date/2025-03-14')).toBeGreaterThan(ageOf(`/papers/date/${TODAY}`));
  for (const path of ['/', '/papers/date/2025-03-14', '/papers/2503.99001', '/privacy']) {
    expect(cachePolicy(path, TODAY)?.cacheControl).toMatch(/^public, max-age=0, s-maxage=\d+, /);
  }
});
