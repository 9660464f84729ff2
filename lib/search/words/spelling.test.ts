import { expect, test } from 'vitest';
import { meantWord, mistakesBetween } from './spelling';

test.each([
  ['fog', 'fog', 0],
  ['fog', 'frog', 1],
  ['frog', 'fog', 1],
  ['fog', 'dog', 1],
  ['ofg', 'fog', 1],
  ['transfomer', 'transformer', 1],
  ['', 'fog', 3],
  ['kitten', 'sitting', 3],
])('between %s and %s are %i mistakes', (a, b, mistakes) => {
  expect(mistakesBetween(a, b)).toBe(mistakes);
  expect(mistakesBetween(b, a)).toBe(mistakes);
});

test('of words equally near, the one that most papers have was meant', () => {
  const known = [
    { word: 'lattice', papers: 3 },
    { word: 'lattices', papers: 90 },
    { word: 'latency', papers: 900 },
  ];
  expect(meantWord('latices', known)).toBe('lattices');
  expect(meantWord('lattixe', known)).toBe('lattice');
});

test('a short word has one edit at most, and a distant one has no correction', () => {
  expect(meantWord('fogg', [{ word: 'frogs', papers: 9 }])).toBeNull();
  expect(meantWord('elephants', [{ word: 'element', papers: 9 }])).toBeNull();
});
