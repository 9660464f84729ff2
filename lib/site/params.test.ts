import { expect, test } from 'vitest';
import { MAX_PAGE, pageNumber, sentenceFor, single } from './params';

test.each([
  [undefined, 0],
  ['0', 0],
  ['7', 7],
  [String(MAX_PAGE), MAX_PAGE],
])('?p=%s is page %i', (raw, page) => {
  expect(pageNumber(raw)).toBe(page);
});

test.each([
  '-1',
  '',
  '1.5',
  '1e3',
  ' 1',
  '0x1',
  'NaN',
  '１',
  '99999999999999999999',
  String(MAX_PAGE + 1),
  "1' OR 1=1",
  '\u0000',
])('there is no page "%s"', (raw) => {
  expect(() => pageNumber(raw)).toThrow('This list has no such page.');
});

test('a page given twice is none', () => {
  expect(() => pageNumber(['1', '2'])).toThrow('This list has no such page.');
});

test('of a parameter given twice the first counts', () => {
  expect(single(['fog', 'maps'])).toBe('fog');
  expect(single('fog')).toBe('fog');
  expect(single(undefined)).toBeUndefined();
  expect(single([])).toBeUndefined();
});

test.each(['constructor', '__proto__', 'toString', 'unknown', undefined])(
  'the word "%s" asks for no sentence',
  (word) => {
    expect(sentenceFor({ saved: 'Saved.' }, word)).toBeUndefined();
  },
);

test('a word selects its sentence', () => {
  expect(sentenceFor({ saved: 'Saved.' }, ['saved', 'other'])).toBe('Saved.');
});
