import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handleFromName, isHandle, numberedHandle, safeNext } from './rules';

test.each(['ada', 'a1', 'emile-zola', 'x'.repeat(30)])('"%s" can be a handle', (handle) => {
  expect(isHandle(handle)).toBe(true);
});

test.each([
  '',
  'a',
  'Ada',
  '-ada',
  'ada-',
  'a--b',
  'ada lovelace',
  'admin',
  'x'.repeat(31),
  'аda',
  '<b>',
])('"%s" can’t be a handle', (handle) => {
  expect(isHandle(handle)).toBe(false);
});

test.each([
  ['Émile Zola', 'emile-zola'],
  ['  Ada   Lovelace ', 'ada-lovelace'],
  ['李明', null],
  ['Admin', null],
  ['', null],
])('the name "%s" gives the handle %s', (name, handle) => {
  expect(handleFromName(name)).toBe(handle);
});

test('a handle from any name with a number is valid', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
      expect(isHandle(numberedHandle(handleFromName(name), '7k2f'))).toBe(true);
    }),
  );
});

test.each(['/papers', '/papers/2503.12345?x=1#c-2', '/library'])(
  '%s is a path on this site',
  (next) => {
    expect(safeNext(next)).toBe(next);
  },
);

test.each([
  undefined,
  '',
  'papers',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/%0d%0a//evil.example\n',
  'javascript:alert(1)',
  '/..//evil.example',
])('%s leads to the latest edition instead', (next) => {
  expect(safeNext(next)).toBe('/papers');
});

test('no text leads to another host', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((t) => `/${t}`),
      ),
      (text) => {
        const url = new URL(safeNext(text), 'https://papers.example');
        expect(url.origin).toBe('https://papers.example');
      },
    ),
    { numRuns: 2_000 },
  );
});
