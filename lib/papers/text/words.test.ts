import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spelledWords, wordsOf } from './words';

test('case, accents and hyphens make no difference', () => {
  expect(wordsOf('Schrödinger–BRIDGE')).toEqual(wordsOf('schrodinger bridge'));
  expect(wordsOf('Schro\u0308dinger')).toEqual(['schrodinger']);
});

test.each([
  ['models', 'model'],
  ['policies', 'policy'],
  ['movies', 'movie'],
  ['losses', 'loss'],
  ['approaches', 'approach'],
  ['caches', 'cache'],
  ['boxes', 'box'],
  ['LLMs', 'LLM'],
])('%s is matched by %s', (plural, single) => {
  expect(wordsOf(plural)).toEqual(wordsOf(single));
});

test.each(['analysis', 'corpus', 'loss', 'bus', 'gps'])('%s is no plural', (word) => {
  expect(wordsOf(word)).toEqual([word]);
});

test('names keep their last letter', () => {
  expect(spelledWords('Anna Adams')).toEqual(['anna', 'adams']);
});

test('words spelled again are the same words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(spelledWords(spelledWords(text).join(' '))).toEqual(spelledWords(text));
    }),
  );
});
