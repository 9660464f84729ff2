import { expect, test } from 'vitest';
import { en } from './en';
import { bracketed } from './pseudo';

test('brackets every string at any depth, and functions’ results', () => {
  const words = bracketed({
    plain: 'Save',
    list: ['a', 'b'],
    nested: { count: (n: number) => `${n} votes`, both: () => ({ title: 'T' }) },
  });
  expect(words.plain).toBe('⟦Save⟧');
  expect(words.list).toEqual(['⟦a⟧', '⟦b⟧']);
  expect(words.nested.count(2)).toBe('⟦2 votes⟧');
  expect(words.nested.both()).toEqual({ title: '⟦T⟧' });
});

test('has an entry for each of the catalogue’s', () => {
  expect(Object.keys(bracketed(en))).toEqual(Object.keys(en));
});
