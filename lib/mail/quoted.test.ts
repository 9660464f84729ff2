import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inLines, readLines } from '@/tests/support/quoted-printable';
import { quote } from './quoted';

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.lorem({ maxCount: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '.',
    '=',
    '=3D',
    'ends with a space ',
    '\t',
    'a\n',
    '\r\n',
    '漢字'.repeat(30),
  ),
  fc.integer({ min: 70, max: 80 }).map((length) => 'x'.repeat(length)),
);

test('pieces that were quoted apart read as their texts joined', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      expect(readLines(pieces.map(quote).join(''))).toBe(pieces.map(inLines).join(''));
    }),
    { numRuns: 500 },
  );
});

test('encoded lines of any text are short, in ASCII, and without white space at the end', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      for (const line of pieces.map(quote).join('').split('\r\n')) {
        expect(line).toMatch(/^(?:[\t\x20-\x7E]{0,75}[!-~])?$/);
      }
    }),
    { numRuns: 500 },
  );
});
