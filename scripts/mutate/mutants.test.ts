import { expect, test } from 'vitest';
import { mutantsOf, withMutant } from './mutants';

const mutated = (text: string) =>
  mutantsOf('example.ts', text).map((mutant) => withMutant(text, mutant));

test.each([
  ['export const late = age > limit;', ['export const late = age >= limit;']],
  ['export const all = one && other;', ['export const all = one || other;']],
  ['export const size = given ?? usual;', ['export const size = given;']],
  ['export const open = !closed;', ['export const open = closed;']],
  ['purge(tags);', [';']],
  ['await purge(tags);', [';']],
  ['export const first = papers.filter(isOpen);', ['export const first = papers;']],
  [
    'export const label = isOpen ? one : other;',
    ['export const label = true ? one : other;', 'export const label = false ? one : other;'],
  ],
  [
    'export const rows = sql`SELECT 1 WHERE a < ${now} ORDER BY b DESC`;',
    [
      'export const rows = sql`SELECT 1 WHERE a <= ${now} ORDER BY b DESC`;',
      'export const rows = sql`SELECT 1 WHERE a < ${now} ORDER BY b ASC`;',
    ],
  ],
])('%s', (text, expected) => {
  expect(mutated(text)).toEqual(expected);
});

test('text joined by a plus sign stays unchanged', () => {
  expect(mutated("export const name = given + ' ' + family;")).toEqual([]);
});

test('a mutant names its line', () => {
  expect(mutantsOf('example.ts', '\n\nexport const isOpen = true;')[0]?.line).toBe(3);
});
