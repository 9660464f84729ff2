import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapped } from './plain';

test('text is wrapped between words, with its indent on each line', () => {
  const lines = wrapped('fog and tide '.repeat(12).trim(), '    ').split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(/^ {4}\S.{0,66}\S$/);
});

test('a word longer than a line stays whole', () => {
  const address = `https://paper.example/${'a'.repeat(90)}`;
  expect(wrapped(`Stop it: ${address} now`)).toBe(`Stop it:\n${address}\nnow`);
});

test('no word is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(wrapped(text).replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' ').trim());
    }),
  );
});
