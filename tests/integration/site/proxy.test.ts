/** Cache headers of proxy.ts, for every spelling of an address. */
import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { authorTag } from '@/lib/site/tags';
import { proxy } from '@/proxy';
import { SITE } from '../../support/api';

const keptAs = (path: string) => proxy(new NextRequest(new URL(path, SITE))).headers;

test.each([
  '/account',
  '/follow?author=Hana%20Ito',
  '/%61ccount',
  '/papers/for-you',
  '/papers/for-yo%75',
  '/papers%2Ffor-you',
  '/%70apers/submit',
  '/libr%61ry/collections/an-id',
  '/digest%73/2025-03-17?d=a-link',
])('%s is private, and never cached', (path) => {
  const headers = keptAs(path);
  expect(headers.get('cache-control')).toBe('private, no-store');
  expect(headers.get('cache-tag')).toBeNull();
});

test.each([
  ['/papers/2503.9000%31', 'paper-2503.90001'],
  ['/papers/cs%2F0112017', 'paper-cs/0112017'],
])('%s is purged with the paper', (path, tag) => {
  expect(keptAs(path).get('cache-tag')).toBe(tag);
});

test('an author may have a slash in the name', () => {
  expect(keptAs('/authors/The%20A%2FB%20Group').get('cache-tag')).toBe(
    `editions,${authorTag('The A/B Group')}`,
  );
});

test.each([
  ['/papers?date=2025-03-14', '/papers/date/2025-03-14'],
  ['/papers?date=2025-3-4', '/papers/date/2025-03-04'],
  ['/papers?week=2025-W9', '/papers/week/2025-W09'],
  ['/papers?month=2025-3', '/papers/month/2025-03'],
  // Rewrites to the page for a missing day.
  ['/papers?date=2025-02-30', '/papers/date/2025-02-30'],
  ['/papers?date=//elsewhere.example/', '/papers/date/%2F%2FELSEWHERE.EXAMPLE%2F'],
  ['/papers/date/2025-3-4', '/papers/date/2025-03-04'],
  ['/papers/date/2025-3-4?p=1', '/papers/date/2025-03-04?p=1'],
  ['/papers/date/2025-3-4.md', '/papers/date/2025-03-04.md'],
  ['/papers/week/2025-w9.bib', '/papers/week/2025-W09.bib'],
  ['/papers/month/2025-3.csl.json', '/papers/month/2025-03.csl.json'],
])('%s leads to %s', (path, address) => {
  const response = proxy(new NextRequest(new URL(path, SITE)));
  expect([response.status, response.headers.get('location')]).toEqual([308, SITE + address]);
});

test.each([
  '/papers',
  '/papers?date=',
  '/papers?q=fog&date=2025-03-14',
  '/papers?constructor=2025-03-14',
  '/papers/date/2025-03-14',
  '/papers/date/2025-3-44',
  '/papers/date/junk',
  '/papers/constructor/2025-3-4',
  '/papers/trending?date=2025-03-14',
])('%s is not rewritten', (path) => {
  expect(proxy(new NextRequest(new URL(path, SITE))).headers.get('location')).toBeNull();
});
