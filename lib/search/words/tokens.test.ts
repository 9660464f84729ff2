import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokensOf } from './tokens';

const termsOf = (text: string) => tokensOf(text).map(({ term }) => term);

test.each([
  ['Reasoning models reason', ['reason', 'model', 'reason']],
  ['Attention is all you need', ['attent', 'need']],
  ['Itō, naïve, Straße, Łukasz', ['ito', 'naiv', 'strass', 'lukasz']],
  ['F* and C++', ['f', 'f*', 'c', 'c++']],
  [String.raw`$\mathcal{F}^*$`, ['f', 'f*']],
  ['pass@1', ['pass', '1', 'pass@1']],
  ['(4+2)', ['4', '2', '4+2']],
  ['GPT-4', ['gpt', '4', 'gpt4']],
  ['GPT4', ['gpt4']],
  ['pre-training', ['pre', 'train', 'pretrain']],
  ['pretraining', ['pretrain']],
  ['state-of-the-art', ['state', 'art']],
  ['encoder/decoder', ['encod', 'decod']],
  ['2.5 of 1,000', ['2.5', '1000']],
  ['O’Brien’s', ['obrien']],
  ['语言模型', ['语言', '言模', '模型']],
  ['נועה לוי', ['נועה', 'לוי']],
  ['*** ++ --', []],
])('%s is found by %j', (text, terms) => {
  expect(termsOf(text)).toEqual(terms);
});

test.each(['霧', 'a', '𝒪x'])('a word of %j without end is cut to what an index holds', (letter) => {
  for (const { term, word } of tokensOf(letter.repeat(5_000))) {
    expect(term.length).toBeLessThanOrEqual(40);
    expect(word.length).toBeLessThanOrEqual(40);
  }
});

test('places are those of the text as it was given', () => {
  const text = String.raw`Ünïcode \textbf{GPT-4} ﬁts`;
  const written = tokensOf(text).map(({ start, end }) => text.slice(start, end));
  expect(written).toEqual(['Ünïcode', 'GPT', '4', 'GPT-4', 'ﬁts']);
});

test('any text has tokens within it, and the same when it shouts', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...`aB1é语$\\{}^*+#-_@/'’., `), maxLength: 60 }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const { start, end, term } of tokensOf(text)) {
        expect(text.slice(start, end)).not.toBe('');
        expect(term).not.toMatch(/[\s:]/);
      }
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'abn1-+@* '), maxLength: 60 }), (text) => {
      expect(termsOf(text.toUpperCase())).toEqual(termsOf(text));
    }),
  );
});
