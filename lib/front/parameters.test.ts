import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operations } from '@/lib/api/operations';
import { THREAD_SORTS } from '@/lib/comments/thread';
import { SORTS } from '@/lib/search/query/results';
import { leadsBackToChange, sharedTarget } from './parameters';
import { addressAt, keptAs } from '@/lib/site/addresses';

const NOISE = 'utm_source=x&fbclid=y&foo=1';

test.each([
  ['/', '/'],
  ['/papers?q=fog', '/papers?q=fog'],
  ['/papers?p=1&q=fog', '/papers?q=fog&p=1'],
  ['/papers?q=fog%20at+sea', '/papers?q=fog+at+sea'],
  ['/papers.md?q=fog', '/papers.md?q=fog'],
  ['/papers?date=2025-03-14', '/papers?date=2025-03-14'],
  ['/papers/date/2025-03-14?p=1', '/papers/date/2025-03-14?p=1'],
  ['/papers/date?date=2025-03-14', '/papers/date?date=2025-03-14'],
  ['/papers/trending?window=week&p=2', '/papers/trending?window=week&p=2'],
  ['/papers/2503.99001?sort=newest&p=1', '/papers/2503.99001?sort=newest&p=1'],
  ['/digests/2025-03-14?d=link', '/digests/2025-03-14?d=link'],
  ['/topics/robotics?order=newest', '/topics/robotics?order=newest'],
  ['/authors/Hana%20Ito?p=1', '/authors/Hana%20Ito?p=1'],
  ['/subscribe?problem=address', '/subscribe?problem=address'],
  ['/feeds/search.rss?q=fog', '/feeds/search.rss?q=fog'],
  ['/feeds/trending.atom?window=week', '/feeds/trending.atom?window=week'],
])('%s is kept as %s, with any other parameters in the link', (input, kept) => {
  expect(sharedTarget(input)).toBe(kept);
  expect(sharedTarget(input + (input.includes('?') ? '&' : '?') + NOISE)).toBe(kept);
  expect(sharedTarget(kept)).toBe(kept);
});

test.each([
  '/papers/2503.99001',
  '/papers/cs/0112017.md',
  '/papers/2503.99001.bib',
  '/topics',
  '/about/ranking',
  '/privacy',
  '/api',
  '/llms.txt',
  '/og/papers/2503.99001',
  '/sitemap.xml',
  '/feeds/daily.rss',
  '/feeds/topics/robotics.json',
  '/api/papers/2503.99001',
  '/reading.js',
])('%s is the same with anything after it', (path) => {
  expect(sharedTarget(`${path}?${NOISE}`)).toBe(path);
  expect(sharedTarget(`${path}?`)).toBe(path);
});

test.each(['/account', '/papers/submit', '/collections/x/export', '/api/me', '/nothing-here'])(
  'what %s reads is its own affair',
  (path) => {
    expect(sharedTarget(`${path}?${NOISE}&a=%2F`)).toBe(`${path}?${NOISE}&a=%2F`);
  },
);

test('an unknown order shares the page’s address; an invalid one stays', () => {
  expect(sharedTarget('/papers/2503.99001?sort=x1')).toBe('/papers/2503.99001');
  expect(sharedTarget('/papers?q=fog&sort=x1')).toBe('/papers?q=fog');
  expect(sharedTarget('/papers/trending?window=x1')).toBe('/papers/trending?window=x1');
  for (const sort of THREAD_SORTS) expect(sharedTarget(`/papers/x?sort=${sort}`)).toContain(sort);
  for (const sort of SORTS) expect(sharedTarget(`/papers?q=x&sort=${sort}`)).toContain(sort);
});

test('a repeated parameter stays repeated, but not endlessly', () => {
  expect(sharedTarget('/papers?p=1&p=2&p=3&p=4')).toBe('/papers?p=1&p=2');
});

test('another spelling of an address is that address; what escapes mean stays', () => {
  expect(sharedTarget('/%70apers/%7edate')).toBe('/papers/~date');
  expect(sharedTarget('/authors/a%2fb%2e%e9')).toBe('/authors/a%2Fb%2E%E9');
});

test('every parameter of every read of the API counts', () => {
  const reads = operations.filter(({ method, scope }) => method === 'get' && !scope);
  for (const { path, query } of reads) {
    const requests = `${path.replace('{id}', '2503.99001')}`;
    for (const name of Object.keys(query?.shape ?? {})) {
      expect(sharedTarget(`${requests}?${name}=1&foo=2`)).toContain(`${requests}?${name}=1`);
    }
  }
});

test('no address that may be kept is kept once for each query that is made up', () => {
  const paths = [
    '/',
    '/papers',
    '/papers/week/2025-W11',
    '/papers/x-own',
    '/authors/Hana',
    '/topics.md',
    '/offline',
  ];
  const name = fc.string({ unit: fc.constantFrom(...'abcxyz_'), minLength: 3, maxLength: 5 });
  fc.assert(
    fc.property(fc.constantFrom(...paths), name, fc.webQueryParameters(), (path, made, rest) => {
      const visit = { query: new URLSearchParams(), today: '2025-03-17' };
      expect(keptAs(addressAt(path), visit)).toHaveProperty('cacheControl');
      const kept = sharedTarget(`${path}?${made}=1&${rest}`);
      expect(kept.startsWith(path)).toBe(true);
      expect(kept).not.toContain(`${made}=1`);
    }),
  );
});

test.each([
  ['/papers/2503.99001?c=1', true],
  ['/papers/2503.99001?p=2&c=1', true],
  ['/papers/2503.99001', false],
  ['/papers/c=1?p=2', false],
  ['/papers/2503.99001?sort=newest&abc=1', false],
])('that %s leads back to a change is %s', (target, isSo) => {
  expect(leadsBackToChange(target)).toBe(isSo);
});
