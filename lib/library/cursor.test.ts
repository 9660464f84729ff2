import { expect, test } from 'vitest';
import { readPlace, writePlace } from './cursor';

test.each(['2503.12345', 'cs/0112017', 'x-weighing-fog'])(
  'a cursor after %s is parsed back',
  (paperId) => {
    const place = { at: new Date('2025-03-14T10:00:00.123Z'), paperId };
    expect(readPlace(writePlace(place))).toEqual(place);
  },
);

test.each([
  '',
  'fog',
  '1741946400123',
  '1741946400123-',
  '1741946400123-fog',
  '-1-2503.12345',
  `${'9'.repeat(20)}-2503.12345`,
])('"%s" is an invalid cursor', (text) => {
  expect(readPlace(text)).toBeNull();
});
